"""Whole programs to hold the rules to: planned once, and looked at in the same few ways."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.history import History, hard_sets
from alloy_engine.domain.program import PlannedExercise, PlannedSession, ProgramDocument
from alloy_engine.domain.vocabulary import (
    ExerciseRole,
    Muscle,
    SessionType,
    Weekday,
)
from alloy_engine.flow import Silent
from alloy_engine.generate import plan_structure, plan_template
from alloy_engine.selection import CandidatePool
from alloy_engine.services.materials import Materials
from alloy_engine.services.planning import plan_document
from alloy_engine.settings import DATA_FOLDER

MONDAY = "2026-01-05"
GYM: dict[str, Any] = {
    "goals": {"hypertrophy": 7, "strength": 3},
    "duration_weeks": 8,
    "days_per_week": 4,
    "session_minutes": 60,
    "start_date": MONDAY,
}
HOME: dict[str, Any] = {
    **GYM,
    "goals": {"strength": 8, "mobility": 2},
    "days_per_week": 3,
    "session_minutes": 50,
    "athlete": {"equipment": "home: dumbbells + bench + bands", "experience": "beginner"},
}
BODYWEIGHT: dict[str, Any] = {
    **GYM,
    "goals": {"fat_loss": 6, "endurance": 4},
    "days_per_week": 5,
    "session_minutes": 45,
    "athlete": {"equipment": "bodyweight", "experience": "advanced"},
}
BASES = {"gym": GYM, "home": HOME, "bodyweight": BODYWEIGHT}
WINDOW_DAYS = {"weekly": 7, "biweekly": 14}


@lru_cache(maxsize=1)
def materials() -> Materials:
    return Materials.load(DATA_FOLDER)


def plan(base: dict[str, Any], **changes: Any) -> ProgramDocument:
    """The base with some settings changed; `athlete` is changed within, not replaced."""
    athlete = {**base.get("athlete", {}), **changes.pop("athlete", {})}
    return planned_once(json.dumps({**base, **changes, "athlete": athlete}))


@lru_cache(maxsize=256)
def planned_once(request: str) -> ProgramDocument:
    return plan_document(materials(), json.loads(request))


def template_sessions(base: dict[str, Any], **changes: Any) -> list[PlannedSession]:
    """Every training day of a program as the last fallback plans it."""
    athlete = {**base.get("athlete", {}), **changes.pop("athlete", {})}
    brief = materials().brief({**base, **changes, "athlete": athlete}, Silent(), today=dt.date(2026, 1, 1))
    structure, _ = plan_structure(brief, materials().catalogue, materials().policy, Silent())
    pool = CandidatePool.of(brief, materials().catalogue, materials().policy)
    history, sessions = History(), []
    for day in structure.days:
        if day.type is not SessionType.RECOVERY:
            session = plan_template(day, pool, history, Silent()).session
            history = history.then(day, session)
            sessions.append(session)
    return sessions


def days_of(base: dict[str, Any], **changes: Any) -> tuple[DayPlan, ...]:
    brief = materials().brief({**base, **changes}, Silent(), today=dt.date(2026, 1, 1))
    return plan_structure(brief, materials().catalogue, materials().policy, Silent())[0].days


def sessions(document: ProgramDocument) -> list[PlannedSession]:
    return [session for microcycle in document.microcycles for session in microcycle.sessions]


def training(document: ProgramDocument) -> list[PlannedSession]:
    return [session for session in sessions(document) if session.type is not SessionType.RECOVERY]


def exercises(*planned: PlannedSession, role: ExerciseRole | None = None) -> Iterator[PlannedExercise]:
    return (e for s in planned for block in s.blocks if role in (None, block.role) for e in block.exercises)


def used(*planned: PlannedSession) -> Counter[str]:
    return Counter(exercise.movement for exercise in exercises(*planned))


def offered(*planned: PlannedSession) -> set[str]:
    """Everything shown to the coach, alternatives too."""
    return set(used(*planned)) | {a.movement for e in exercises(*planned) for a in e.alternatives}


def weekly(document: ProgramDocument, *muscles: Muscle) -> float:
    return sum(hard_sets(session).get(muscle, 0.0) for session in sessions(document) for muscle in muscles)


def windows(document: ProgramDocument, cadence: str) -> list[list[PlannedSession]]:
    """Whole windows from the first day on, each with its sessions."""
    if cadence == "per_microcycle":
        return [list(microcycle.sessions) for microcycle in document.microcycles]
    days, length = sessions(document), WINDOW_DAYS[cadence]
    return [days[at : at + length] for at in range(0, len(days) - length + 1, length)]


def in_window(
    document: ProgramDocument, patterns: set[Any], weekday: Weekday, first: int, last: int
) -> list[tuple[dt.date, str]]:
    """Main lifts of these patterns from `first` to `last` days after each such weekday."""
    blocked = {(list(Weekday).index(weekday) + shift) % 7 for shift in range(first, last + 1)}
    return [
        (session.date, exercise.movement)
        for session in sessions(document)
        if session.date.weekday() in blocked
        for exercise in exercises(session, role=ExerciseRole.MAIN)
        if exercise.pattern in patterns
    ]
