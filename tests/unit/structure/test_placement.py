"""Where training days fall in the week."""

from __future__ import annotations

import pytest

from alloy_engine.flow import Recorder
from alloy_engine.structure import skeleton
from alloy_engine.structure.placement import spreads
from tests.unit.structure.plans import POLICY, brief_of, calendar, trained_days


@pytest.mark.parametrize(
    ("days", "expected"),
    [(2, [1, 4]), (3, [1, 3, 5]), (4, [1, 2, 4, 6]), (5, [1, 2, 3, 5, 6]), (6, [1, 2, 3, 4, 5, 6])],
)
def test_days_are_spread_evenly_with_rest_at_the_end(days: int, expected: list[int]) -> None:
    structure = calendar(days_per_week=days)
    assert all(trained_days(structure, m.index) == expected or m.index > 1 for m in structure.microcycles)
    assert trained_days(structure) == trained_days(structure, 7)
    assert len(expected) == len(trained_days(structure))


@pytest.mark.parametrize("length", range(7, 15))
@pytest.mark.parametrize("training", range(2, 15))
def test_gaps_differ_by_at_most_a_day_round_the_end_too(length: int, training: int) -> None:
    if training > length:
        return
    for days in spreads(length, training):
        assert len(set(days)) == training
        gaps = [later - earlier for earlier, later in zip(days, (*days[1:], days[0] + length), strict=True)]
        assert max(gaps) - min(gaps) <= 1


def test_an_activity_moves_the_days_that_collide_with_it() -> None:
    running = [{"activity": "running", "weekdays": ["monday"]}]
    tracer = Recorder(lambda: 0)
    structure = skeleton(brief_of(days_per_week=2, activities=running), POLICY, tracer)
    assert tracer.branch_counts()["4.2.6"] == {"B": 12}
    # Monday and Tuesday lie in the window of Monday's run.
    assert not {1, 2} & set(trained_days(structure))


def test_without_an_activity_nothing_moves() -> None:
    tracer = Recorder(lambda: 0)
    skeleton(brief_of(days_per_week=3), POLICY, tracer)
    assert tracer.branch_counts()["4.2.6"] == {"A": 12}
