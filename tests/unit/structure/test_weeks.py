"""Deloads, microcycle lengths, mesocycles and phases."""

from __future__ import annotations

import datetime as dt

import pytest

from alloy_engine.domain.vocabulary import Phase
from alloy_engine.flow import Recorder
from alloy_engine.structure import skeleton
from alloy_engine.structure.weeks import lengths_of, phases_of
from tests.unit.structure.plans import MONDAY, POLICY, brief_of, calendar

CALENDAR = POLICY.structure.calendar


def test_twelve_weeks_are_twelve_microcycles_and_84_days() -> None:
    structure = calendar(duration_weeks=12)
    assert len(structure.microcycles) == 12
    assert [day.sequence for day in structure.days] == list(range(84))
    assert [day.date for day in structure.days] == [MONDAY + dt.timedelta(days=n) for n in range(84)]


@pytest.mark.parametrize(
    ("weeks", "every", "deloads"),
    [(12, 4, [4, 8]), (12, 3, [3, 6, 9]), (12, 6, [6]), (8, 4, [4]), (8, 8, []), (10, 5, [5]), (10, 3, [3, 6, 9])],
)
def test_a_deload_comes_every_so_many_weeks_but_never_last(weeks: int, every: int, deloads: list[int]) -> None:
    structure = calendar(duration_weeks=weeks, deload_every_weeks=every)
    assert [m.index for m in structure.microcycles if m.is_deload] == deloads


def test_a_mesocycle_ends_with_its_deload_and_counts_it_apart() -> None:
    first = [m for m in calendar(duration_weeks=12).microcycles if m.mesocycle == 1]
    assert [(m.week, m.weeks, m.is_deload) for m in first] == [
        (0, 3, False), (1, 3, False), (2, 3, False), (3, 3, True),
    ]  # fmt: skip


def test_phases_build_up_and_only_the_last_mesocycle_peaks() -> None:
    a, i, p, d = Phase.ACCUMULATION, Phase.INTENSIFICATION, Phase.PEAKING, Phase.DELOAD
    phases = [m.phase for m in calendar(duration_weeks=12).microcycles]
    assert phases == [a, a, i, d, a, a, i, d, a, a, i, p]


@pytest.mark.parametrize("weeks", range(1, 13))
def test_phases_never_go_back(weeks: int) -> None:
    ranks = [Phase.ACCUMULATION, Phase.INTENSIFICATION, Phase.PEAKING]
    for last in (False, True):
        phases = phases_of(weeks, last=last, calendar=CALENDAR)
        assert len(phases) == weeks
        assert phases == sorted(phases, key=ranks.index)
        assert (Phase.PEAKING in phases) is last


@pytest.mark.parametrize("weeks", range(1, 12))
@pytest.mark.parametrize("asked", range(7, 15))
def test_the_remainder_is_spread_and_nothing_is_under_a_week(weeks: int, asked: int) -> None:
    lengths = lengths_of(weeks * 7, asked, CALENDAR)
    assert sum(lengths) == weeks * 7
    assert min(lengths) >= 7
    assert max(lengths) - min(lengths) <= 1


def test_ten_day_microcycles_between_weekly_deloads() -> None:
    structure = calendar(microcycle_length_days=10, duration_weeks=12)
    assert [m.length_days for m in structure.microcycles] == [11, 10, 7, 11, 10, 7, 10, 9, 9]
    assert sum(m.length_days for m in structure.microcycles) == 84


def test_deload_sessions_aim_at_seventy_percent_of_the_minutes() -> None:
    structure = calendar(session_minutes=75)
    minutes = {(day.is_deload, day.target_minutes) for day in structure.days if day.target_minutes}
    assert minutes == {(False, 75), (True, 53)}  # 52.5 rounds up


def test_the_forks_say_what_was_done() -> None:
    tracer = Recorder(lambda: 0)
    skeleton(brief_of(microcycle_length_days=10), POLICY, tracer)
    counts = tracer.branch_counts()
    assert counts["4.2.1"] == {"B": 3}
    assert counts["4.2.4"] == {"A": 3, "B": 3, "C": 1, "D": 2}
