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
from alloy_engine.domain.vocabulary import Goal, MovementPattern, SessionType
from alloy_engine.flow import Tracer
from alloy_engine.structure.board import Board
from alloy_engine.structure.choices import Choice, choices, led_by
from alloy_engine.structure.given import given_focus
from alloy_engine.structure.interference import blocked_days
from alloy_engine.structure.leads import Leads
from alloy_engine.structure.yields import Outcome, broken_rules, summary

Patterns = tuple[MovementPattern, ...]
LEG_DAYS = (SessionType.LOWER, SessionType.LEGS, SessionType.FULL_BODY)
TOLERANCE = 1e-9  # sums of the same costs in another order differ by less


@dataclass(frozen=True, slots=True)
class Part:
    """Days of one mesocycle that share a set of patterns; no two in one microcycle. blocked: within a window there."""

    type: SessionType
    sequences: tuple[int, ...]
    blocked: Patterns


@dataclass(frozen=True, slots=True)
class Ground:
    """What every step of the assignment works on: the rules, the sets by type and blocked patterns, and the board of
    uses.
    """

    rules: Focus
    options: Mapping[tuple[SessionType, Patterns], tuple[Choice, ...]]
    board: Board

    def options_of(self, kind: SessionType, sequence: int) -> tuple[Choice, ...]:
        """The sets that such a day may have there."""
        return self.options[kind, blocked_there(kind, sequence, self.rules, self.board)]


def assign_focus(structure: Structure, brief: Brief, policy: Policy, tracer: Tracer) -> Structure:
    """The same structure with the focus of every lifting day, the leading pattern first.

    A rule that could not be kept stands in the day's `yields`, and once for the program in `warnings`.
    """
    rules = policy.structure.focus
    days = structure.days
    recommended = [(day.sequence, day.activity) for day in days if day.activity]
    blocked = blocked_days(
        brief.request.activities, brief.start_date, len(days), policy.structure.activities, recommended
    )
    board = Board(structure, rules, blocked)
    given = given_focus(brief.request, days)
    for sequence, focus in given.items():
        board.put([sequence], focus)
    open_days = [day for day in days if day.type.is_lifting and day.sequence not in given]
    minutes = brief.request.session_minutes
    kinds = dict.fromkeys((day.type, blocked_there(day.type, day.sequence, rules, board)) for day in open_days)
    options = {
        (kind, shut): choices(
            rules.days[kind], minutes, rules, brief.main_patterns, most_patterns(kind, brief, policy), shut
        )
        for kind, shut in kinds
    }
    ground = Ground(rules, options, board)
    sets = _settled(_parts(open_days, ground), ground)
    return _filled(structure, _lead(days, {**sets, **given}, frozenset(given), ground), ground, tracer)


def blocked_there(kind: SessionType, sequence: int, rules: Focus, board: Board) -> Patterns:
    """The type's patterns that lie within the window of an activity on that day."""
    return tuple(pattern for pattern in rules.days[kind].patterns if board.is_blocked(sequence, pattern))


def most_patterns(kind: SessionType, brief: Brief, policy: Policy) -> int:
    """Main patterns a session of the type has places for: one place goes to the ballistic lift power asks for."""
    lifting = policy.composition.lifting
    power = kind in LEG_DAYS and brief.dollars(Goal.EXPLOSIVENESS, Goal.SPEED) >= lifting.power_from
    return lifting.mains.high - power


def _parts(days: Sequence[DayPlan], ground: Ground) -> list[Part]:
    """Group days by mesocycle, type, how many of that type the microcycle has, which of these, and windows."""
    by_microcycle: dict[tuple[int, SessionType], list[int]] = defaultdict(list)
    for day in days:
        by_microcycle[day.microcycle, day.type].append(day.sequence)
    groups: dict[tuple[int, SessionType, int, int, Patterns], list[DayPlan]] = defaultdict(list)
    for day in days:
        same = by_microcycle[day.microcycle, day.type]
        blocked = blocked_there(day.type, day.sequence, ground.rules, ground.board)
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
    board = ground.board
    taken: dict[Part, Choice] = {}
    for _ in range(ground.rules.sweeps):
        changed = False
        for part in parts:
            before = taken.get(part)
            if before is not None:
                board.lift(part.sequences, before.patterns)
            prices = {p: board.cost(part.sequences, p) for p in ground.rules.days[part.type].patterns}
            options = ground.options_of(part.type, part.sequences[0])
            best = _cheapest(options, prices, len(part.sequences), before)
            board.put(part.sequences, best.patterns)
            taken[part] = best
            changed = changed or best is not before
        if not changed:
            break
    return {sequence: choice.patterns for part, choice in taken.items() for sequence in part.sequences}


def _cheapest(
    options: Sequence[Choice], prices: Mapping[MovementPattern, float], days: int, current: Choice | None
) -> Choice:
    """The set that costs least; the one in place where nothing is really cheaper."""

    def total(choice: Choice) -> float:
        cost = choice.cost * days
        for pattern in choice.patterns:
            cost += prices[pattern]
        return cost

    best = min(options, key=total)
    return current if current is not None and total(current) <= total(best) + TOLERANCE else best


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
