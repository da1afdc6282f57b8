"""The ceiling grows with minutes and days, shrinks with rest, and knows kit and split."""

from __future__ import annotations

from typing import Any

import pytest

from alloy_engine.quality.ceilings import Ceiling, ceiling_of, sets_a_session
from tests.unit.quality.crafted import CATALOGUE
from tests.unit.structure.plans import POLICY, brief_of, planned


def ceiling(**request: Any) -> Ceiling:
    return ceiling_of(planned(**request), brief_of(**request), CATALOGUE, POLICY)


def test_the_formula_by_hand() -> None:
    """An hour of strength: 12 minutes of warm-up and cool-down and 3 of ramp sets leave 45. A set is 25 s of work;
    120 s between sets (180 s for mains, 60 s for accessories), a quarter saved in supersets, for two of three sets;
    and 45 s to change, a third of it a set: 100 s, so 27 sets."""
    clock = POLICY.prescription.time
    assert (clock.warmup_minutes + 2 * clock.warmup_drill_minutes, clock.cooldown_minutes) == (7, 3)
    assert (clock.change_seconds, clock.superset_change_seconds, clock.superset_rest) == (60, 30, 0.5)
    assert sets_a_session(brief_of(session_minutes=60), POLICY) == pytest.approx(27)
    weekly = ceiling(session_minutes=60, days_per_week=3).weekly_sets
    assert list(weekly.values()) == pytest.approx([3 * 27 * 1.25 / 7] * 7)


def test_a_session_brings_a_muscle_no_more_than_its_share() -> None:
    """Two upper days a week at seven sets each, however long they are."""
    assert ceiling(session_minutes=120, days_per_week=4).weekly_sets["chest"] == pytest.approx(2 * 7)


def test_days_that_do_not_lift_and_finishers_take_their_time() -> None:
    found = ceiling(goals={"endurance": 10}, days_per_week=4)
    assert found.lifting_share == pytest.approx(0.5)
    plain, liked = brief_of(), brief_of(athlete={"cardio_preference": "finisher"})
    assert sets_a_session(liked, POLICY) < sets_a_session(plain, POLICY)


def test_more_minutes_days_or_less_rest_raise_it() -> None:
    def chest(**request: Any) -> float:
        return ceiling(**request).weekly_sets["chest"]

    assert chest(session_minutes=60) > chest(session_minutes=45) > chest(session_minutes=30)
    assert chest(days_per_week=5) > chest(days_per_week=3)
    assert chest(session_minutes=45, goals={"hypertrophy": 10}) > chest(session_minutes=45, goals={"strength": 10})


def test_sessions_a_week_follow_the_split() -> None:
    assert ceiling(days_per_week=3).sessions["chest"] == 3
    assert ceiling(days_per_week=4).sessions["chest"] == 2
    assert ceiling(days_per_week=3, split="ppl").sessions["chest"] == 1
    # Ten weeks that are no deload begin with an upper day as often as with a lower one, give or take one.
    assert ceiling(days_per_week=3, split="upper_lower").sessions["quadriceps"] in (1.4, 1.5, 1.6)


def test_a_pattern_no_allowed_movement_has_is_not_reachable() -> None:
    limits = [{"pattern": pattern, "severity": "severe"} for pattern in ("horizontal_pull", "vertical_pull")]
    found = ceiling(athlete={"limitations": limits})
    assert {"horizontal_pull", "vertical_pull"}.isdisjoint(found.patterns)
    assert {"squat", "hinge"} <= found.patterns


def test_only_a_kit_with_weights_is_loadable() -> None:
    assert ceiling().loadable
    assert not ceiling(athlete={"equipment": []}).loadable
