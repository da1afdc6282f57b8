"""A program document as pandas frames: one row a week, a day, an exercise, or a week and muscle."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from alloy_engine.domain.calendar import Structure
from alloy_engine.domain.history import COUNTED_ROLES, hard_sets
from alloy_engine.domain.program import PlannedMicrocycle, PlannedSession, ProgramDocument
from alloy_engine.domain.vocabulary import GenerationStatus, Muscle, SessionType, Units
from alloy_engine.reporting import prescription_text as text

DAY_COLUMNS = [
    "key", "microcycle", "day", "date", "weekday", "type", "focus", "phase", "is_deload", "target_minutes",
]  # fmt: skip
SESSION_COLUMNS = [*DAY_COLUMNS, "status", "estimated_minutes", "exercises", "hard_sets", "failed_gates", "fallback"]
WEEK_COLUMNS = [
    "microcycle", "start_date", "days", "phase", "is_deload", "status", "training_days", "done", "failed",
    "minutes", "hard_sets",
]  # fmt: skip
EXERCISE_COLUMNS = [
    "key", "date", "block", "order", "superset", "movement", "name", "pattern", "primary_muscle", "sets", "reps_min",
    "reps_max", "seconds", "rpe", "percent_1rm", "load_kg", "rest_seconds", "tempo", "score", "prescription",
]  # fmt: skip
AS_PRESCRIBED = (
    "sets", "reps_min", "reps_max", "seconds", "rpe", "percent_1rm", "load_kg", "rest_seconds", "tempo", "score",
)  # fmt: skip
VOLUME_COLUMNS = ["microcycle", "muscle", "sets"]
WEEK = 7


def sessions(document: ProgramDocument) -> pd.DataFrame:
    """One row a calendar day, in order. hard_sets: sets of main and accessory work."""
    rows = [
        {
            "key": f"{week.index}-{one.day}",
            "microcycle": week.index,
            "day": one.day,
            "date": one.date,
            "weekday": f"{one.date:%A}",
            "type": one.type.value,
            "focus": ", ".join(one.focus),
            "phase": week.phase.value,
            "is_deload": week.is_deload,
            "target_minutes": one.target_minutes,
            "status": one.status.value,
            "estimated_minutes": one.estimated_minutes,
            "exercises": sum(len(block.exercises) for block in one.blocks),
            "hard_sets": working_sets(one),
            "failed_gates": sum(not gate.ok for gate in one.gates),
            "fallback": one.fallback.value,
        }
        for week, one in _days(document)
    ]
    return pd.DataFrame(rows, columns=SESSION_COLUMNS)


def days(structure: Structure) -> pd.DataFrame:
    """The same days before anything is generated: the columns a calendar needs."""
    rows = [
        {
            "key": one.key,
            "microcycle": one.microcycle,
            "day": one.day,
            "date": one.date,
            "weekday": f"{one.date:%A}",
            "type": one.type.value,
            "focus": ", ".join(one.focus),
            "phase": one.phase.value,
            "is_deload": one.is_deload,
            "target_minutes": one.target_minutes,
        }
        for one in structure.days
    ]
    return pd.DataFrame(rows, columns=DAY_COLUMNS)


def weeks(document: ProgramDocument) -> pd.DataFrame:
    """One row a microcycle; training_days, done and failed leave recovery days out."""
    return pd.DataFrame([_week(week) for week in document.microcycles], columns=WEEK_COLUMNS)


def _week(week: PlannedMicrocycle) -> dict[str, object]:
    training = [one for one in week.sessions if one.type is not SessionType.RECOVERY]
    return {
        "microcycle": week.index,
        "start_date": week.start_date,
        "days": week.length_days,
        "phase": week.phase.value,
        "is_deload": week.is_deload,
        "status": week.status.value,
        "training_days": len(training),
        "done": sum(one.status is GenerationStatus.COMPLETED for one in training),
        "failed": sum(one.status is GenerationStatus.FAILED for one in training),
        "minutes": sum(one.estimated_minutes for one in training),
        "hard_sets": sum(working_sets(one) for one in training),
    }


def exercises(document: ProgramDocument, units: Units = Units.KG) -> pd.DataFrame:
    """One row an exercise; `prescription` is the whole of it in words."""
    rows = [
        {
            "key": f"{week.index}-{one.day}",
            "date": one.date,
            "block": block.role.value,
            "order": order,
            "superset": exercise.superset,
            "movement": exercise.movement,
            "name": exercise.name,
            "pattern": exercise.pattern.value,
            "primary_muscle": exercise.primary_muscle.value,
            **{name: getattr(exercise, name) for name in AS_PRESCRIBED},
            "prescription": text.line(exercise, units),
        }
        for week, one in _days(document)
        for block in one.blocks
        for order, exercise in enumerate(block.exercises, start=1)
    ]
    return pd.DataFrame(rows, columns=EXERCISE_COLUMNS)


def volume(document: ProgramDocument) -> pd.DataFrame:
    """Hard sets a muscle gets in each microcycle, scaled to 7 days; only muscles trained at least once."""
    rows = []
    for week in document.microcycles:
        total: dict[Muscle, float] = {}
        for one in week.sessions:
            for muscle, sets in hard_sets(one).items():
                total[muscle] = total.get(muscle, 0.0) + sets
        scale = WEEK / week.length_days
        rows += [
            {"microcycle": week.index, "muscle": muscle.value, "sets": total[muscle] * scale}
            for muscle in Muscle
            if muscle in total
        ]
    return pd.DataFrame(rows, columns=VOLUME_COLUMNS)


def working_sets(session: PlannedSession) -> int:
    """Sets of main and accessory work in a session."""
    return sum(one.sets for block in session.blocks if block.role in COUNTED_ROLES for one in block.exercises)


def _days(document: ProgramDocument) -> Iterator[tuple[PlannedMicrocycle, PlannedSession]]:
    return ((week, one) for week in document.microcycles for one in week.sessions)
