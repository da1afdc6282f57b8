"""The time model, by worked examples."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from alloy_engine.catalogue import Policy
from alloy_engine.domain.clock import block_minutes, planned_seconds, session_minutes
from alloy_engine.domain.program import Circuit, PlannedBlock, PlannedExercise, PlannedSession, RampSet
from alloy_engine.domain.vocabulary import (
    CircuitType,
    ExerciseRole,
    MovementPattern,
    Muscle,
    SessionType,
    SkillLevel,
)


def exercise(**fields: Any) -> PlannedExercise:
    given = {"sets": 3, "reps_min": 5, "reps_max": 5, "rest_seconds": 120, **fields}
    return PlannedExercise(
        movement="x",
        name="X",
        pattern=MovementPattern.SQUAT,
        primary_muscle=Muscle.QUADRICEPS,
        compound=True,
        skill=SkillLevel.BEGINNER,
        **given,
    )


def block(role: ExerciseRole, count: int = 1, circuit: Circuit | None = None) -> PlannedBlock:
    return PlannedBlock(role=role, minutes=0, circuit=circuit, exercises=tuple(exercise() for _ in range(count)))


@pytest.mark.parametrize(
    ("reps", "seconds"), [(1, 15), (3, 15), (4, 25), (6, 25), (7, 35), (10, 35), (15, 45), (20, 55), (21, 70), (30, 70)]
)
def test_a_set_takes_what_the_table_says(policy: Policy, reps: int, seconds: int) -> None:
    one = exercise(sets=1, reps_min=reps, reps_max=reps)
    assert planned_seconds(one, policy.prescription.time) == seconds + 60


@pytest.mark.parametrize(
    ("fields", "seconds"),
    [
        ({}, 3 * 25 + 2 * 120 + 60),  # rests between sets only
        ({"per_side": True}, 3 * 50 + 2 * 120 + 60),
        ({"superset": "A"}, 3 * 25 + 2 * 60 + 30),
        ({"ramp_sets": (RampSet(percent=0.5, reps=5),) * 2}, 3 * 25 + 2 * 120 + 60 + 2 * 60),
        ({"reps_min": None, "reps_max": None, "seconds": 40}, 3 * 40 + 2 * 120 + 60),
        ({"reps_min": 9, "reps_max": 12}, 3 * 45 + 2 * 120 + 60),  # 10.5 counts as 11
    ],
)
def test_an_exercise_adds_up(policy: Policy, fields: dict[str, Any], seconds: float) -> None:
    assert planned_seconds(exercise(**fields), policy.prescription.time) == seconds


def test_drills_cost_a_minute_each_and_circuits_run_by_their_own_clock(policy: Policy) -> None:
    rules = policy.prescription.time
    circuit = Circuit(type=CircuitType.AMRAP, minutes=8)
    assert block_minutes(block(ExerciseRole.WARMUP, 3), rules) == 8
    assert block_minutes(block(ExerciseRole.COOLDOWN, 2), rules) == 5
    assert block_minutes(block(ExerciseRole.FINISHER, 4, circuit), rules) == 8


def test_a_session_is_the_sum_of_its_blocks(policy: Policy) -> None:
    blocks = (block(ExerciseRole.WARMUP, 3), block(ExerciseRole.MAIN, 2), block(ExerciseRole.COOLDOWN, 2))
    session = PlannedSession(day=1, date=dt.date(2026, 1, 5), type=SessionType.UPPER, blocks=blocks)
    assert session_minutes(session, policy.prescription.time) == pytest.approx(8 + 2 * 375 / 60 + 5)
