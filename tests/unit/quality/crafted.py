"""Sessions and programs made by hand from real movements, good in every respect until a test spoils one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from alloy_engine.catalogue import load_catalogue
from alloy_engine.domain.calendar import DayPlan, Structure
from alloy_engine.domain.clock import session_minutes
from alloy_engine.domain.movement import Movement
from alloy_engine.domain.program import Circuit, PlannedBlock, PlannedExercise, PlannedSession
from alloy_engine.domain.vocabulary import (
    CircuitType,
    ExerciseRole,
    GenerationStatus,
    MetricType,
    MovementKind,
    MovementPattern,
    SessionType,
)
from tests.unit.structure.plans import DATA, POLICY

CATALOGUE = load_catalogue(DATA / "movements")
ACCESSORY_PATTERNS = (MovementPattern.ISOLATION, MovementPattern.CORE)


def movements(role: ExerciseRole, pattern: MovementPattern | None = None) -> list[Movement]:
    """Movements counted in repetitions that may stand in that role, by id."""
    return [
        movement
        for movement in CATALOGUE.movements
        if role in movement.roles and pattern in (None, movement.pattern) and movement.metric is MetricType.REPS
    ]


def exercise(movement: Movement, **changes: Any) -> PlannedExercise:
    fields: dict[str, Any] = {
        "movement": movement.id,
        "name": movement.name,
        "pattern": movement.pattern,
        "primary_muscle": movement.primary,
        "secondary_muscles": movement.secondary,
        "compound": movement.kind is not MovementKind.ISOLATION,
        "skill": movement.skill,
        "sets": 3,
        "reps_min": 5,
        "reps_max": 5,
        "rest_seconds": 180,
        "rpe": 8.0,
        "percent_1rm": 81.0,
        "tempo": "2-0-X",
    }
    return PlannedExercise(**{**fields, **changes})


def block(role: ExerciseRole, exercises: Sequence[PlannedExercise], circuit: Circuit | None = None) -> PlannedBlock:
    return PlannedBlock(
        role=role, minutes=circuit.minutes if circuit else 10, circuit=circuit, exercises=tuple(exercises)
    )


def support(role: ExerciseRole, count: int) -> PlannedBlock:
    drills = [movement for movement in CATALOGUE.movements if role in movement.roles][:count]
    return block(role, [exercise(drill, sets=1, rest_seconds=15, percent_1rm=None) for drill in drills])


def lifting_session(day: DayPlan, number: int = 0, **main: Any) -> PlannedSession:
    """Warm-up, one main lift a focus pattern, three accessories, cool-down. `number` picks the accessories."""
    mains = [exercise(movements(ExerciseRole.MAIN, pattern)[0], **main) for pattern in day.focus]
    extra = [m for p in ACCESSORY_PATTERNS for m in movements(ExerciseRole.ACCESSORY, p)]
    accessories = [
        exercise(m, reps_min=10, reps_max=12, rest_seconds=75, percent_1rm=None)
        for m in extra[number * 3 : number * 3 + 3]
    ]
    return finished(
        day,
        [
            support(ExerciseRole.WARMUP, 3),
            block(ExerciseRole.MAIN, mains),
            block(ExerciseRole.ACCESSORY, accessories),
            support(ExerciseRole.COOLDOWN, 3),
        ],
    )


def conditioning_session(day: DayPlan, stations: int = 6, minutes: float = 25) -> PlannedSession:
    found = [m for m in CATALOGUE.movements if ExerciseRole.CONDITIONING in m.roles][:stations]
    circuit = Circuit(type=CircuitType.AMRAP, minutes=minutes)
    return finished(
        day,
        [
            support(ExerciseRole.WARMUP, 2),
            block(ExerciseRole.CONDITIONING, [exercise(m, sets=1) for m in found], circuit),
            support(ExerciseRole.COOLDOWN, 2),
        ],
    )


def finished(day: DayPlan, blocks: Sequence[PlannedBlock]) -> PlannedSession:
    """A completed session of these blocks whose stated minutes are the clock's."""
    session = PlannedSession(
        day=day.day,
        date=day.date,
        type=day.type,
        focus=day.focus,
        status=GenerationStatus.COMPLETED,
        target_minutes=day.target_minutes,
        blocks=tuple(blocks),
    )
    minutes = round(session_minutes(session, POLICY.prescription.time), 1)
    return session.model_copy(update={"estimated_minutes": minutes})


def timed(day: DayPlan, session: PlannedSession) -> DayPlan:
    """The day with a target the session meets."""
    return day._replace(target_minutes=round(session.estimated_minutes))


def rest(day: DayPlan) -> PlannedSession:
    return PlannedSession(day=day.day, date=day.date, type=day.type, status=GenerationStatus.COMPLETED)


def program(structure: Structure, **main: Any) -> list[PlannedSession]:
    """A session for every day; accessories differ between the days of a microcycle."""
    sessions = []
    for microcycle in structure.microcycles:
        for number, day in enumerate(microcycle.days):
            if day.type.is_lifting:
                sessions.append(lifting_session(day, number, **main))
            elif day.type is SessionType.CONDITIONING:
                sessions.append(conditioning_session(day))
            else:
                sessions.append(rest(day))
    return sessions


def respelled(session: PlannedSession, role: ExerciseRole, exercises: Sequence[PlannedExercise]) -> PlannedSession:
    """The session with other exercises in its block of that role."""
    blocks = [block(role, exercises, b.circuit) if b.role is role else b for b in session.blocks]
    return session.model_copy(update={"blocks": tuple(blocks)})


def block_of(session: PlannedSession, role: ExerciseRole) -> PlannedBlock:
    return next(b for b in session.blocks if b.role is role)


def without(session: PlannedSession, role: ExerciseRole) -> PlannedSession:
    return session.model_copy(update={"blocks": tuple(b for b in session.blocks if b.role is not role)})
