"""Focus patterns for the whole program at once.

Days that play the same part in each microcycle of a mesocycle (the first upper day, the second ...) get one
set of patterns together, so that their main lifts come back every week. Sets are found by rounds of
improvement: each part in turn takes the set that breaks least, everything else as it stands. Then leading
patterns are rotated day by day; a day may depart from its part's set where that breaks less.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from alloy_engine.catalogue.policies.structure import Focus, FocusRule
from alloy_engine.catalogue.policy import Policy
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.calendar import DayPlan, Focused, Structure, looking_ahead
from alloy_engine.domain.vocabulary import MovementPattern, SessionType
from alloy_engine.flow import Tracer
from alloy_engine.structure.board import Board
from alloy_engine.structure.choices import Choice, led_by
from alloy_engine.structure.leads import Leads
from alloy_engine.structure.site import Options, Patterns, Site
from alloy_engine.structure.yields import Outcome, broken_rules, summary

TOLERANCE = 1e-9  # sums of the same costs in another order differ by less


@dataclass(frozen=True, slots=True)
class Part:
    """Days of one mesocycle that share a set of patterns; no two in one microcycle. blocked: within a window there."""

    type: SessionType
    sequences: tuple[int, ...]
    blocked: Patterns


@dataclass(frozen=True, slots=True)
class Ground:
    """What every step of the assignment works on: the days, the sets each may have, and the board of uses."""

    site: Site
    options: Options
    board: Board

    @property
    def rules(self) -> Focus:
        return self.site.rules

    def options_of(self, kind: SessionType, sequence: int) -> tuple[Choice, ...]:
        """The sets that such a day may have there."""
        return self.options[kind, self.site.shut[sequence]]


def assign_focus(structure: Structure, brief: Brief, policy: Policy, tracer: Tracer) -> Structure:
    """The same structure with the focus of every lifting day, the leading pattern first.

    A rule that could not be kept stands in the day's `yields`, and once for the program in `warnings`.
    """
    site = Site.of(structure, brief, policy)
    return focused(site, site.options(brief, policy), tracer)


def focused(site: Site, options: Options, tracer: Tracer) -> Structure:
    """The same, from the days and the sets of patterns they may have: on nothing else does the focus depend."""
    ground = Ground(site, options, Board(site.structure, site.rules, site.blocked))
    for sequence, focus in site.given.items():
        ground.board.put([sequence], focus)
    sets = _settled(_parts(ground), ground)
    outcomes = _lead(site.structure.days, {**sets, **site.given}, frozenset(site.given), ground)
    return _filled(site.structure, outcomes, ground, tracer)


def _parts(ground: Ground) -> list[Part]:
    """Group the open days by mesocycle, type, how many of that type the microcycle has, which of these, and windows."""
    days, by_microcycle = ground.site.open_days, defaultdict[tuple[int, SessionType], list[int]](list)
    for day in days:
        by_microcycle[day.microcycle, day.type].append(day.sequence)
    groups: dict[tuple[int, SessionType, int, int, Patterns], list[DayPlan]] = defaultdict(list)
    for day in days:
        same = by_microcycle[day.microcycle, day.type]
        blocked = ground.site.shut[day.sequence]
        groups[day.mesocycle, day.type, len(same), same.index(day.sequence), blocked].append(day)
    return [Part(key[1], tuple(day.sequence for day in members), key[-1]) for key, members in groups.items()]


def _settled(parts: Sequence[Part], ground: Ground) -> dict[int, Patterns]:
    """Sequence → its part's set. Where activities block some, the parts are settled in the order of the days and with
    the freest first, and what breaks into fewer windows is kept.
    """
    plain = _settle(parts, ground)
    if not any(part.blocked for part in parts):
        return plain
    _clear(plain, ground.board)
    freest = _settle(sorted(parts, key=lambda part: len(part.blocked)), ground)
    if _broken_windows(freest, ground.board) < _broken_windows(plain, ground.board):
        return freest
    _clear(freest, ground.board)
    for sequence, patterns in plain.items():
        ground.board.put([sequence], patterns)
    return plain


def _clear(sets: Mapping[int, Patterns], board: Board) -> None:
    for sequence, patterns in sets.items():
        board.lift([sequence], patterns)


def _broken_windows(sets: Mapping[int, Patterns], board: Board) -> int:
    return sum(board.is_blocked(sequence, p) for sequence, patterns in sets.items() for p in patterns)


def _settle(parts: Sequence[Part], ground: Ground) -> dict[int, Patterns]:
    """Sequence → its part's set, after rounds of improvement until nothing changes."""
    board, taken = ground.board, list[Choice]()
    changes, looked_at = 0, list[int]()  # the changes there had been when each part was last looked at
    for part in parts:
        taken.append(_looked_at(part, None, ground))
        board.put(part.sequences, taken[-1].patterns)
        changes += 1
        looked_at.append(changes)
    for _ in range(ground.rules.sweeps - 1):
        for at, part in enumerate(parts):
            if looked_at[at] == changes:
                continue  # all others stand as they did
            board.lift(part.sequences, taken[at].patterns)
            best = _looked_at(part, taken[at], ground)
            board.put(part.sequences, best.patterns)
            changes += best is not taken[at]
            taken[at], looked_at[at] = best, changes
    return {sequence: choice.patterns for part, choice in zip(parts, taken, strict=True) for sequence in part.sequences}


def _looked_at(part: Part, current: Choice | None, ground: Ground) -> Choice:
    """The part's cheapest set, as the board is without it."""
    prices = {p: ground.board.cost(part.sequences, p) for p in ground.rules.days[part.type].patterns}
    return _cheapest(ground.options_of(part.type, part.sequences[0]), prices, len(part.sequences), current)


def _cheapest(
    options: Sequence[Choice], prices: Mapping[MovementPattern, float], days: int, current: Choice | None
) -> Choice:
    """The set that costs least; the one in place where nothing is really cheaper."""
    totals = [sum([prices[p] for p in choice.patterns], choice.cost * days) for choice in options]
    best = min(totals)
    if current is not None and sum([prices[p] for p in current.patterns], current.cost * days) <= best + TOLERANCE:
        return current
    return options[totals.index(best)]


def _lead(
    days: Sequence[DayPlan], sets: Mapping[int, Patterns], given: frozenset[int], ground: Ground
) -> dict[int, Outcome]:
    """Sequence → the day's set in order, a fresh pattern leading where one can; the coach's own order stays."""
    leads = Leads(ground.rules)
    outcomes: dict[int, Outcome] = {}
    for day in days:
        if not day.type.is_lifting:
            continue
        focus = sets[day.sequence]
        if day.sequence not in given:
            if leads.cost(day, focus):
                focus = _exchanged(day, focus, leads, ground)
            focus = led_by(leads.best(day, focus), focus)
        outcomes[day.sequence] = Outcome(focus, leads.repeats(day, focus[0]))
        leads.took(day, focus[0])
    return outcomes


def _exchanged(day: DayPlan, patterns: Patterns, leads: Leads, ground: Ground) -> Patterns:
    """Another set for a day whose own has no fresh leading pattern, where that breaks less."""
    at, board, costs = (day.sequence,), ground.board, ground.rules.costs
    board.lift(at, patterns)
    prices = {p: board.cost(at, p) for p in ground.rules.days[day.type].patterns}

    def total(option: Choice) -> float:
        changes = sum(p not in patterns for p in option.patterns)
        uses = sum(prices[p] for p in option.patterns)
        return option.cost + uses + costs.change_in_mesocycle * changes + leads.cost(day, option.patterns)

    best = min(ground.options_of(day.type, day.sequence), key=total).patterns
    board.put(at, best)
    return best


def _filled(structure: Structure, outcomes: Mapping[int, Outcome], ground: Ground, tracer: Tracer) -> Structure:
    """The structure with focus and yields written in, and each day's branch reported."""
    microcycles = []
    found: list[tuple[FocusRule, str]] = []
    for microcycle in structure.microcycles:
        lifting = [day for day in microcycle.days if day.type.is_lifting]
        missing = ground.board.missing(lifting) if lifting else ()
        focused: dict[int, Focused] = {}
        for day in microcycle.days:
            if day.sequence not in outcomes:
                continue
            outcome = outcomes[day.sequence]
            if day is lifting[-1]:
                outcome = replace(outcome, missing=missing)
            broken = list(broken_rules(day, outcome, ground.board, ground.rules))
            found.extend(broken)
            if tracer.keeps:
                tracer.take("4.2.5", "D" if broken else _branch(day, outcome.focus, ground))
            focused[day.sequence] = outcome.focus, tuple(f"{rule.value}: {text}" for rule, text in broken)
        microcycles.append(looking_ahead(microcycle, focused))
    return Structure(tuple(microcycles), (*structure.warnings, *summary(found)))


def _branch(day: DayPlan, patterns: Patterns, ground: Ground) -> str:
    """Why this focus: a window or a recovery rule kept a pattern out, or plain rotation."""
    kept_out = [p for p in ground.rules.days[day.type].patterns if p not in patterns]
    if any(ground.board.is_blocked(day.sequence, p) for p in kept_out):
        return "C"
    return "B" if any(ground.board.hindered(day.sequence, p) for p in kept_out) else "A"
