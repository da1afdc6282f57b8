"""A program's numbers, counted once for all rows of the audit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from alloy_engine.domain.calendar import DayPlan, MicrocyclePlan, Structure
from alloy_engine.domain.history import COUNTED_ROLES, hard_sets, sets_together
from alloy_engine.domain.program import PlannedExercise, PlannedSession
from alloy_engine.domain.vocabulary import MAJOR_MUSCLES, ExerciseRole, Muscle, SessionType

DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class SessionTally:
    """One lifting session. sets: hard sets by muscle."""

    day: DayPlan
    session: PlannedSession
    sets: Mapping[Muscle, float]

    def exercises(self, *roles: ExerciseRole) -> Iterator[PlannedExercise]:
        """Exercises of these roles (of every role that counts as hard sets if none is named), in order."""
        for block in self.session.blocks:
            if block.role in (roles or COUNTED_ROLES):
                yield from block.exercises

    def trains(self, major: str, secondary_sets_min: int) -> bool:
        """True if the major is a primary muscle, or a secondary one with at least so many sets."""
        return trains_major(self.exercises(), major, secondary_sets_min)


@dataclass(frozen=True, slots=True)
class MicrocycleTally:
    plan: MicrocyclePlan
    sessions: tuple[SessionTally, ...]

    @property
    def working_sets(self) -> int:
        """Sets of main and accessory lifts."""
        return sum(exercise.sets for session in self.sessions for exercise in session.exercises())

    @property
    def weekly_working_sets(self) -> float:
        """The same in seven days."""
        return self.working_sets * DAYS_A_WEEK / self.plan.length_days

    @property
    def sets_a_session(self) -> float:
        return self.working_sets / len(self.sessions) if self.sessions else 0.0

    def sets_a_session_of(self, kind: SessionType) -> float:
        """Working sets of its sessions of that type, on average; 0 where there is none."""
        sets = [sum(e.sets for e in session.exercises()) for session in self.sessions if session.day.type is kind]
        return sum(sets) / len(sets) if sets else 0.0


@dataclass(frozen=True, slots=True)
class Tally:
    """Every microcycle; `work` leaves the deloads out."""

    microcycles: tuple[MicrocycleTally, ...]

    @property
    def work(self) -> tuple[MicrocycleTally, ...]:
        return tuple(microcycle for microcycle in self.microcycles if not microcycle.plan.is_deload)

    @property
    def work_sessions(self) -> tuple[SessionTally, ...]:
        return tuple(session for microcycle in self.work for session in microcycle.sessions)

    @property
    def weeks(self) -> float:
        """Weeks of training that are no deload."""
        return sum(microcycle.plan.length_days for microcycle in self.work) / DAYS_A_WEEK

    def weekly_sets(self) -> dict[Muscle, float]:
        """Hard sets by muscle, averaged over seven days of the microcycles that are no deload."""
        return {muscle: sets / self.weeks for muscle, sets in sets_together(s.sets for s in self.work_sessions).items()}


def trains_major(exercises: Iterable[PlannedExercise], major: str, secondary_sets_min: int) -> bool:
    """True if the major is a primary muscle of one of them, or a secondary one with at least so many sets."""
    muscles = MAJOR_MUSCLES[major]
    secondary = dict.fromkeys(muscles, 0)
    for exercise in exercises:
        if exercise.primary_muscle in muscles:
            return True
        for muscle in exercise.secondary_muscles:
            if muscle in secondary:
                secondary[muscle] += exercise.sets
    return max(secondary.values()) >= secondary_sets_min


def tally_of(structure: Structure, sessions: Sequence[PlannedSession]) -> Tally:
    """Count a program. `sessions` in the order of the structure's days; days without blocks count nothing."""
    at = iter(sessions)
    microcycles = []
    for plan in structure.microcycles:
        pairs = [(day, next(at)) for day in plan.days]
        lifting = [
            SessionTally(day, session, hard_sets(session))
            for day, session in pairs
            if day.type.is_lifting and session.blocks
        ]
        microcycles.append(MicrocycleTally(plan, tuple(lifting)))
    return Tally(tuple(microcycles))


def major_sets(sets: Mapping[Muscle, float]) -> dict[str, float]:
    """Sets of the seven majors; shoulders are as well trained as the best of the three delts."""
    return {name: max(sets.get(muscle, 0.0) for muscle in muscles) for name, muscles in MAJOR_MUSCLES.items()}
