"""What earlier sessions of the program already used: the only memory a session is planned from.

It is built from planned sessions alone, so a run resumed from stored rows remembers exactly what an
uninterrupted run does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from alloy_engine.domain.balance import side_of
from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.program import PlannedExercise, PlannedSession
from alloy_engine.domain.vocabulary import ExerciseRole, MovementPattern, Muscle, SessionType

# Roles whose sets are hard sets: they count towards a muscle's weekly volume.
COUNTED_ROLES = (ExerciseRole.MAIN, ExerciseRole.ACCESSORY)
DIRECT, INDIRECT = 1.0, 0.5
# What most lifts only brace with: however many of their sets do so, that is no reason to leave one out.
BRACING = (Muscle.CORE, Muscle.OBLIQUES)
DAYS_A_WEEK = 7
# Jumps end long before anything is tired: their sets are no hard sets of any muscle.
UNCOUNTED_PATTERNS = (MovementPattern.PLYOMETRIC,)
A = TypeVar("A")
Use = tuple[MovementPattern, str]  # pattern and movement id


class SetsBefore(NamedTuple):
    """Weeks, and the hard sets each muscle had in them: usual ones, and those really asked for."""

    weeks: float
    usual: Mapping[Muscle, float]
    asked: Mapping[Muscle, float]


class Demand(NamedTuple):
    """What a main lift asked for, as far as it can rise: load, reps, seconds, effort and the pause in its tempo."""

    percent: float | None
    load_kg: float | None
    reps: int | None
    seconds: int | None
    rpe: float | None
    pause: float | None

    @classmethod
    def of(cls, lift: PlannedExercise) -> Demand:
        return cls(lift.percent_1rm, lift.load_kg, lift.reps_max, lift.seconds, lift.rpe, pause_of(lift.tempo))

    def exceeds(self, other: Demand) -> bool:
        """True if it asks for more in any way the other asks for something."""
        return any(
            mine > theirs for mine, theirs in zip(self, other, strict=True) if mine is not None and theirs is not None
        )


def pause_of(tempo: str | None) -> float | None:
    """Seconds held at the bottom: the second figure of a tempo such as "3-1-1"."""
    parts = (tempo or "").split("-")
    return float(parts[1]) if len(parts) > 1 and parts[1].isdigit() else None


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """One planned session, boiled down.

    uses: (role, pattern, movement id), in order. sets: hard sets by muscle.
    doses: movement id → sets, for main lifts and accessories, so that volume can carry on from week to week.
    pulls_ahead: pulling sets less pushing sets of main lifts and compound accessories.
    All three count usual sets: how hard a coach pushes decides about numbers, and never about the movements of the
    next session. planned: sets of main lifts and accessories as they were really asked for; asked: the hard sets by
    muscle that they come to. demands: movement id → what it asked as a main lift.
    """

    day: DayPlan
    uses: tuple[tuple[ExerciseRole, MovementPattern, str], ...]
    sets: Mapping[Muscle, float]
    circuit: str | None
    doses: Mapping[str, int] = field(default_factory=dict)
    pulls_ahead: int = 0
    planned: int = 0
    demands: Mapping[str, Demand] = field(default_factory=dict)
    asked: Mapping[Muscle, float] = field(default_factory=dict)
    _by_role: Mapping[ExerciseRole, Sequence[Use]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_role: dict[ExerciseRole, list[Use]] = {}
        for role, pattern, movement in self.uses:
            by_role.setdefault(role, []).append((pattern, movement))
        object.__setattr__(self, "_by_role", by_role)

    def of_role(self, role: ExerciseRole) -> Sequence[Use]:
        """What was used in that role, in order."""
        return self._by_role.get(role, ())

    def movements(self, *roles: ExerciseRole) -> tuple[str, ...]:
        """Movement ids used in these roles (all roles if none is named), in order."""
        return tuple([m for role, _, m in self.uses if not roles or role in roles])


@dataclass(frozen=True, slots=True)
class History:
    """Facts of every earlier session, oldest first. Grows by `then`; never changes in place, so that what one session
    asks of it again and again is looked up once.
    """

    facts: tuple[SessionFacts, ...] = ()
    _asked: dict[tuple[str, int], Any] = field(init=False, repr=False, compare=False, default_factory=dict)
    _before: dict[int, SetsBefore] = field(init=False, repr=False, compare=False, default_factory=dict)

    def then(self, day: DayPlan, session: PlannedSession) -> History:
        """This history with one more session; recovery days add nothing."""
        if not session.blocks:
            return self
        grown = History((*self.facts, facts_of(day, session)))
        # What a microcycle found when it began stays so, whatever its own sessions add.
        grown._before.update({began: sets for began, sets in self._before.items() if began <= day.microcycle})
        return grown

    def within_days(self, date: dt.date, days: int) -> Sequence[SessionFacts]:
        """Sessions on the `days` days before `date` (date itself excluded), oldest first."""
        first = date - dt.timedelta(days=days)
        return [fact for fact in self._since(lambda day: day.date >= first) if fact.day.date < date]

    def of_microcycle(self, microcycle: int) -> Sequence[SessionFacts]:
        return self._once("microcycle", microcycle, self._of_microcycle)

    def _of_microcycle(self, microcycle: int) -> Sequence[SessionFacts]:
        latest = self._since(lambda day: day.microcycle >= microcycle)
        return [fact for fact in latest if fact.day.microcycle == microcycle]

    def of_mesocycle(self, mesocycle: int) -> Sequence[SessionFacts]:
        return self._once("mesocycle", mesocycle, self._of_mesocycle)

    def _of_mesocycle(self, mesocycle: int) -> Sequence[SessionFacts]:
        latest = self._since(lambda day: day.mesocycle >= mesocycle)
        return [fact for fact in latest if fact.day.mesocycle == mesocycle]

    def _once(self, what: str, number: int, look: Callable[[int], A]) -> A:
        found: A | None = self._asked.get((what, number))
        if found is None:
            found = self._asked[what, number] = look(number)
        return found

    def _since(self, recent: Callable[[DayPlan], bool]) -> Sequence[SessionFacts]:
        """The sessions at the end, back to the last day that is not recent any more."""
        start = len(self.facts)
        while start and recent(self.facts[start - 1].day):
            start -= 1
        return self.facts[start:]

    def before(self, microcycle: int) -> Iterator[SessionFacts]:
        return (f for f in self.facts if f.day.microcycle < microcycle)

    def last_like(self, day: DayPlan, *, this_mesocycle: bool = True) -> SessionFacts | None:
        """The same session (the n-th of its type) of the latest microcycle before the day's that had it and was no
        deload: of the day's mesocycle, or of those before it.
        """
        place = sum(1 for fact in self.of_microcycle(day.microcycle) if fact.day.type is day.type)
        facts: Iterable[SessionFacts]
        if this_mesocycle:
            facts = (f for f in self.of_mesocycle(day.mesocycle) if f.day.microcycle != day.microcycle)
        else:
            facts = (f for f in self.facts if f.day.mesocycle < day.mesocycle)
        earlier: dict[int, list[SessionFacts]] = {}
        for fact in facts:
            if fact.day.type is day.type and not fact.day.is_deload:
                earlier.setdefault(fact.day.microcycle, []).append(fact)
        found = (earlier[m][place] for m in sorted(earlier, reverse=True) if place < len(earlier[m]))
        return next(found, None)

    def like_before(self, day: DayPlan) -> Mapping[tuple[SessionType, int], SessionFacts]:
        """The latest n-th session of each type in the mesocycle's microcycles before the day's, deloads left out."""
        found: dict[tuple[SessionType, int], SessionFacts] = {}
        places: dict[tuple[int, SessionType], int] = {}
        for fact in self.of_mesocycle(day.mesocycle):
            if fact.day.microcycle != day.microcycle and not fact.day.is_deload:
                here = fact.day.microcycle, fact.day.type
                place = places[here] = places.get(here, -1) + 1
                found[fact.day.type, place] = fact
        return found

    def latest_of_type(self, day: DayPlan) -> Sequence[SessionFacts]:
        """Sessions of the day's type in the latest microcycle before the day's that had some and was no deload."""
        alike = [
            f for f in self.facts
            if f.day.type is day.type and not f.day.is_deload and f.day.microcycle < day.microcycle
        ]  # fmt: skip
        return [fact for fact in alike if fact.day.microcycle == alike[-1].day.microcycle]

    def times_done(self, movement: str, day: DayPlan) -> int:
        """Earlier microcycles of the mesocycle in which the lift came as a main lift: its course goes a step each time
        it comes, not on weeks that leave it out. A deload stays at the last step taken.
        """
        earlier = {
            fact.day.microcycle
            for fact in self.of_mesocycle(day.mesocycle)
            if movement in fact.demands and fact.day.microcycle < day.microcycle
        }
        return max(0, len(earlier) - day.is_deload)

    def demands_before(self, movement: str, day: DayPlan) -> Sequence[Demand]:
        """What it asked as a main lift in the mesocycle's earlier microcycles, first to last, deloads left out."""
        earlier = (f for f in self.of_mesocycle(day.mesocycle) if f.day.microcycle < day.microcycle)
        return [fact.demands[movement] for fact in earlier if movement in fact.demands and not fact.day.is_deload]

    def sets_in_microcycle(self, microcycle: int) -> Mapping[Muscle, float]:
        """Hard sets a muscle already has in that microcycle: direct 1, indirect 0.5."""
        return self._once("sets", microcycle, self._sets_in_microcycle)

    def _sets_in_microcycle(self, microcycle: int) -> Mapping[Muscle, float]:
        return sets_together(fact.sets for fact in self.of_microcycle(microcycle))

    def asked_in_microcycle(self, microcycle: int) -> Mapping[Muscle, float]:
        """The same as they were really asked for."""
        return self._once("asked", microcycle, self._asked_in_microcycle)

    def _asked_in_microcycle(self, microcycle: int) -> Mapping[Muscle, float]:
        return sets_together(fact.asked for fact in self.of_microcycle(microcycle))

    def sets_before(self, microcycle: int) -> SetsBefore:
        """Weeks before that microcycle that were no deload and lifted, and the hard sets each muscle had in them."""
        found = self._before.get(microcycle)
        if found is None:
            found = self._before[microcycle] = self._sets_before(microcycle)
        return found

    def _sets_before(self, microcycle: int) -> SetsBefore:
        facts = [fact for fact in self.before(microcycle) if not fact.day.is_deload]
        days = {fact.day.microcycle: fact.day.length_days for fact in facts}
        usual, asked = sets_together(fact.sets for fact in facts), sets_together(fact.asked for fact in facts)
        return SetsBefore(sum(days.values()) / DAYS_A_WEEK, usual, asked)

    @property
    def last(self) -> SessionFacts | None:
        return self.facts[-1] if self.facts else None


def sets_together(sets: Iterable[Mapping[Muscle, float]]) -> dict[Muscle, float]:
    """Sets by muscle of several sessions, added up."""
    total: dict[Muscle, float] = {}
    for each in sets:
        for muscle, count in each.items():
            total[muscle] = total.get(muscle, 0.0) + count
    return total


def facts_of(day: DayPlan, session: PlannedSession) -> SessionFacts:
    uses = tuple((b.role, e.pattern, e.movement) for b in session.blocks for e in b.exercises)
    circuit = next((b.circuit.type.value for b in session.blocks if b.circuit), None)
    lifts = [(b.role, e) for b in session.blocks if b.role in COUNTED_ROLES for e in b.exercises]
    doses = {e.movement: usual_sets(e) for _, e in lifts}
    ahead = sum(doses[e.movement] * side_of(e.pattern, role, compound=e.compound) for role, e in lifts)
    demands = {e.movement: Demand.of(e) for role, e in lifts if role is ExerciseRole.MAIN}
    usual = hard_sets(session, of=usual_sets)
    asked = hard_sets(session) if any(e.usual_sets is not None for _, e in lifts) else usual
    return SessionFacts(day, uses, usual, circuit, doses, ahead, sum(e.sets for _, e in lifts), demands, asked)


def usual_sets(exercise: PlannedExercise) -> int:
    """The sets balanced coaching would ask for."""
    return exercise.sets if exercise.usual_sets is None else exercise.usual_sets


def planned_sets(exercise: PlannedExercise) -> int:
    return exercise.sets


def hard_sets(session: PlannedSession, of: Callable[[PlannedExercise], int] = planned_sets) -> dict[Muscle, float]:
    """Hard sets by muscle in one session: direct 1, indirect 0.5; warm-ups, circuits and jumps 0."""
    total: dict[Muscle, float] = {}
    for block in session.blocks:
        if block.role not in COUNTED_ROLES:
            continue
        for exercise in block.exercises:
            if exercise.pattern in UNCOUNTED_PATTERNS:
                continue
            sets = of(exercise)
            total[exercise.primary_muscle] = total.get(exercise.primary_muscle, 0.0) + DIRECT * sets
            for muscle in exercise.secondary_muscles:
                total[muscle] = total.get(muscle, 0.0) + INDIRECT * sets
    return total
