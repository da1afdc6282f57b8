"""Splits, what goals make of the week, hybrid layouts, and recovery days."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any

import pytest

from alloy_engine.domain.vocabulary import SessionType
from tests.unit.structure.plans import calendar, planned, trained_days, types

FB, U, L = SessionType.FULL_BODY, SessionType.UPPER, SessionType.LOWER
PUSH, PULL, LEGS = SessionType.PUSH, SessionType.PULL, SessionType.LEGS
C, K, M = SessionType.CARDIO, SessionType.CONDITIONING, SessionType.MOBILITY


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (2, [FB, FB]),
        (3, [FB, FB, FB]),
        (4, [U, L, U, L]),
        (5, [U, L, FB, U, L]),
        (6, [PUSH, PULL, LEGS, PUSH, PULL, LEGS]),
        (7, [PUSH, PULL, LEGS, M, PUSH, PULL, LEGS]),
    ],
)
def test_auto_goes_by_the_number_of_lifting_days(days: int, expected: list[SessionType]) -> None:
    assert types(calendar(days_per_week=days)) == expected


def test_rotations_run_on_so_that_upper_and_lower_stay_balanced() -> None:
    structure = calendar(split="upper_lower", days_per_week=3)
    assert types(structure, 1) == [U, L, U]
    assert types(structure, 2) == [L, U, L]
    times = Counter(day.type for day in structure.days)
    assert times[U] == times[L] == 18


@pytest.mark.parametrize("every", [3, 4, 5, 8])
@pytest.mark.parametrize("days", [2, 3, 4, 5, 6])
@pytest.mark.parametrize("split", ["upper_lower", "ppl"])
def test_deloads_carry_the_rotation_on(split: str, days: int, every: int) -> None:
    """Over whole turns of the rotation every type of day comes equally often, deloads counted."""
    structure = calendar(split=split, days_per_week=days, deload_every_weeks=every, duration_weeks=12)
    times = Counter(day.type for day in structure.days if day.type.is_lifting)
    assert len(set(times.values())) == 1


def test_ppl_on_four_days_goes_round_over_the_weeks() -> None:
    structure = calendar(split="ppl", days_per_week=4)
    assert types(structure, 1) == [PUSH, PULL, LEGS, PUSH]
    assert types(structure, 2) == [PULL, LEGS, PUSH, PULL]


def test_longer_microcycles_hold_the_same_share_of_training_days() -> None:
    structure = calendar(microcycle_length_days=14, days_per_week=3, deload_every_weeks=3)
    lengths = {m.length_days: len(types(structure, m.index)) for m in structure.microcycles}
    assert lengths == {14: 6, 7: 3, 11: 5, 10: 4} or lengths[14] == 6


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ({"goals": {"endurance": 10}, "days_per_week": 4}, {C: 2}),
        ({"goals": {"endurance": 5, "strength": 5}, "days_per_week": 4}, {C: 1}),
        ({"goals": {"endurance": 6, "strength": 4}, "days_per_week": 3}, {C: 1}),
        ({"goals": {"endurance": 6, "strength": 4}, "days_per_week": 2}, {C: 1}),
        ({"goals": {"endurance": 5, "strength": 5}, "days_per_week": 2}, {}),
        ({"goals": {"fat_loss": 10}, "days_per_week": 5}, {K: 1}),
        ({"goals": {"fat_loss": 10}, "days_per_week": 2}, {}),
        ({"goals": {"mobility": 10}, "days_per_week": 4}, {M: 1}),
        ({"goals": {"mobility": 10}, "days_per_week": 7}, {M: 2}),
        ({"goals": {"mobility": 10}, "days_per_week": 3}, {}),
        ({"goals": {"mobility": 2, "strength": 8}, "days_per_week": 4}, {}),
        ({"athlete": {"cardio_preference": "dedicated_day"}, "days_per_week": 3}, {C: 1}),
        ({"athlete": {"cardio_preference": "mixed"}, "days_per_week": 4}, {C: 1}),
        ({"athlete": {"cardio_preference": "dedicated_day"}, "days_per_week": 2}, {}),
        ({"athlete": {"cardio_preference": "finisher"}, "days_per_week": 4}, {}),
        ({"days_per_week": 7}, {M: 1}),
        ({"goals": {"fat_loss": 5, "strength": 5}, "days_per_week": 7}, {K: 1, C: 1}),
        ({"athlete": {"experience": "beginner"}, "days_per_week": 6}, {C: 1}),
        ({"athlete": {"experience": "beginner"}, "days_per_week": 7}, {C: 1, M: 1}),
    ],
)
def test_goals_and_limits_decide_what_does_not_lift(request_: dict[str, Any], expected: dict[Any, int]) -> None:
    others = Counter(kind for kind in types(calendar(**request_)) if not kind.is_lifting)
    assert others == expected


def test_a_cardio_day_that_costs_one_of_two_lifting_days_is_said() -> None:
    structure = calendar(goals={"endurance": 7, "strength": 3}, days_per_week=2)
    assert any("only 1 day a week lifts" in warning for warning in structure.warnings)


def test_easy_days_stand_between_hard_ones() -> None:
    assert types(calendar(goals={"endurance": 7, "strength": 3}, days_per_week=5)) == [FB, C, FB, C, FB]
    assert types(calendar(goals={"endurance": 10}, days_per_week=5)) == [FB, C, FB, C, C]


def test_deload_weeks_keep_frequency_and_types() -> None:
    structure = calendar(days_per_week=4)
    deload = next(m for m in structure.microcycles if m.is_deload)
    assert types(structure, deload.index) == types(structure, 1)
    assert trained_days(structure, deload.index) == trained_days(structure, 1)


def test_a_hybrid_layout_is_followed_day_by_day_with_its_focus() -> None:
    layout = [
        {"day": 1, "type": "upper", "focus": ["vertical_push", "vertical_pull"]},
        {"day": 3, "type": "legs"},
        {"day": 6, "type": "conditioning"},
    ]
    structure = planned(split="hybrid", days_per_week=3, hybrid={"days": layout})
    assert trained_days(structure) == [1, 3, 6]
    assert types(structure) == [U, LEGS, K]
    assert structure.days[0].focus == ("vertical_push", "vertical_pull")
    assert len(structure.days[2].focus) == 3


def test_hybrid_blocks_follow_one_another_with_their_rest() -> None:
    blocks = [
        {"kind": "ppl", "days": 3}, {"kind": "upper_lower", "days": 2}, {"kind": "cardio", "days": 1},
        {"kind": "mobility", "days": 1}, {"kind": "rest", "days": 1},
    ]  # fmt: skip
    structure = calendar(
        split="hybrid", days_per_week=6, microcycle_length_days=8, hybrid={"blocks": blocks}, deload_every_weeks=8
    )
    laid_out = [PUSH, PULL, LEGS, U, L, C, M, SessionType.RECOVERY]
    assert [day.type for day in structure.days[:8]] == laid_out
    # It rolls on: a microcycle of nine days takes the first day of the next round.
    assert structure.microcycles[0].length_days == 9
    assert structure.days[8].type is PUSH
    assert structure.days[9].type is PULL


def test_hybrid_blocks_without_rest_are_spread_over_the_week() -> None:
    blocks = [{"kind": "upper_lower", "days": 2}, {"kind": "full_body", "days": 1}]
    structure = calendar(split="hybrid", days_per_week=3, hybrid={"blocks": blocks})
    assert types(structure) == [U, L, FB]
    assert trained_days(structure) == [1, 3, 5]


def test_a_hybrid_that_differs_from_the_request_or_the_limits_is_said() -> None:
    layout = [{"day": day, "type": "cardio"} for day in (1, 2, 3, 4)]
    structure = calendar(split="hybrid", days_per_week=3, hybrid={"days": layout})
    assert any("trains 4 days a week although days_per_week is 3" in warning for warning in structure.warnings)
    assert any("cardio and conditioning are more than 75%" in warning for warning in structure.warnings)


def test_an_activity_is_recommended_on_recovery_days_no_more_often_than_asked() -> None:
    habits = [{"activity": "hiking", "recommend_every_days": 10}, {"activity": "yoga", "recommend_every_days": 14}]
    days = calendar(days_per_week=4, activities=habits).days
    for habit in habits:
        on = [day.sequence for day in days if day.activity == habit["activity"]]
        every = habit["recommend_every_days"]
        assert len(on) >= 4
        assert all(later - earlier >= int(str(every)) for earlier, later in pairwise(on))
    assert all(day.type is SessionType.RECOVERY for day in days if day.activity)


def test_a_recommendation_keeps_to_the_activitys_own_weekdays() -> None:
    habit = {"activity": "swimming", "weekdays": ["sunday"], "recommend_every_days": 7}
    days = calendar(days_per_week=3, activities=[habit]).days
    assert {day.date.weekday() for day in days if day.activity} == {6}
