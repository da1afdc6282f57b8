"""A calendar laid out after those of other variants is the one it would be alone."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from alloy_engine.domain.brief import Brief
from alloy_engine.domain.vocabulary import MAIN_PATTERNS, MovementPattern
from alloy_engine.flow import Silent
from alloy_engine.structure import Layouts, assign_focus, skeleton
from tests.unit.structure.plans import MONDAY, POLICY, brief_of

RUNNING = [{"activity": "running", "weekdays": ["tuesday", "saturday"], "recommend_every_days": 20}]
KIT: tuple[frozenset[MovementPattern], ...] = (
    frozenset(MAIN_PATTERNS),
    frozenset(MAIN_PATTERNS) - {MovementPattern.HINGE, MovementPattern.VERTICAL_PULL},
)


def plain(brief: Brief) -> object:
    return assign_focus(skeleton(brief, POLICY, Silent()), brief, POLICY, Silent())


def test_variants_that_share_steps_are_laid_out_as_if_alone() -> None:
    layouts, found = Layouts(POLICY), []
    for minutes, goals, activities, patterns in product(
        (30, 60, 100), ({"strength": 10}, {"strength": 6, "explosiveness": 4}, {"endurance": 10}), ([], RUNNING), KIT
    ):
        asked = brief_of(
            session_minutes=minutes, goals=goals, activities=activities, days_per_week=5, microcycle_length_days=9
        )
        asked = replace(asked, main_patterns=patterns)
        found.append(layouts.of(asked))
        assert found[-1] == plain(asked)
    assert len({repr(one) for one in found}) > len(found) / 2  # they are not all the same anyway


@pytest.mark.parametrize(
    "field",
    [
        {"duration_weeks": 8},
        {"days_per_week": 4},
        {"split": "full_body"},
        {"microcycle_length_days": 10},
        {"deload_every_weeks": 5},
        {"activities": RUNNING},
        {"start_date": MONDAY.replace(day=6)},
        {"athlete": {"experience": "beginner"}},
        {"athlete": {"cardio_preference": "dedicated_day"}},
        {"goals": {"endurance": 6, "strength": 4}},
        {"session_minutes": 35},
    ],
    ids=lambda field: next(iter(field)),
)
def test_each_field_that_moves_a_day_is_looked_at(field: dict[str, Any]) -> None:
    layouts, changed = Layouts(POLICY), brief_of(**{"days_per_week": 6, **field})
    before = layouts.of(brief_of(days_per_week=6))
    assert layouts.of(changed) == plain(changed) != before
