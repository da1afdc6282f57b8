"""A request's settings, each as one short text or number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from alloy_engine.domain.request import ProgramRequest

SETTINGS = (
    "goals", "duration_weeks", "days_per_week", "session_minutes", "split", "hybrid", "microcycle_length_days",
    "progression_style", "deload_every_weeks", "disciplines", "movement_rules", "activities", "tone", "aggression",
    "start_date", "seed", "experience", "equipment", "limitations", "focus_muscles", "one_rep_maxes",
    "cardio_preference", "units",
)  # fmt: skip


def settings_of(request: ProgramRequest) -> dict[str, Any]:
    """The request's settings, one flat column each; lists and dollars become short texts, "" where empty."""
    athlete = request.athlete
    equipment = athlete.equipment
    return {
        "goals": _dollars(request.goals),
        "duration_weeks": request.duration_weeks,
        "days_per_week": request.days_per_week,
        "session_minutes": request.session_minutes,
        "split": request.split.value,
        "hybrid": _hybrid(request),
        "microcycle_length_days": request.microcycle_length_days,
        "progression_style": request.progression_style.value,
        "deload_every_weeks": request.deload_every_weeks,
        "disciplines": _dollars(request.disciplines or athlete.disciplines),
        "movement_rules": ", ".join(f"{r.movement} {r.rule} {r.window}" for r in request.movement_rules),
        "activities": ", ".join(_habit(*habit) for habit in _habits(request)),
        "tone": request.persona.tone.value,
        "aggression": request.persona.aggression.value,
        "start_date": request.start_date.isoformat() if request.start_date else "",
        "seed": request.seed,
        "experience": athlete.experience.value,
        "equipment": equipment if isinstance(equipment, str) else ", ".join(equipment),
        "limitations": ", ".join(f"{one.region or one.pattern} {one.severity}" for one in athlete.limitations),
        "focus_muscles": ", ".join(athlete.focus_muscles),
        "one_rep_maxes": ", ".join(f"{name} {m.value:g} {m.unit}" for name, m in athlete.one_rep_maxes.items()),
        "cardio_preference": athlete.cardio_preference.value,
        "units": athlete.units.value,
    }


def _dollars(dollars: Mapping[Any, int]) -> str:
    return ", ".join(f"{name.value} {amount}" for name, amount in dollars.items())


def _habits(request: ProgramRequest) -> Iterable[tuple[str, tuple[str, ...], int | None]]:
    return ((habit.activity.value, habit.weekdays, habit.recommend_every_days) for habit in request.activities)


def _habit(activity: str, weekdays: tuple[str, ...], every: int | None) -> str:
    often = f" every {every} days" if every else ""
    return f"{activity} {'+'.join(weekdays)}".strip() + often


def _hybrid(request: ProgramRequest) -> str:
    if request.hybrid is None:
        return ""
    if request.hybrid.blocks:
        return ", ".join(f"{block.kind} {block.days}" for block in request.hybrid.blocks)
    return ", ".join(" ".join([f"{d.day}:{d.type.value}", *d.focus]) for d in request.hybrid.days)
