"""Exchanges of two picks at once, where no single one helps."""

from __future__ import annotations

from typing import Any

import pytest

from alloy_engine.catalogue import Policy
from alloy_engine.domain.movement import Movement
from alloy_engine.domain.slot import Slot
from alloy_engine.domain.vocabulary import CNSLoad, Discipline, ExerciseRole, MovementPattern, MovementTier, Muscle
from alloy_engine.flow import Recorder
from tests.unit.selection.crafted import catalogue_of, chosen, movement, selected, slot_of, with_budget

P = MovementPattern
TIGHT = 50.0  # CNS of a day
BEST, GOOD = {"tier": MovementTier.DIAMOND}, {"tier": MovementTier.SILVER}
POOR = {"tier": MovementTier.SILVER, "disciplines": (Discipline.YOGA,)}


def test_a_slot_leaves_its_pick_to_one_that_needs_it_more(policy: Policy) -> None:
    catalogue = catalogue_of(
        movement("both", **BEST),
        movement("only_first", pattern=P.HINGE, **GOOD),
        movement("only_second", **POOR),
    )
    slots = [slot_of(0, P.SQUAT, P.HINGE), slot_of(1, P.SQUAT)]
    recorder = Recorder(iter(range(10_000)).__next__)
    selection = selected(slots, catalogue, policy, tracer=recorder)
    assert chosen(selection) == ["only_first", "both"]
    assert [decision.swapped_from for decision in selection.decisions] == ["both", "only_second"]
    assert recorder.branch_counts()["7.3"] == {"A": 1, "B": 1}
    greedy = selected([slot_of(0, P.SQUAT, P.HINGE, held="both"), slots[1]], catalogue, policy)
    assert selection.objective > greedy.objective + policy.scoring.tie_margin
    swaps = [decision.swaps for decision in selection.decisions]
    assert [(swap.replaced.movement, swap.partner) for (swap,) in swaps] == [("both", 1), ("only_second", 0)]
    for (swap,) in swaps:
        assert swap.before == pytest.approx(greedy.objective, abs=1e-12)
        assert swap.after == pytest.approx(selection.objective, abs=1e-12)


def test_a_slot_keeps_its_pick_where_giving_it_up_costs_more(policy: Policy) -> None:
    catalogue = catalogue_of(
        movement("both", **BEST), movement("only_first", pattern=P.HINGE, **POOR), movement("only_second", **GOOD)
    )
    selection = selected([slot_of(0, P.SQUAT, P.HINGE), slot_of(1, P.SQUAT)], catalogue, policy)
    assert chosen(selection) == ["both", "only_second"]


def test_a_lift_grows_lighter_where_another_makes_more_of_the_budget(policy: Policy) -> None:
    catalogue = catalogue_of(
        movement("squat_heavy", cns=CNSLoad.HIGH, **BEST),
        movement("squat_light", cns=CNSLoad.LOW, **GOOD),
        hinge("hinge_heavy", cns=CNSLoad.HIGH, **BEST),
        hinge("hinge_light", cns=CNSLoad.LOW, **POOR),
    )
    tight = with_budget(policy, TIGHT)
    slots = [slot_of(0, P.SQUAT), slot_of(1, P.HINGE)]
    assert chosen(selected(slots, catalogue, tight)) == ["squat_light", "hinge_heavy"]
    assert chosen(selected(slots[:1], catalogue, tight)) == ["squat_heavy"]


@pytest.mark.parametrize(("light", "expected"), [(GOOD, "warm_poor"), (BEST, "warm_rich")])
def test_a_main_lift_makes_way_for_a_warm_up_only_if_it_loses_nothing(
    light: dict[str, Any], expected: str, policy: Policy
) -> None:
    catalogue = catalogue_of(
        movement("squat_heavy", cns=CNSLoad.VERY_HIGH, roles=(ExerciseRole.MAIN,), **BEST),
        movement("squat_light", cns=CNSLoad.LOW, roles=(ExerciseRole.MAIN,), **light),
        hinge("hinge", cns=CNSLoad.LOW, roles=(ExerciseRole.MAIN,)),
        movement("warm_rich", pattern=P.PLYOMETRIC, cns=CNSLoad.HIGH, roles=(ExerciseRole.WARMUP,), **BEST),
        movement("warm_poor", pattern=P.PLYOMETRIC, cns=CNSLoad.LOW, roles=(ExerciseRole.WARMUP,), **POOR),
    )
    tight = with_budget(policy, TIGHT)
    warm_up: Slot = slot_of(2, P.PLYOMETRIC, role=ExerciseRole.WARMUP, sets=1)
    selection = selected([slot_of(0, P.SQUAT), slot_of(1, P.HINGE), warm_up], catalogue, tight)
    assert chosen(selection)[2] == expected


def hinge(movement_id: str, **changes: Any) -> Movement:
    return movement(movement_id, pattern=P.HINGE, primary=Muscle.HAMSTRINGS, secondary=(), **changes)
