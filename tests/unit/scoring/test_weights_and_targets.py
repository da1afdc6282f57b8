"""Weights bend with the goals and sum to one; weekly targets follow goals, persona and focus."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import numpy as np
import pytest

from alloy_engine.catalogue import Catalogue, Policy
from alloy_engine.catalogue.briefing import brief
from alloy_engine.catalogue.policies.scoring import ScoringPolicy
from alloy_engine.domain.request import ProgramRequest
from alloy_engine.domain.slot import Slot
from alloy_engine.domain.vocabulary import Dimension, Equipment, ExerciseRole, Goal, MovementPattern, Muscle
from alloy_engine.errors import InvalidRequest
from alloy_engine.flow import Silent
from alloy_engine.scoring import Ledger, Needs, Scorer, dimension_weights, score_card, weekly_targets
from tests.unit.selection.crafted import brief_of

D = Dimension


@pytest.mark.parametrize("goal", list(Goal))
@pytest.mark.parametrize("factor", [1.0, 0.7])
def test_weights_sum_to_one(goal: Goal, factor: float, policy: Policy) -> None:
    weights = dimension_weights({goal: 0.6, Goal.MOBILITY: 0.4}, policy.scoring, factor)
    assert list(weights) == list(Dimension)
    assert sum(weights.values()) == pytest.approx(1.0, abs=1e-12)
    assert all(0 < weight < 1 for weight in weights.values())


def test_base_weights_are_the_published_ones(policy: Policy) -> None:
    assert [policy.scoring.weights[d] for d in Dimension] == [0.25, 0.20, 0.15, 0.15, 0.10, 0.10, 0.05]


def test_goals_bend_each_dimension_its_own_way(policy: Policy) -> None:
    strength = dimension_weights({Goal.STRENGTH: 1.0}, policy.scoring)
    endurance = dimension_weights({Goal.ENDURANCE: 1.0}, policy.scoring)
    assert strength[D.COMPOUND_BONUS] > endurance[D.COMPOUND_BONUS]
    assert strength[D.TIME_UTILIZATION] < endurance[D.TIME_UTILIZATION]
    # 0.15 × 1.5 over the sum of all seven modified weights.
    assert strength[D.COMPOUND_BONUS] == pytest.approx(0.225 / (0.3 + 0.16 + 0.15 + 0.225 + 0.1 + 0.1 + 0.035))


def test_a_disabled_dimension_leaves_the_normaliser(policy: Policy) -> None:
    fewer = policy.scoring.model_copy(update={"disabled": (D.TIME_UTILIZATION, D.SPECIALIZATION)})
    weights = dimension_weights({Goal.STRENGTH: 1.0}, fewer)
    assert weights[D.TIME_UTILIZATION] == weights[D.SPECIALIZATION] == 0
    assert sum(weights.values()) == pytest.approx(1.0, abs=1e-12)


def test_a_requests_own_weights_go_before_the_policys(policy: Policy) -> None:
    own = {D.COMPOUND_BONUS: 0.0, D.GOAL_ALIGNMENT: 0.5}
    weights = dimension_weights({Goal.STRENGTH: 1.0}, policy.scoring, own=own)
    assert weights[D.COMPOUND_BONUS] == 0
    assert sum(weights.values()) == pytest.approx(1.0, abs=1e-12)
    assert weights[D.GOAL_ALIGNMENT] == pytest.approx(0.5 / (0.3 + 0.16 + 0.15 + 0.1 + 0.5 + 0.035))


def test_both_scorers_weigh_as_the_request_asks(policy: Policy, catalogue: Catalogue) -> None:
    asked = brief_of(policy, weights={"compound_bonus": 0.0, "goal_alignment": 0.9})
    slot, step = Slot(0, ExerciseRole.MAIN, (MovementPattern.SQUAT,)), policy.relaxation.steps[0]
    ledger, rows = Ledger.empty(Needs.unlimited(policy.scoring.muscle)), np.arange(40)
    board = Scorer(asked, catalogue, policy).board(slot, step, ledger, rows)
    for place in rows.tolist():
        movement = catalogue.movements[place]
        card = score_card(movement, slot, step, ledger, brief=asked, policy=policy)
        assert board.card(place, movement.id) == card
        assert card.contributions[3].value == 0


def test_weights_that_leave_nothing_to_count_are_a_fault(
    policy: Policy, presets: Mapping[str, frozenset[Equipment]]
) -> None:
    scoring = policy.scoring.model_copy(update={"disabled": (D.TIME_UTILIZATION,)})
    others = {one.value: 0 for one in Dimension if one is not D.TIME_UTILIZATION}
    request = ProgramRequest.model_validate({"goals": {"strength": 10}, "weights": others})
    with pytest.raises(InvalidRequest) as refused:
        brief(request, presets, policy.model_copy(update={"scoring": scoring}), Silent(), today=dt.date(2026, 1, 1))
    assert [fault.field for fault in refused.value.faults] == ["weights"]
    assert brief(request, presets, policy, Silent(), today=dt.date(2026, 1, 1)).request is request


def test_relaxing_the_discipline_gives_its_weight_to_the_others(policy: Policy) -> None:
    strict = dimension_weights({Goal.STRENGTH: 1.0}, policy.scoring)
    relaxed = dimension_weights({Goal.STRENGTH: 1.0}, policy.scoring, 0.7)
    assert relaxed[D.DISCIPLINE_PREFERENCE] < strict[D.DISCIPLINE_PREFERENCE]
    assert all(relaxed[d] > strict[d] for d in Dimension if d is not D.DISCIPLINE_PREFERENCE)


def test_weights_that_do_not_sum_to_one_are_refused(policy: Policy) -> None:
    document = policy.scoring.model_dump()
    document["weights"][D.PATTERN_ALIGNMENT] = 0.5
    with pytest.raises(ValueError, match="sum to"):
        ScoringPolicy.model_validate(document)


def test_weekly_targets_blend_the_goals(policy: Policy) -> None:
    size = weekly_targets(brief_of(policy, goals={"hypertrophy": 10}), policy)
    both = weekly_targets(brief_of(policy, goals={"hypertrophy": 5, "strength": 5}), policy)
    power = weekly_targets(brief_of(policy, goals={"speed": 10}), policy)
    assert (size[Muscle.CHEST], both[Muscle.CHEST], power[Muscle.CHEST]) == pytest.approx((15.0, 12.5, 8.0))
    assert set(size) == set(Muscle)
    assert size[Muscle.BICEPS] < size[Muscle.CHEST]


def test_a_focus_muscle_gets_thirty_percent_more(policy: Policy) -> None:
    plain = weekly_targets(brief_of(policy), policy)
    focused = weekly_targets(brief_of(policy, athlete={"focus_muscles": ["chest"]}), policy)
    assert focused[Muscle.CHEST] == pytest.approx(1.3 * plain[Muscle.CHEST])
    assert focused[Muscle.LATS] == plain[Muscle.LATS]


def test_the_coachs_aggression_leaves_the_aim_to_its_scale(policy: Policy) -> None:
    """Movements are chosen for the middle of the band; what aggression makes of that stays within it."""
    low, high = policy.scoring.weekly_sets.bands[Goal.HYPERTROPHY]
    for name, scale in policy.prescription.aggression.items():
        aim = weekly_targets(brief_of(policy, persona={"aggression": name}), policy)[Muscle.CHEST]
        assert aim == pytest.approx((low + high) / 2)
        assert low <= scale * aim <= high
