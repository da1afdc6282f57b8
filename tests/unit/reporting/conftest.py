"""A small program made by hand: two weeks, one of them a deload, so that every expected figure can be counted."""

from __future__ import annotations

import datetime as dt

import pytest

from alloy_engine.domain.program import (
    Gate,
    PlannedBlock,
    PlannedExercise,
    PlannedMicrocycle,
    PlannedSession,
    ProgramDocument,
    RampSet,
)
from alloy_engine.domain.request import ProgramRequest
from alloy_engine.domain.vocabulary import (
    ExerciseRole,
    GenerationStatus,
    MovementPattern,
    Muscle,
    Phase,
    SessionType,
    SkillLevel,
)

MONDAY = dt.date(2026, 3, 2)


def exercise(**changes: object) -> PlannedExercise:
    values = {
        "movement": "back_squat",
        "name": "Back squat",
        "pattern": MovementPattern.SQUAT,
        "primary_muscle": Muscle.QUADRICEPS,
        "secondary_muscles": (Muscle.GLUTES,),
        "compound": True,
        "skill": SkillLevel.INTERMEDIATE,
        "sets": 4,
        "reps_min": 5,
        "reps_max": 5,
        "rest_seconds": 180,
        "rpe": 8.0,
        "percent_1rm": 81.1,
        "load_kg": 120.0,
        "tempo": "2-0-X",
        "ramp_sets": (RampSet(percent=0.4, reps=5, load_kg=50), RampSet(percent=0.6, reps=3)),
        "score": 0.8,
    }
    return PlannedExercise(**{**values, **changes})


STRETCH = exercise(movement="couch_stretch", name="Couch stretch", sets=1, reps_min=None, reps_max=None, seconds=45,
                   per_side=True, rest_seconds=0, rpe=None, percent_1rm=None, load_kg=None, tempo=None, ramp_sets=(),
                   score=None)  # fmt: skip
CURL = exercise(movement="curl", name="Curl", primary_muscle=Muscle.BICEPS, secondary_muscles=(), sets=3, reps_min=8,
                reps_max=12, percent_1rm=None, load_kg=None, tempo=None, ramp_sets=(), superset="A")  # fmt: skip


def blocks(main_sets: int) -> tuple[PlannedBlock, ...]:
    return (
        PlannedBlock(role=ExerciseRole.WARMUP, minutes=7, exercises=(exercise(sets=2),)),
        PlannedBlock(role=ExerciseRole.MAIN, minutes=25, exercises=(exercise(sets=main_sets),)),
        PlannedBlock(role=ExerciseRole.ACCESSORY, minutes=12, exercises=(CURL,)),
        PlannedBlock(role=ExerciseRole.COOLDOWN, minutes=5, exercises=(STRETCH,)),
    )


def week(index: int, *, deload: bool, main_sets: int, status: GenerationStatus) -> PlannedMicrocycle:
    start = MONDAY + dt.timedelta(days=7 * (index - 1))
    training = PlannedSession(
        day=1, date=start, type=SessionType.LOWER, focus=(MovementPattern.SQUAT,), status=status, target_minutes=60,
        estimated_minutes=49.0 if status is GenerationStatus.COMPLETED else 0.0,
        gates=(Gate(name="time", ok=False, detail="49 of 60 min"), Gate(name="duplicates", ok=True, detail="none")),
        blocks=blocks(main_sets) if status is GenerationStatus.COMPLETED else (),
    )  # fmt: skip
    rest = PlannedSession(
        day=2, date=start + dt.timedelta(days=1), type=SessionType.RECOVERY, status=GenerationStatus.COMPLETED
    )
    return PlannedMicrocycle(
        index=index, start_date=start, length_days=7, phase=Phase.DELOAD if deload else Phase.ACCUMULATION,
        is_deload=deload, status=status, sessions=(training, rest),
    )  # fmt: skip


@pytest.fixture
def document() -> ProgramDocument:
    return ProgramDocument(
        id="7", name="By hand", status=GenerationStatus.IN_PROGRESS, engine_version="1", catalogue_version="1",
        policy_version="1", seed=0, request=ProgramRequest(goals={"strength": 10}),
        microcycles=(
            week(1, deload=False, main_sets=4, status=GenerationStatus.COMPLETED),
            week(2, deload=True, main_sets=2, status=GenerationStatus.COMPLETED),
            week(3, deload=False, main_sets=5, status=GenerationStatus.FAILED),
        ),
    )  # fmt: skip


@pytest.fixture
def squat() -> PlannedExercise:
    return exercise()


@pytest.fixture
def stretch() -> PlannedExercise:
    return STRETCH


@pytest.fixture
def curl() -> PlannedExercise:
    return CURL
