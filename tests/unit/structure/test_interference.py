"""Goals that get in each other's way, and the windows of activities."""

from __future__ import annotations

from typing import Any

import pytest

from alloy_engine.domain.vocabulary import Activity
from alloy_engine.flow import Recorder, Silent
from alloy_engine.structure import goal_warnings
from alloy_engine.structure.interference import blocked_days
from tests.unit.structure.plans import MONDAY, POLICY, brief_of

ACTIVITIES = POLICY.structure.activities


@pytest.mark.parametrize(
    ("goals", "warns"),
    [
        ({"strength": 7, "endurance": 3}, True),
        ({"strength": 8, "endurance": 2}, False),
        ({"hypertrophy": 5, "endurance": 5}, True),
        ({"explosiveness": 3, "endurance": 7}, True),
        ({"speed": 4, "hypertrophy": 6}, True),
        ({"speed": 5, "endurance": 5}, False),
        ({"strength": 5, "hypertrophy": 5}, False),
    ],
)
def test_goal_pairs_warn_from_three_dollars_each(goals: dict[str, int], warns: bool) -> None:
    tracer = Recorder(lambda: 0)
    warnings = goal_warnings(brief_of(goals=goals), POLICY, tracer)
    assert bool(warnings) is warns
    assert tracer.branch_counts()["1.4"] == {"B" if warns else "A": 1}


def test_the_warning_gives_hours_and_source() -> None:
    (warning,) = goal_warnings(brief_of(goals={"strength": 6, "endurance": 4}), POLICY, Silent())
    for part in ("strength (6 dollars)", "endurance (4 dollars)", "at least 3 h", "6 h", "24 h", "Schumann 2022"):
        assert part in warning


def test_three_goals_can_clash_twice() -> None:
    goals = {"strength": 3, "hypertrophy": 3, "endurance": 4}
    assert len(goal_warnings(brief_of(goals=goals), POLICY, Silent())) == 2


@pytest.mark.parametrize(
    ("activity", "pattern", "offsets"),
    [
        ("climbing", "vertical_pull", {-1, 0, 1, 2}),
        ("tennis", "vertical_push", {0}),
        ("tennis", "horizontal_push", {0, 1}),
        ("tennis", "squat", {0, 1}),
        ("cycling", "hinge", {0}),
        ("hiking", "lunge", {0, 1}),
        ("martial_arts", "horizontal_push", {-1, 0}),
        ("martial_arts", "hinge", {0, 1, 2}),
        ("basketball", "squat", {0, 1, 2}),
        ("yoga", "squat", set()),
    ],
)
def test_windows_in_days(activity: str, pattern: str, offsets: set[int]) -> None:
    found = {shift for shift, blocked in ACTIVITIES.blocked(Activity(activity)) if blocked == pattern}
    assert found == offsets


def test_a_habit_reaches_into_the_program_from_the_day_before_it() -> None:
    habits: list[dict[str, Any]] = [{"activity": "running", "weekdays": ["sunday"]}]
    blocked = blocked_days(brief_of(activities=habits).request.activities, MONDAY, 7, ACTIVITIES)
    assert blocked.blockers(0, "squat") == (Activity.RUNNING,)  # type: ignore[arg-type]
    assert blocked.is_active(6)
    assert not blocked.is_active(0)
