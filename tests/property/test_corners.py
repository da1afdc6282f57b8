"""Requests from the corners of what may be asked, where a gate once failed that nobody had named: the longest and the
shortest minutes with hardly anything to fill them, and the same kind of day on nearly every day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from alloy_engine.domain.program import ProgramDocument
from alloy_engine.domain.vocabulary import ExerciseRole, FallbackTier, MetricType, MovementPattern
from alloy_engine.flow import Silent
from alloy_engine.generate import foreseen
from alloy_engine.services.sweep.row import REQUIREMENT, broken_gates
from tests.property.programs import GYM, materials, plan


def never(role: ExerciseRole, **alike: Any) -> list[dict[str, Any]]:
    """A ban on every movement of that role that is alike in these fields."""
    return [
        {"movement": movement.id, "rule": "hard_no"}
        for movement in materials().catalogue.movements
        if role in movement.roles and all(getattr(movement, name) is value for name, value in alike.items())
    ]


def days(first: str, others: str, count: int) -> dict[str, Any]:
    kinds = [first, *[others] * (count - 1)]
    laid_out = [{"day": day, "type": kind} for day, kind in enumerate(kinds, start=1)]
    return {"split": "hybrid", "microcycle_length_days": count, "hybrid": {"days": laid_out}}


def corners() -> dict[str, dict[str, Any]]:
    holds = never(ExerciseRole.MOBILITY, metric=MetricType.TIME)
    wishes = ("eagle_arms", "puppy_pose", "shin_stretch", "band_hip_flexor_opener")
    six = ("plank", "rapid_hand_opening", "medicine_ball_rotational_throw", "fast_feet", "sled_march", "plate_chop")
    home = "home: dumbbells + bench + bands"
    barbell = {"equipment": "barbell garage", "limitations": [{"pattern": "vertical_pull", "severity": "severe"}]}
    return {
        "two hours of drills that are counted": days("lower", "mobility", 7)
        | {"session_minutes": 115, "athlete": {"equipment": "bodyweight"}, "movement_rules": holds},
        "twenty minutes of drills that are counted": days("upper", "mobility", 7)
        | {"session_minutes": 30, "deload_every_weeks": 3, "movement_rules": holds},
        "cardio on thirteen days in a row": days("push", "cardio", 14)
        | {
            "goals": {"fat_loss": 10}, "session_minutes": 110, "deload_every_weeks": 4,
            "athlete": {"equipment": "bodyweight", "limitations": [{"region": "knee", "severity": "severe"}]},
        },
        "a short circuit among wished drills": days("lower", "conditioning", 9)
        | {
            "session_minutes": 30, "deload_every_weeks": 3, "athlete": {"equipment": home, "experience": "beginner"},
            "movement_rules": [{"movement": wish, "rule": "preferred"} for wish in wishes],
        },
        "two hours of light lifts of one kind": {
            "goals": {"endurance": 10}, "split": "ppl", "days_per_week": 5, "microcycle_length_days": 11,
            "session_minutes": 120, "deload_every_weeks": 8, "athlete": barbell,
        },
        "half an hour without its finisher": {
            "goals": {"strength": 10}, "split": "full_body", "microcycle_length_days": 9, "deload_every_weeks": 3,
            "session_minutes": 30, "seed": 2, "athlete": {
                "equipment": home, "limitations": [{"region": "lower_back", "severity": "mild"}],
                "cardio_preference": "finisher",
            },
        },
        "six wishes for three times twenty minutes": {
            "goals": {"mobility": 10}, "split": "full_body", "days_per_week": 3, "deload_every_weeks": 3,
            "session_minutes": 30, "athlete": {"experience": "beginner"},
            "movement_rules": [{"movement": wish, "rule": "hard_yes"} for wish in six],
        },
        "half an hour in which a set goes from one lift to another": {
            "goals": {"mobility": 5, "fat_loss": 4, "strength": 1}, "duration_weeks": 10, "days_per_week": 3,
            "session_minutes": 30, "split": "upper_lower", "progression_style": "single_progression",
            "deload_every_weeks": 4, "seed": 798638846, "start_date": "2025-11-29",
            "persona": {"aggression": "conservative"}, "athlete": {
                "experience": "expert", "equipment": "barbell garage", "cardio_preference": "none",
                "focus_muscles": ["glutes", "front_delts", "abductors"],
            },
            "movement_rules": [{"movement": "bodyweight_single_leg_deadlift", "rule": "preferred"},
                               {"movement": "jm_press", "rule": "hard_no"}],
        },
        "a climb that is recommended on the day after the week's only one": {
            "goals": {"strength": 10}, "duration_weeks": 12, "days_per_week": 6, "session_minutes": 30,
            "split": "hybrid", "hybrid": {"blocks": [{"kind": "full_body", "days": 1}]}, "deload_every_weeks": 4,
            "progression_style": "double_progression", "start_date": "2025-07-13", "seed": 649726918,
            "disciplines": {"bodybuilding": 6, "other": 3, "olympic_weightlifting": 1},
            "movement_rules": [{"movement": "band_glute_kickback", "rule": "preferred"}],
            "activities": [{"activity": "rowing"}, {"activity": "climbing", "recommend_every_days": 37}],
            "athlete": {
                "experience": "intermediate", "cardio_preference": "mixed",
                "equipment": ["kettlebell", "smith_machine", "pull_up_bar", "band", "medicine_ball", "sled", "ab_wheel",
                              "sandbag", "rower", "ski_erg", "jump_rope", "foam_roller"],
            },
        },
        "a deload without the finishers that trained the chest": {
            "goals": {"fat_loss": 10}, "duration_weeks": 10, "session_minutes": 30, "split": "hybrid",
            "hybrid": {"days": [{"day": 1, "type": "pull"}, {"day": 2, "type": "legs"}, {"day": 4, "type": "mobility"},
                                {"day": 6, "type": "lower", "focus": ["hinge", "squat"]}, {"day": 7, "type": "pull"}]},
            "progression_style": "build_to_drop", "deload_every_weeks": 5, "start_date": "2025-10-05",
            "disciplines": {"yoga": 8, "bodybuilding": 2},
            "movement_rules": [{"movement": "reverse_curl", "rule": "preferred"}],
            "seed": 1965822367, "persona": {"aggression": "moderate_conservative"},
            "athlete": {"experience": "intermediate", "equipment": "kettlebells", "focus_muscles": ["core"],
                        "cardio_preference": "none"},
        },
        "nothing to mobilise with": {
            "goals": {"fat_loss": 10}, "session_minutes": 30, "days_per_week": 7, "split": "ppl",
            "athlete": {"equipment": ["treadmill"], "experience": "expert"},
            "movement_rules": never(ExerciseRole.WARMUP, pattern=MovementPattern.MOBILITY),
        },
    }  # fmt: skip


def unforeseen(document: ProgramDocument, request: dict[str, Any]) -> list[str]:
    loaded = materials()
    brief = loaded.brief(request, Silent(), today=dt.date(2026, 1, 5))
    named = {each.requirement.value for each in foreseen(brief, loaded.catalogue, loaded.policy)}
    return [name for name in broken_gates(document) if REQUIREMENT.get(name, name) not in named]


@pytest.mark.parametrize("corner", list(corners()))
def test_no_gate_fails_in_a_corner_that_was_not_named_before(corner: str) -> None:
    request = {**GYM, "duration_weeks": 8, **corners()[corner]}
    document = plan(request)
    assert not unforeseen(document, request)
    assert "time" not in broken_gates(document)
    fallbacks = {session.fallback for m in document.microcycles for session in m.sessions}
    assert fallbacks == {FallbackTier.NONE}
