"""The RPE chart, kilograms and ramp sets."""

from __future__ import annotations

import itertools

import pytest

from alloy_engine.catalogue import Catalogue, Policy
from alloy_engine.domain.request import Athlete
from alloy_engine.domain.rpe import percent_of_max
from alloy_engine.domain.vocabulary import Units
from alloy_engine.session.doses.effort import half_steps
from alloy_engine.session.doses.loads import KG_PER_LB, load, maximum_of, plate, ramp_count, ramp_sets


@pytest.mark.parametrize(
    ("reps", "rpe", "percent"),
    [(1, 10, 100.0), (5, 10, 86.3), (5, 8, 81.1), (3, 8.5, (89.2 + 86.3) / 2), (8, 7, 70.7), (12, 6, 57.2)],
)
def test_the_chart_is_read_at_reps_plus_what_is_left_in_reserve(
    policy: Policy, reps: int, rpe: float, percent: float
) -> None:
    rules = policy.prescription
    assert percent_of_max(reps, rpe, rules.rpe_table, rules.rpe_table_tail) == pytest.approx(percent)


def test_beyond_the_chart_the_load_keeps_falling(policy: Policy) -> None:
    rules = policy.prescription
    values = [percent_of_max(reps, 7, rules.rpe_table, rules.rpe_table_tail) for reps in range(12, 30)]
    assert all(later < earlier for earlier, later in itertools.pairwise(values))
    assert values[-1] >= 0


def test_effort_is_told_in_half_steps() -> None:
    assert [half_steps(value) for value in (7.2, 7.25, 7.74, 7.75)] == [7.0, 7.5, 7.5, 8.0]


def test_kilograms_come_from_the_lift_itself(catalogue: Catalogue, policy: Policy) -> None:
    athlete = Athlete.model_validate({"one_rep_maxes": {"back_squat": {"value": 140}}})
    maximum = maximum_of(catalogue["back_squat"], athlete, catalogue)
    assert maximum is not None
    assert (maximum.kg, maximum.branch, maximum.note) == (140, "B", None)
    assert load(81.1, maximum, Units.KG, policy.prescription.loads) == 112.5


def test_a_related_lift_is_scaled_by_the_family_and_says_so(catalogue: Catalogue, policy: Policy) -> None:
    athlete = Athlete.model_validate({"one_rep_maxes": {"back_squat": {"value": 140}}})
    front, back = catalogue["front_squat"], catalogue["back_squat"]
    assert front.family == back.family
    assert front.ratio is not None
    assert back.ratio is not None
    maximum = maximum_of(front, athlete, catalogue)
    assert maximum is not None
    assert maximum.branch == "C"
    assert maximum.kg == pytest.approx(140 * front.ratio / back.ratio)
    assert "back squat" in (maximum.note or "")


def test_an_unrelated_lift_has_no_kilograms(catalogue: Catalogue, policy: Policy) -> None:
    athlete = Athlete.model_validate({"one_rep_maxes": {"back_squat": {"value": 140}}})
    assert maximum_of(catalogue["bench_press"], athlete, catalogue) is None
    assert load(80.0, None, Units.KG, policy.prescription.loads) is None


def test_pounds_round_to_their_own_plates(policy: Policy) -> None:
    rules = policy.prescription.loads
    assert plate(101.0, Units.KG, rules) == 100.0
    assert plate(101.3, Units.KG, rules) == 102.5
    kg = plate(101.0, Units.LB, rules)
    assert kg is not None
    assert kg / KG_PER_LB == pytest.approx(225, abs=0.01)
    assert plate(0.4, Units.KG, rules) is None


def test_the_first_lift_ramps_in_three_steps_and_later_ones_at_most_once(policy: Policy) -> None:
    rules = policy.prescription.loads
    assert ramp_count(82.0, first=True, rules=rules) == 3
    assert ramp_count(50.0, first=True, rules=rules) == 1
    assert ramp_count(82.0, first=False, rules=rules) == 1
    assert ramp_count(65.0, first=False, rules=rules) == 0
    assert ramp_count(None, first=True, rules=rules) == 0
    sets = ramp_sets(3, 100.0, first=True, units=Units.KG, rules=rules)
    assert [(one.percent, one.load_kg) for one in sets] == [(0.4, 40.0), (0.6, 60.0), (0.8, 80.0)]
    assert [one.percent for one in ramp_sets(2, None, first=True, units=Units.KG, rules=rules)] == [0.6, 0.8]
    assert len(ramp_sets(1, None, first=False, units=Units.KG, rules=rules)) == 1
