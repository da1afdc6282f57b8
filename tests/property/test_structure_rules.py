"""What holds for the calendar and the focus patterns of any valid request."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from alloy_engine.catalogue import load_policy, load_presets
from alloy_engine.catalogue.briefing import brief
from alloy_engine.catalogue.policies.structure import FocusRule
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.calendar import DayPlan, Structure
from alloy_engine.domain.request import ProgramRequest
from alloy_engine.domain.vocabulary import LEGS, MAIN_PATTERNS, PULLS, PUSHES, MovementPattern, SessionType, Weekday
from alloy_engine.flow import Silent
from alloy_engine.structure import assign_focus, skeleton
from alloy_engine.structure.interference import blocked_days
from tests.strategies import request_documents, values

DATA = Path(__file__).resolve().parents[2] / "data"
POLICY = load_policy(DATA / "policy")
PRESETS = load_presets(DATA)
MONDAY = dt.date(2025, 3, 3)
FOCUS = POLICY.structure.focus
EASY = (SessionType.CARDIO, SessionType.MOBILITY)


@st.composite
def hybrid_documents(draw: st.DrawFn) -> dict[str, Any]:
    """A valid request whose split is laid out by the coach."""
    document = draw(request_documents())
    length = document["microcycle_length_days"]
    numbers = draw(st.lists(st.integers(1, length), min_size=1, max_size=length, unique=True))
    kinds = [kind for kind in values(SessionType) if kind != "recovery"]
    focus = st.lists(st.sampled_from(values(MovementPattern)), max_size=4, unique=True)
    layout = [{"day": n, "type": draw(st.sampled_from(kinds)), "focus": draw(focus)} for n in numbers]
    return {**document, "split": "hybrid", "hybrid": {"days": layout}}


def planned(document: dict[str, Any]) -> tuple[Brief, Structure]:
    asked = brief(ProgramRequest.model_validate(document), PRESETS, POLICY, Silent(), today=MONDAY)
    return asked, assign_focus(skeleton(asked, POLICY, Silent()), asked, POLICY, Silent())


def trained(days: tuple[DayPlan, ...]) -> list[DayPlan]:
    return [day for day in days if day.type is not SessionType.RECOVERY]


any_document = st.one_of(request_documents(), hybrid_documents())


@settings(max_examples=120, deadline=None)
@given(any_document)
def test_every_calendar_day_is_a_row(document: dict[str, Any]) -> None:
    asked, structure = planned(document)
    days = structure.days
    assert len(days) == asked.request.duration_weeks * 7
    assert [day.sequence for day in days] == list(range(len(days)))
    assert [day.date for day in days] == [asked.start_date + dt.timedelta(days=n) for n in range(len(days))]
    assert len({day.key for day in days}) == len(days)
    for index, microcycle in enumerate(structure.microcycles, start=1):
        assert microcycle.index == index
        assert [day.day for day in microcycle.days] == list(range(1, microcycle.length_days + 1))
        assert {day.microcycle for day in microcycle.days} == {index}
    for day in days:
        assert (day.target_minutes == 0) is (day.type is SessionType.RECOVERY)
        assert bool(day.focus) is day.type.is_lifting
        assert day.activity is None or day.type is SessionType.RECOVERY


@settings(max_examples=80, deadline=None)
@given(any_document)
def test_deloads_are_weeks_of_their_own_and_never_last(document: dict[str, Any]) -> None:
    asked, structure = planned(document)
    every, weeks = asked.request.deload_every_weeks, asked.request.duration_weeks
    expected = list(range(every, weeks, every))
    starts = [(m.start_date - asked.start_date).days // 7 + 1 for m in structure.microcycles if m.is_deload]
    assert starts == expected
    assert all(m.length_days == 7 for m in structure.microcycles if m.is_deload)
    assert all(m.length_days >= 7 for m in structure.microcycles)
    assert not structure.microcycles[-1].is_deload


@settings(max_examples=150, deadline=None)
@given(request_documents())
def test_training_days_are_as_many_as_asked_and_evenly_spread(document: dict[str, Any]) -> None:
    asked, structure = planned(document)
    widths = set()
    for microcycle in structure.microcycles:
        count = len(trained(microcycle.days))
        assert count == math.floor(asked.request.days_per_week * microcycle.length_days / 7 + 0.5)
        gaps = [later.sequence - earlier.sequence for earlier, later in pairwise(trained(microcycle.days))]
        assert not gaps or max(gaps) - min(gaps) <= 1
        widths |= {microcycle.length_days // count, -(-microcycle.length_days // count)}
    over_ends = [later.sequence - earlier.sequence for earlier, later in pairwise(trained(structure.days))]
    assert min(widths) <= min(over_ends)
    assert max(over_ends) <= max(widths)


@settings(max_examples=150, deadline=None)
@given(request_documents())
def test_the_mix_of_days_keeps_its_limits(document: dict[str, Any]) -> None:
    asked, structure = planned(document)
    beginner = asked.request.athlete.experience == "beginner"
    forced = asked.request.goals.get("endurance", 0) >= 6  # type: ignore[call-overload]
    for microcycle in structure.microcycles:
        times = Counter(day.type for day in trained(microcycle.days))
        total = times.total()
        lifting = sum(count for kind, count in times.items() if kind.is_lifting)
        aerobic = times[SessionType.CARDIO] + times[SessionType.CONDITIONING]
        assert aerobic <= 0.75 * total
        assert times[SessionType.MOBILITY] <= 0.30 * total
        assert lifting >= (1 if forced and total == 2 else 2)
        if forced:
            assert times[SessionType.CARDIO] >= 1
        if asked.request.days_per_week == 7:
            assert sum(times[kind] for kind in EASY) >= 1
        if beginner:
            hard = lifting + times[SessionType.CONDITIONING]
            assert hard <= max(2, 5 * microcycle.length_days / 7)


@settings(max_examples=150, deadline=None)
@given(request_documents())
def test_focus_holds_no_duplicate_and_never_gives_a_push_for_a_pull(document: dict[str, Any]) -> None:
    """A full-body day alone does without one of the three, and only where a window leaves it no pattern of them."""
    asked, structure = planned(document)
    recommended = [(day.sequence, day.activity) for day in structure.days if day.activity]
    habits, rules = asked.request.activities, POLICY.structure.activities
    windows = blocked_days(habits, asked.start_date, len(structure.days), rules, recommended)
    for day in structure.days:
        if not day.type.is_lifting:
            continue
        own = FOCUS.days[day.type]
        assert len(set(day.focus)) == len(day.focus)
        assert set(day.focus) <= set(own.patterns)
        minutes = asked.request.session_minutes
        assert own.minimum <= len(day.focus) <= own.size(minutes) + (minutes >= FOCUS.one_more_from)
        for group in (LEGS, PUSHES, PULLS):
            shut = day.type is SessionType.FULL_BODY and all(windows.blockers(day.sequence, p) for p in group)
            if set(group) & set(own.patterns) and not shut:
                assert set(group) & set(day.focus)


@settings(max_examples=150, deadline=None)
@given(any_document)
def test_every_broken_recovery_rule_is_on_record_and_nothing_else_is(document: dict[str, Any]) -> None:
    _, structure = planned(document)
    days = structure.days
    for day in days:
        said = set(day.yields)
        for pattern in MAIN_PATTERNS:
            words = pattern.replace("_", " ")
            broken = pattern in day.focus and day.sequence > 0 and pattern in days[day.sequence - 1].focus
            assert broken is (f"{FocusRule.CONSECUTIVE_DAYS.value}: {words} was trained the day before" in said)
            window = days[max(0, day.sequence - 6) : day.sequence + 1]
            uses = sum(pattern in other.focus for other in window)
            crowded = pattern in day.focus and uses > 2
            assert crowded is (f"{FocusRule.TWO_IN_SEVEN.value}: {words} is used {uses} times in 7 days" in said)


@settings(max_examples=100, deadline=None)
@given(any_document)
def test_activity_windows_are_kept_or_the_clash_is_on_record(document: dict[str, Any]) -> None:
    asked, structure = planned(document)
    names = list(Weekday)
    for day in structure.days:
        clashing = set()
        for habit in asked.request.activities:
            for shift, pattern in POLICY.structure.activities.blocked(habit.activity):
                done_on = names[(day.date - dt.timedelta(days=shift)).weekday()]
                if pattern in day.focus and pattern in MAIN_PATTERNS and done_on in habit.weekdays:
                    clashing.add(pattern)
        said = {text for text in day.yields if text.startswith(FocusRule.ACTIVITY_WINDOW)}
        for pattern in clashing:
            assert any(text.startswith(f"activity_window: {pattern.replace('_', ' ')} ") for text in said)


@settings(max_examples=60, deadline=None)
@given(request_documents())
def test_main_patterns_of_the_types_come_in_every_microcycle_or_it_is_said(document: dict[str, Any]) -> None:
    _, structure = planned(document)
    for microcycle in structure.microcycles:
        lifting = [day for day in microcycle.days if day.type.is_lifting]
        if len(lifting) < 3:
            continue
        due = {pattern for day in lifting for pattern in FOCUS.days[day.type].patterns}
        used = {pattern for day in lifting for pattern in day.focus}
        said = {text for day in lifting for text in day.yields if text.startswith(FocusRule.WEEKLY_COVERAGE)}
        assert len(due - used) == len(said)


@settings(max_examples=40, deadline=None)
@given(any_document)
def test_the_same_request_gives_the_same_structure(document: dict[str, Any]) -> None:
    assert planned(document)[1] == planned(document)[1]
