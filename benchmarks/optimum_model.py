"""A session's choice as a CP-SAT model: the same slots, candidates, limits and objective as the engine's.

What greedy settled beforehand stays settled: held picks, the relaxation step of every slot, slots left open.
Two rules are a little wider here than in the engine, so the optimum can only come out higher: a candidate needs
the slot's minimum with the muscles still fresh, and a limit our own session is over counts from where ours is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from alloy_engine.catalogue.policies.relaxation import Step
from alloy_engine.domain.decision import ScoreCard
from alloy_engine.domain.history import COUNTED_ROLES
from alloy_engine.domain.slot import Slot
from alloy_engine.domain.vocabulary import Dimension, ExerciseRole
from alloy_engine.scoring import Credit, Ledger, muscle
from alloy_engine.selection.constraints import PATTERNS, VERY_HIGH
from alloy_engine.selection.draft import OLYMPIC, PLYOMETRIC, ROUNDING, Draft, Taken, book_of, olympic_limit

UNIT = 10**9  # objective and costs are whole numbers to the solver
SECONDS = 30.0
NOBODY = 0


@dataclass(frozen=True, slots=True, eq=False)
class Option:
    """A movement in a slot, booked one way. amount: what the muscle is credited with; cost: of the CNS budget."""

    slot: Slot
    step: Step
    row: int
    credit: Credit
    amount: float
    card: ScoreCard
    cost: float

    @property
    def alone(self) -> float:
        """The part of the objective that no other pick can change."""
        return sum(p.value for p in self.card.contributions if p.dimension is not Dimension.MUSCLE_COVERAGE)


@dataclass(frozen=True, slots=True)
class Solution:
    """picks: one option a filled slot. bound: no solution is worth more. proven: picks reach it."""

    picks: tuple[Option, ...]
    bound: float
    proven: bool


def value_of(options: Iterable[Option], draft: Draft) -> float:
    """The session objective of these picks, added up from their cards: every pick's six other dimensions, and what
    the muscles got of it together.
    """
    ledgers: dict[str, Ledger] = {}
    alone = 0.0
    for option in options:
        role = option.slot.role
        ledger = ledgers.get(book_of(role), Ledger.empty(draft.context.needs_of(role)))
        if option.credit.muscle is not None:
            ledger = ledger.credit(option.credit.muscle, option.amount)
        ledgers[book_of(role)] = ledger
        alone += option.alone
    return alone + draft.pool.scorer.muscle_weight * sum(ledger.value() for ledger in ledgers.values())


def picked(draft: Draft) -> list[Option]:
    """What the engine chose."""
    return [_ours(draft, taken) for _, taken in sorted(draft.taken.items())]


def options_for(draft: Draft, taken: Taken) -> list[Option]:
    """All that may stand in that slot: held picks alone, else whoever was eligible at the step it was filled at."""
    if taken.entry.hold is not None:
        return [_ours(draft, taken)]
    pool, slot, context = draft.pool, taken.slot, draft.context
    step = pool.policy.relaxation.steps[taken.step]
    rows = pool.sieve.sift(slot, step).rows
    if step.variety:
        rows = rows[~context.worn[rows]]
        if slot.role is ExerciseRole.ACCESSORY:
            rows = rows[~context.yesterday[rows]]
    board = pool.scorer.board(slot, step, Ledger.empty(context.needs_of(slot.role)), rows)
    minimum = step.minimum.hard if slot.role in COUNTED_ROLES else step.minimum.support
    found = []
    for place in np.flatnonzero(board.totals >= minimum):
        row = int(rows[place])
        card = board.card(int(place), pool.ids[row])
        credits = muscle.options(pool.catalogue.movements[row], slot, step, pool.policy.scoring.muscle.synergist)
        for credit in credits or [muscle.NO_CREDIT]:
            amount = credit.factor * board.relative
            found.append(Option(slot, step, row, credit, amount, card, _cost(draft, slot, row)))
    return found


def _ours(draft: Draft, taken: Taken) -> Option:
    step, card = draft.pool.policy.relaxation.steps[taken.step], taken.entry.card(draft.pool.ids)
    assert card is not None
    amount = taken.credit.factor * taken.relative
    return Option(taken.slot, step, taken.row, taken.credit, amount, card, _cost(draft, taken.slot, taken.row))


def _cost(draft: Draft, slot: Slot, row: int) -> float:
    return float(draft.pool.cost[row]) * draft.cost_factor[slot.role]


class SessionModel:
    """The model of one session; `solve` asks for its best picks, starting from ours."""

    def __init__(self, draft: Draft) -> None:
        self.draft, self.model = draft, cp_model.CpModel()
        self.ours = {option.slot.index: option for option in picked(draft)}
        self.held = {i for i, taken in draft.taken.items() if taken.entry.hold is not None}
        self.options = [o for _, taken in sorted(draft.taken.items()) for o in options_for(draft, taken)]
        self.chosen = [self.model.new_bool_var("") for _ in self.options]
        self._one_pick_a_slot_and_no_duplicates()
        self._kinds_of_movement()
        self._high_rpe_sets()
        self._fatigue()
        self._repeats()
        self._kinds_of_lift()
        self.model.maximize(sum(self._alone()) + sum(self._muscles()))

    def solve(self) -> Solution:
        for option, variable in zip(self.options, self.chosen, strict=True):
            mine = self.ours[option.slot.index]
            self.model.add_hint(variable, (option.row, option.credit) == (mine.row, mine.credit))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_time_in_seconds = SECONDS
        status = solver.solve(self.model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            raise AssertionError(f"our own session is no solution of its model: {solver.status_name(status)}")
        picks = tuple(o for o, chosen in zip(self.options, self.chosen, strict=True) if solver.boolean_value(chosen))
        return Solution(picks, solver.best_objective_bound / UNIT, status == cp_model.OPTIMAL)

    def _where(self, test: Callable[[Option], bool]) -> Iterator[tuple[Option, cp_model.IntVar]]:
        return ((o, chosen) for o, chosen in zip(self.options, self.chosen, strict=True) if test(o))

    def _is_open(self, option: Option) -> bool:
        return option.slot.index not in self.held

    def _one_pick_a_slot_and_no_duplicates(self) -> None:
        slots, rows = defaultdict(list), defaultdict(list)
        for option, chosen in self._where(lambda _: True):
            slots[option.slot.index].append(chosen)
            rows[option.row].append(chosen)
        for variables in slots.values():
            self.model.add_exactly_one(variables)
        for variables in rows.values():
            self.model.add_at_most_one(variables)

    def _kinds_of_movement(self) -> None:
        """So many very heavy ones a day, so many plyometric and olympic main lifts."""
        columns, rules = self.draft.pool.catalogue.columns, self.draft.pool.policy.relaxation.budget
        self._at_most(rules.very_high_cns, lambda o: bool(columns.cns[o.row] == VERY_HIGH))
        for pattern, most in ((PLYOMETRIC, rules.plyometric_mains), (OLYMPIC, olympic_limit(self.draft.pool))):
            self._at_most(most, lambda o, p=pattern: o.slot.role is ExerciseRole.MAIN and columns.pattern[o.row] == p)

    def _high_rpe_sets(self) -> None:
        """As many a pattern as the day may have, or as ours has: a lift it could not do without may be one too many."""
        columns, rules = self.draft.pool.catalogue.columns, self.draft.pool.policy.relaxation.budget
        for name, most in rules.high_rpe_sets.items():

            def counts(option: Option, pattern: int = PATTERNS.index(name)) -> bool:
                return option.slot.rpe >= rules.high_rpe and bool(columns.pattern[option.row] == pattern)

            ours = sum(option.slot.sets for option in self.ours.values() if counts(option))
            self._at_most(max(most, ours), counts, lambda o: o.slot.sets)

    def _at_most(
        self, most: int, test: Callable[[Option], bool], amount: Callable[[Option], int] = lambda _: 1
    ) -> None:
        """Held picks count first; what they leave is for the others."""
        held = sum(amount(option) for option, _ in self._where(lambda o: not self._is_open(o) and test(o)))
        rest = [amount(option) * chosen for option, chosen in self._where(lambda o: self._is_open(o) and test(o))]
        if rest:
            self.model.add(sum(rest) <= max(NOBODY, most - held))

    def _fatigue(self) -> None:
        """The CNS budget of the slot's step binds every pick that is not the lightest of its role."""
        draft, spent = self.draft, sum(option.cost for option in self.ours.values())
        self._capped(
            lambda o: o.cost,
            lambda o: o.cost > draft.lightest(o.slot.role) + ROUNDING,
            lambda o: draft.context.budget * o.step.budget_factor + ROUNDING,
            spent,
        )

    def _repeats(self) -> None:
        """Movements seen this microcycle, as many as its unique share allows, until variety is relaxed."""
        draft = self.draft

        def repeats(option: Option) -> bool:
            return draft.counts_for_variety(option.slot) and bool(draft.context.seen[option.row])

        ours = sum(repeats(option) for option in self.ours.values())
        self._capped(
            lambda o: float(repeats(o)),
            lambda o: o.step.variety and repeats(o),
            lambda o: draft.repeats_allowed(o.slot.role),
            ours,
        )

    def _kinds_of_lift(self) -> None:
        """A place that wants a lift of another kind than the session has, gets one, as far as ours did."""
        kinds: dict[int, list[tuple[Option, cp_model.IntVar]]] = defaultdict(list)
        for option, chosen in self._where(lambda o: o.slot.role in COUNTED_ROLES):
            kinds[self._kind(option)].append((option, chosen))
        for kind, found in kinds.items():
            ours = [i for i, o in self.ours.items() if o.slot.role in COUNTED_ROLES and self._kind(o) == kind]
            for index in {o.slot.index for o, _ in found if o.slot.distinct and self._is_open(o)}:
                others = [chosen for o, chosen in found if o.slot.index != index]
                here = [chosen for o, chosen in found if o.slot.index == index]
                if others and not (index in ours and len(ours) > 1):
                    taken = self.model.new_bool_var("")
                    self.model.add(sum(here) == taken)
                    self.model.add(sum(others) == 0).only_enforce_if(taken)

    def _kind(self, option: Option) -> int:
        return self.draft.pool.row_kind[option.row]

    def _capped(
        self,
        amount: Callable[[Option], float],
        bound: Callable[[Option], bool],
        cap: Callable[[Option], float],
        ours: float,
    ) -> None:
        """Where a bound option is taken, the session's amounts together stay within its cap."""
        total = sum(round(amount(o) * UNIT) * chosen for o, chosen in self._where(lambda o: amount(o) > 0))
        by_slot: dict[int, list[cp_model.IntVar]] = defaultdict(list)
        caps: dict[int, float] = {}
        for option, chosen in self._where(lambda o: self._is_open(o) and bound(o)):
            mine = self.ours[option.slot.index]
            caps[option.slot.index] = max(cap(option), ours if bound(mine) else 0.0)
            by_slot[option.slot.index].append(chosen)
        for index, variables in by_slot.items():
            binding = self.model.new_bool_var("")
            self.model.add(sum(variables) == binding)
            self.model.add(total <= round(caps[index] * UNIT)).only_enforce_if(binding)

    def _alone(self) -> Iterator[cp_model.LinearExpr]:
        return (round(option.alone * UNIT) * chosen for option, chosen in self._where(lambda _: True))

    def _muscles(self) -> Iterator[cp_model.LinearExpr]:
        """Credits of a muscle take ranks; as worths fall with the rank, the best order is the ledger's own."""
        by_muscle: dict[tuple[str, int], dict[float, list[cp_model.IntVar]]] = defaultdict(lambda: defaultdict(list))
        roles: dict[str, ExerciseRole] = {}
        for option, chosen in self._where(lambda o: o.credit.muscle is not None):
            roles[book_of(option.slot.role)] = option.slot.role
            by_muscle[book_of(option.slot.role), option.credit.muscle][option.amount].append(chosen)
        for (book, place), amounts in by_muscle.items():
            yield from self._ranked(amounts, self._worths(roles[book], place))

    def _ranked(self, amounts: Mapping[float, list[cp_model.IntVar]], worths: list[float]) -> Iterator[object]:
        holders = defaultdict(list)
        for amount, variables in amounts.items():
            taken = [self.model.new_bool_var("") for _ in worths]
            self.model.add(sum(taken) <= sum(variables))
            for rank, (worth, held) in enumerate(zip(worths, taken, strict=True)):
                holders[rank].append(held)
                yield round(amount * worth * UNIT) * held
        for variables in holders.values():
            self.model.add_at_most_one(variables)

    def _worths(self, role: ExerciseRole, place: int) -> list[float]:
        """What the first, second … credit of a muscle is worth in that role's book, up to where it is full."""
        needs = self.draft.context.needs_of(role)
        most = sum(1 for taken in self.draft.taken.values() if book_of(taken.slot.role) == book_of(role))
        worth, weight = needs.rules.worth, self.draft.pool.scorer.muscle_weight * float(needs.scale[place])
        open_share = np.clip(float(needs.room[place]) - np.arange(most), 0.0, 1.0)
        worths = [weight * worth[min(k, len(worth) - 1)] * float(share) for k, share in enumerate(open_share)]
        return [one for one in worths if one > 0]
