"""A session while it is being filled: what is taken, and what that has used up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from alloy_engine.catalogue.policies.relaxation import Step
from alloy_engine.domain.history import COUNTED_ROLES
from alloy_engine.domain.slot import INSISTED, Hold, Slot
from alloy_engine.domain.vocabulary import Discipline, ExerciseRole, MovementPattern
from alloy_engine.scoring import Board, Credit, Ledger, Lineup, Needs
from alloy_engine.selection.books import Books
from alloy_engine.selection.constraints import PATTERNS, Mask
from alloy_engine.selection.context import SelectionContext
from alloy_engine.selection.entry import Entry
from alloy_engine.selection.pool import CandidatePool
from alloy_engine.selection.sieve import Rows
from alloy_engine.selection.variety import given_up

PLYOMETRIC = PATTERNS.index(MovementPattern.PLYOMETRIC)
OLYMPIC = PATTERNS.index(MovementPattern.OLYMPIC)
HARD = "hard"
MAIN = ExerciseRole.MAIN
SPARED = (ExerciseRole.ACCESSORY, ExerciseRole.FINISHER)
BOOKS = {role: HARD if role in COUNTED_ROLES else role.value for role in ExerciseRole}
ROUNDING = 1e-9
Floats = NDArray[np.float64]
T = TypeVar("T")


class Taken(NamedTuple):
    """A filled slot: catalogue row, step it was taken at, what it is booked under at which weight, what it is worth
    whatever else is picked, and its record.
    """

    slot: Slot
    row: int
    step: int
    credit: Credit
    relative: float
    alone: float
    entry: Entry

    @classmethod
    def at(cls, place: int, board: Board, slot: Slot, step: int, entry: Entry) -> Taken:
        """The movement at that place of the board, picked for the slot."""
        row = int(board.rows[place])
        return cls(slot, row, step, board.credit(place), board.relative, board.alone(place), entry)


class Draft:
    """The state of one call of `select`; picks go in with `add` and come out again with `remove`.

    taken: by slot index. free: bool[n], not picked yet. unworn, rested: bool[n], what variety leaves to most places
    and to accessories. ledgers: one for all hard sets, one for every other role. scored: how many movements were scored
    so far. cost_factor: what a movement's CNS cost is multiplied by, by role. reserved: CNS kept back for the slots
    whose turn has not come. The rest counts what the day's limits are about.
    """

    def __init__(self, slots: Sequence[Slot], pool: CandidatePool, context: SelectionContext) -> None:
        self.slots, self.pool, self.context = tuple(slots), pool, context
        self.taken: dict[int, Taken] = {}
        self.free: Mask = np.ones(len(pool.catalogue), dtype=np.bool_)
        self.unworn: Mask = ~context.worn
        self.rested: Mask = self.unworn & ~context.yesterday
        self._hard, self._idle = pool.once(books_of, context.needs), pool.once(books_of, context.idle)
        self._ledgers: dict[str, Ledger] = {}
        self._varied = frozenset(pool.policy.relaxation.variety.unique_roles)
        self.cost_factor, self._lightest = pool.once(_cns_costs, context.day.is_deload)
        self._waiting = {slot.index: self._lightest[slot.role] for slot in slots if not slot.optional}
        self.reserved = sum(self._waiting.values())
        most = context.budget * pool.policy.relaxation.steps[-1].budget_factor
        self._beside = min(context.budget + sum([self._tires(slot) for slot in slots]), most)
        self.scored = 0  # movements, over all boards that were asked of
        self.cns = 0.0
        self.very_high = 0
        self.mains = {PLYOMETRIC: 0, OLYMPIC: 0}
        self.high_rpe_sets: dict[int, int] = {}
        self.repeats = 0
        self._kinds: dict[int, int] = {}
        self._needed = [slot for slot in slots if slot.role in self._varied and not slot.optional]
        self._sure = sum([self._stays(slot) for slot in self._needed])
        self._allowance = context.variety.allowance(self._sure, pool.policy)

    def repeats_allowed(self, role: ExerciseRole) -> int:
        """How many repeated movements the session may have and still give a place of that role another one."""
        return self._allowance - self.context.variety.spared(role, self.pool.policy)

    def ledger(self, role: ExerciseRole) -> Ledger:
        """What muscles have had so far from blocks of that kind."""
        key = BOOKS[role]
        found = self._ledgers.get(key)
        if found is None:
            found = self._ledgers[key] = self._books(key).empty
        return found

    def board(self, lineup: Lineup, role: ExerciseRole) -> Board:
        """These movements' gains, were they picked for a slot of that role now."""
        return self._books(BOOKS[role]).board(lineup, self.ledger(role))

    def board_without(self, taken: Taken, lineup: Lineup) -> Board:
        """The same with that slot of the lineup's kind empty."""
        key = BOOKS[taken.slot.role]
        return self._books(key).board(lineup, self._booked(self.ledger(taken.slot.role), taken, -1))

    def _books(self, key: str) -> Books:
        return self._hard if key == HARD else self._idle

    @property
    def ledgers(self) -> tuple[Ledger, ...]:
        return tuple(self._ledgers.values())

    def value(self) -> float:
        """The session objective of what is taken."""
        muscles = sum(ledger.value() for ledger in self._ledgers.values())
        return sum(taken.alone for taken in self.taken.values()) + self.pool.scorer.muscle_weight * muscles

    def cost(self, slot: Slot, rows: Rows | int) -> Floats:
        """CNS these rows would cost in that slot."""
        return self.pool.cost[rows] * self.cost_factor[slot.role]

    def add(self, taken: Taken) -> None:
        self.taken[taken.slot.index] = taken
        self._book(taken, 1)

    def remove(self, taken: Taken) -> None:
        del self.taken[taken.slot.index]
        self._book(taken, -1)

    def write(self, slot: Slot, entry: Entry) -> None:
        """Another record for a pick that stays as it is."""
        self.taken[slot.index] = self.taken[slot.index]._replace(entry=entry)

    def without(self, taken: Taken, question: Callable[[], T]) -> T:
        """The answer, were that slot of the session empty; afterwards the session is as before to the last bit."""
        ledgers, cns = self._ledgers, self.cns
        self._ledgers = dict(ledgers)
        self._book(taken, -1)
        try:
            return question()
        finally:
            self._count(taken, 1)
            self._ledgers, self.cns = ledgers, cns

    @property
    def kinds(self) -> set[int]:
        """Of the lifts that are picked already."""
        return {kind for kind, lifts in self._kinds.items() if lifts}

    def repeats_without(self, taken: Taken) -> int:
        """How many picks repeat a movement of the microcycle, were that slot empty."""
        return self.repeats - self._repeat(taken)

    def release(self, slot: Slot) -> None:
        """The slot's turn has come: nothing needs to be kept back for it any more."""
        if not slot.optional:
            del self._waiting[slot.index]
            self.reserved = sum(self._waiting.values())

    def lightest(self, role: ExerciseRole) -> float:
        """CNS a place of that role can be filled for."""
        return self._lightest[role]

    def budget_at(self, step: Step) -> float:
        """The day's CNS budget at that step. What the coach wishes for beside the main lifts takes nothing of theirs,
        as long as the day stays within what the last step would allow.
        """
        return max(self.context.budget * step.budget_factor, self._beside)

    def _tires(self, slot: Slot) -> float:
        """CNS that a wished for accessory costs beyond the lightest of its place."""
        known = self.pool.catalogue
        if slot.role is not ExerciseRole.ACCESSORY or slot.hold is not Hold.MUST_HAVE:
            return 0.0
        if slot.held is None or slot.held not in known:
            return 0.0
        own: float = self.pool.row_cost[known.index(slot.held)] * self.cost_factor[slot.role]
        return max(0.0, own - self._lightest[slot.role])

    def counts_for_variety(self, slot: Slot) -> bool:
        return slot.role in self._varied

    def given_up(self) -> frozenset[int]:
        """Indexes of the places that do not carry on what stood there, for the microcycle's variety."""
        again = [slot for slot in self._needed if self._comes_back(slot)]
        return given_up(again, self._sure, self.context.variety, self.pool.policy)

    def _stays(self, slot: Slot) -> bool:
        """False for what a short session may leave out for the time's sake: then it counts for no place."""
        short = self.context.day.target_minutes <= self.pool.policy.composition.lifting.short_minutes
        return not short or slot.role not in SPARED or slot.hold in INSISTED

    def _comes_back(self, slot: Slot) -> bool:
        """True if the lift it is to carry on was used this microcycle already."""
        known = self.pool.catalogue
        return slot.held is not None and slot.held in known and bool(self.context.seen[known.index(slot.held)])

    def _book(self, taken: Taken, sign: int) -> None:
        self._count(taken, sign)
        role = taken.slot.role
        self._ledgers[BOOKS[role]] = self._booked(self.ledger(role), taken, sign)

    def _booked(self, ledger: Ledger, taken: Taken, sign: int) -> Ledger:
        muscle, factor = taken.credit
        if muscle is None:
            return ledger
        return self._books(BOOKS[taken.slot.role]).moved(ledger, muscle, factor * taken.relative, sign)

    def _count(self, taken: Taken, sign: int) -> None:
        """What the day's limits and the rules of variety are about."""
        slot, row, pool = taken.slot, taken.row, self.pool
        pattern = pool.row_pattern[row]
        self.free[row] = sign < 0
        self.cns += sign * pool.row_cost[row] * self.cost_factor[slot.role]
        self.very_high += sign * pool.row_very_high[row]
        if slot.role is MAIN and pattern in self.mains:
            self.mains[pattern] += sign
        if slot.rpe >= pool.policy.relaxation.budget.high_rpe:
            self.high_rpe_sets[pattern] = self.high_rpe_sets.get(pattern, 0) + sign * slot.sets
        if slot.role in COUNTED_ROLES:
            kind = pool.row_kind[row]
            self._kinds[kind] = self._kinds.get(kind, 0) + sign
        self.repeats += sign * self._repeat(taken)

    def _repeat(self, taken: Taken) -> int:
        return int(taken.slot.role in self._varied and self.context.seen[taken.row])


def books_of(_: CandidatePool, needs: Needs) -> Books:
    """Of that very object: the needs of blocks whose sets are no hard sets are one for the whole program, and those of
    the same sets done are one as well.
    """
    return Books(needs)


def _cns_costs(
    pool: CandidatePool, is_deload: bool
) -> tuple[Mapping[ExerciseRole, float], Mapping[ExerciseRole, float]]:
    """By role: what a CNS cost is multiplied by, and what the lightest movement costs that a place is kept for."""
    rules = pool.policy.relaxation.budget
    rest = rules.deload_factor if is_deload else 1.0
    factor = {role: own * rest for role, own in rules.role_factor.items()}
    return factor, {role: rules.kept_for(role, pool.brief) * factor[role] for role in rules.reserve}


def olympic_limit(pool: CandidatePool) -> int:
    rules = pool.policy.relaxation.budget
    lifter = Discipline.OLYMPIC_WEIGHTLIFTING in pool.brief.disciplines
    return rules.olympic_mains_of_lifters if lifter else rules.olympic_mains


def book_of(role: ExerciseRole) -> str:
    """Name of the ledger that role is booked in."""
    return BOOKS[role]
