"""Focus patterns: rotation, recovery between days, activity windows, steadiness, and rules that yield."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any

import pytest

from alloy_engine.catalogue.policies.structure import FocusRule
from alloy_engine.domain.calendar import DayPlan, Structure
from alloy_engine.domain.vocabulary import LEGS, MAIN_PATTERNS, PULLS, PUSHES, SessionType
from alloy_engine.flow import Recorder
from alloy_engine.structure import assign_focus, skeleton
from tests.unit.structure.plans import POLICY, brief_of, calendar, planned


def lifting(structure: Structure) -> list[DayPlan]:
    return [day for day in structure.days if day.type.is_lifting]


def test_three_full_body_days_train_each_pattern_once_or_twice() -> None:
    for minutes in (30, 60, 90):
        for microcycle in planned(days_per_week=3, session_minutes=minutes).microcycles:
            times = Counter(pattern for day in microcycle.days for pattern in day.focus)
            assert set(times) == set(MAIN_PATTERNS)
            assert max(times.values()) <= 2


@pytest.mark.parametrize(
    ("minutes", "sizes"),
    [(30, {"full_body": 3, "upper": 2, "lower": 2}), (60, {"full_body": 4, "upper": 4, "lower": 3}),
     (90, {"full_body": 5, "upper": 4, "lower": 3})],
)  # fmt: skip
def test_the_minutes_decide_how_many_patterns_a_session_holds(minutes: int, sizes: dict[str, int]) -> None:
    for kind, size in sizes.items():
        assert POLICY.structure.focus.days[SessionType(kind)].size(minutes) == size
    for day in lifting(planned(days_per_week=4, session_minutes=minutes)):
        assert len(day.focus) == sizes[day.type.value]


@pytest.mark.parametrize("days", range(2, 8))
@pytest.mark.parametrize("minutes", [30, 45, 60, 90])
def test_the_auto_splits_keep_recovery_rules_without_yielding(days: int, minutes: int) -> None:
    structure = planned(days_per_week=days, session_minutes=minutes)
    kept = (FocusRule.CONSECUTIVE_DAYS, FocusRule.TWO_IN_SEVEN, FocusRule.WEEKLY_COVERAGE)
    assert not [text for day in structure.days for text in day.yields if text.startswith(kept)]
    for earlier, later in pairwise(structure.days):
        assert not set(earlier.focus) & set(later.focus)


@pytest.mark.parametrize(
    "request_",
    [{"days_per_week": 3}, {"days_per_week": 4}, {"days_per_week": 6}, {"days_per_week": 3, "split": "upper_lower"},
     {"days_per_week": 4, "split": "ppl"}, {"days_per_week": 4, "session_minutes": 30}],
)  # fmt: skip
def test_leading_patterns_are_fresh_against_their_types_last_sessions(request_: dict[str, Any]) -> None:
    led: dict[SessionType, list[str]] = {}
    for day in lifting(planned(**request_)):
        earlier = led.setdefault(day.type, [])
        assert day.focus[0] not in earlier[-1 if day.type in (SessionType.PUSH, SessionType.PULL) else -2 :]
        earlier.append(day.focus[0])
    for kind, leads in led.items():
        assert len(set(leads)) > 1, kind


@pytest.mark.parametrize(
    "request_", [{"days_per_week": 3}, {"days_per_week": 4}, {"days_per_week": 6}, {"days_per_week": 2}]
)
def test_a_days_patterns_stay_the_same_through_a_mesocycle(request_: dict[str, Any]) -> None:
    sets: dict[tuple[int, int], set[frozenset[str]]] = {}
    for day in lifting(planned(**request_)):
        sets.setdefault((day.mesocycle, day.day), set()).add(frozenset(day.focus))
    assert all(len(found) == 1 for found in sets.values())


def test_full_body_sets_change_between_mesocycles() -> None:
    days = lifting(planned(days_per_week=3))
    firsts = {day.mesocycle: frozenset(day.focus) for day in days if day.day == 1}
    assert len(set(firsts.values())) > 1


def test_every_session_spans_its_type_and_repeats_nothing() -> None:
    for request_ in ({"days_per_week": 6, "split": "full_body"}, {"days_per_week": 5}, {"days_per_week": 4}):
        for day in lifting(planned(**request_)):
            assert len(set(day.focus)) == len(day.focus)
            assert set(day.focus) <= set(POLICY.structure.focus.days[day.type].patterns)
            spans = [g for g in (LEGS, PUSHES, PULLS) if set(g) & set(POLICY.structure.focus.days[day.type].patterns)]
            assert all(set(group) & set(day.focus) for group in spans)


def test_too_many_full_body_days_yield_on_record_cheapest_rule_first() -> None:
    structure = planned(days_per_week=6, split="full_body", session_minutes=60)
    broken = {text.split(":")[0] for day in structure.days for text in day.yields}
    assert broken == {FocusRule.TWO_IN_SEVEN.value}
    assert any("limit in seven days" in warning for warning in structure.warnings)


def test_main_patterns_keep_out_of_an_activitys_window() -> None:
    climbing = [{"activity": "climbing", "weekdays": ["wednesday"]}]
    structure = planned(days_per_week=3, activities=climbing)
    # A day before, the day itself and two days after a Wednesday: Tuesday to Friday.
    clashing = [day for day in structure.days if day.date.weekday() in (1, 2, 3, 4) and set(day.focus) & set(PULLS)]
    assert all(any(text.startswith(FocusRule.ACTIVITY_WINDOW) for text in day.yields) for day in clashing)
    free = planned(days_per_week=3)
    pulling = [day for day in free.days if day.date.weekday() in (1, 2, 3, 4) and set(day.focus) & set(PULLS)]
    assert len(clashing) < len(pulling)


def test_an_upper_day_in_a_window_trains_its_other_patterns() -> None:
    tracer = Recorder(lambda: 0)
    brief = brief_of(
        days_per_week=4,
        split="hybrid",
        hybrid={"days": [{"day": d, "type": t} for d, t in ((1, "lower"), (3, "upper"), (4, "lower"), (6, "upper"))]},
        activities=[{"activity": "tennis", "weekdays": ["tuesday"]}],
    )
    structure = assign_focus(skeleton(brief, POLICY, tracer), brief, POLICY, tracer)
    wednesdays = [day for day in structure.days if day.date.weekday() == 2]
    assert all("horizontal_push" not in day.focus and "vertical_push" in day.focus for day in wednesdays)
    assert tracer.branch_counts()["4.2.5"]["C"] >= 12


def test_a_window_that_covers_the_week_yields_and_names_the_activity() -> None:
    climbing = [{"activity": "climbing", "weekdays": ["monday", "wednesday", "friday"]}]
    structure = planned(days_per_week=3, activities=climbing)
    texts = [text for day in structure.days for text in day.yields]
    assert texts
    assert all(text.startswith("activity_window: ") and text.endswith("climbing") for text in texts)
    for microcycle in structure.microcycles:
        assert set(PULLS) <= {pattern for day in microcycle.days for pattern in day.focus}


def test_a_microcycle_without_a_main_pattern_is_worse_than_one_in_a_window() -> None:
    days = [{"day": day, "type": kind} for day, kind in ((1, "lower"), (3, "upper"), (5, "lower"))]
    climbing = [{"activity": "climbing", "weekdays": ["monday", "wednesday", "friday"]}]
    structure = planned(days_per_week=3, split="hybrid", hybrid={"days": days}, activities=climbing)
    uppers = [day for day in structure.days if day.type is SessionType.UPPER]
    assert all(set(PULLS) <= set(day.focus) for day in uppers)


def test_a_recommended_activity_has_a_window_too() -> None:
    habit = [{"activity": "basketball", "recommend_every_days": 7}]
    structure = planned(days_per_week=4, activities=habit)
    for day in structure.days:
        if day.activity:
            after = structure.days[day.sequence + 1 : day.sequence + 3]
            hit = [d for d in after if {"squat", "lunge"} & set(d.focus)]
            assert all(any("basketball" in text for text in d.yields) for d in hit)


def test_the_coachs_focus_is_kept_even_where_it_breaks_a_rule() -> None:
    layout = [{"day": day, "type": "full_body", "focus": ["squat", "horizontal_push"]} for day in (1, 2, 3)]
    structure = planned(split="hybrid", days_per_week=3, hybrid={"days": layout})
    assert all(day.focus == ("squat", "horizontal_push") for day in lifting(structure))
    assert "consecutive_days: squat was trained the day before" in structure.days[1].yields
    assert "leading_pattern: squat leads again" in structure.days[1].yields


def test_focus_changes_nothing_else() -> None:
    bare, full = calendar(days_per_week=5), planned(days_per_week=5)
    for before, after in zip(bare.days, full.days, strict=True):
        assert before.focus == ()
        assert (before.date, before.type, before.phase, before.target_minutes, before.activity) == (
            after.date, after.type, after.phase, after.target_minutes, after.activity,
        )  # fmt: skip
