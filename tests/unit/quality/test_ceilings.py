"""The ceiling grows with minutes and days, shrinks with rest, and knows kit and split."""

from __future__ import annotations

from typing import Any

import pytest

from alloy_engine.domain.vocabulary import SessionType
from alloy_engine.quality.ceilings import Ceiling, ceiling_of
from alloy_engine.quality.room import room_of
from tests.unit.quality.crafted import CATALOGUE
from tests.unit.structure.plans import POLICY, brief_of, planned


def ceiling(**request: Any) -> Ceiling:
    return ceiling_of(planned(**request), brief_of(**request), CATALOGUE, POLICY)


def test_the_formula_by_hand() -> None:
    """An hour of strength: 12 minutes of warm-up and cool-down and 3 of ramp sets leave 2700 s. A main lift's set is
    25 s of work; 180 s between sets, a quarter saved in supersets, for two of three sets; and 45 s to change, a third
    of it a set: 130 s. An accessory's is 45 s + 30 s + 15 s: 90 s. Four main lifts with three sets each come first."""
    clock = POLICY.prescription.time
    assert (clock.warmup_minutes + 2 * clock.warmup_drill_minutes, clock.cooldown_minutes) == (7, 3)
    assert (clock.change_seconds, clock.superset_change_seconds, clock.superset_rest) == (60, 30, 0.5)
    room = room_of(SessionType.FULL_BODY, brief_of(session_minutes=60), POLICY)
    accessories = (2700 - 12 * 130) / 90
    assert (room.sets, room.credits) == pytest.approx((12 + accessories, 12 * 1.25 + accessories))
    weekly = ceiling(session_minutes=60, days_per_week=3).weekly_sets
    assert list(weekly.values()) == pytest.approx([3 * room.credits / 7] * 7)


def test_lifts_that_all_tire_the_same_share_no_rests() -> None:
    """Half an hour of pulls: 900 s, and two lifts whose sets take 25 s + 120 s + 20 s."""
    assert room_of(SessionType.PULL, brief_of(session_minutes=30), POLICY).sets == pytest.approx(900 / 165)
    assert room_of(SessionType.UPPER, brief_of(session_minutes=30), POLICY).sets > 900 / 165


def test_jumps_take_their_time_on_days_with_legs() -> None:
    """Four sets of 15 s, three rests of 120 s and the change: eight minutes that train no muscle."""
    fast = brief_of(session_minutes=60, goals={"hypertrophy": 7, "explosiveness": 3})
    legs, push = (room_of(kind, fast, POLICY).sets for kind in (SessionType.LEGS, SessionType.UPPER))
    assert legs < push


def test_what_no_lift_is_for_gets_halves() -> None:
    """A short session has main lifts only: hurt shoulders have none of their own, other presses help them."""
    severe = [{"region": "shoulder", "severity": "severe"}]
    fit, hurt = (ceiling(session_minutes=30, athlete={"equipment": [], "limitations": each}) for each in ([], severe))
    assert hurt.weekly_sets["shoulders"] == pytest.approx(fit.weekly_sets["shoulders"] / 2)


def test_a_session_brings_a_muscle_no_more_than_its_share() -> None:
    """Two upper days a week at seven sets each, however long they are."""
    assert ceiling(session_minutes=120, days_per_week=4).weekly_sets["chest"] == pytest.approx(2 * 7)


def test_days_that_do_not_lift_and_finishers_take_their_time() -> None:
    found = ceiling(goals={"endurance": 10}, days_per_week=4)
    assert found.lifting_share == pytest.approx(0.5)
    plain, liked = brief_of(), brief_of(athlete={"cardio_preference": "finisher"})
    rooms = [room_of(SessionType.FULL_BODY, brief, POLICY).sets for brief in (liked, plain)]
    assert rooms[0] < rooms[1]


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


@pytest.mark.parametrize(
    ("focus", "minutes", "sets"), [(["biceps"], 60, 2), (["biceps", "calves"], 60, 4), (["glutes"], 60, 0),
                                   (["biceps"], 30, 0)],
)  # fmt: skip
def test_what_is_asked_for_muscles_in_focus_takes_its_place(focus: list[str], minutes: int, sets: int) -> None:
    """An accessory of two sets each, but for what is a major itself, and where sessions have none."""
    request = {"session_minutes": minutes, "days_per_week": 3}
    athlete = {"experience": "intermediate", "equipment": "full gym", "focus_muscles": focus}
    plain, asked = ceiling(**request, athlete={**athlete, "focus_muscles": []}), ceiling(**request, athlete=athlete)
    less = plain.weekly_sets["chest"] - asked.weekly_sets["chest"]
    assert less == pytest.approx(3 * sets / 7)
