"""Each dimension decides a choice when all else is equal, and its rule is on the record."""

from __future__ import annotations

import pytest

from alloy_engine.catalogue import Policy
from alloy_engine.domain.history import History
from alloy_engine.domain.movement import Movement
from alloy_engine.domain.slot import Slot
from alloy_engine.domain.vocabulary import (
    Dimension,
    Discipline,
    Equipment,
    ExerciseRole,
    MovementKind,
    MovementPattern,
    MovementTier,
    Muscle,
)
from tests.unit.selection.crafted import brief_of, catalogue_of, chosen, day_of, movement, selected, slot_of, used

ACCESSORY = slot_of(0, role=ExerciseRole.ACCESSORY)
ISOLATING = slot_of(0, role=ExerciseRole.ACCESSORY, wants_isolation=True)
SINGLE = MovementKind.ISOLATION
CASES = [
    pytest.param(
        movement("z_match"),
        movement("a_related", disciplines=(Discipline.CALISTHENICS,)),
        ACCESSORY,
        ("discipline_preference", "match", "related"),
        id="match before related",
    ),
    pytest.param(
        movement("z_related", disciplines=(Discipline.CALISTHENICS,)),
        movement("a_neutral", disciplines=()),
        ACCESSORY,
        ("discipline_preference", "related", "neutral"),
        id="related before neutral",
    ),
    pytest.param(
        movement("z_neutral", disciplines=()),
        movement("a_none", disciplines=(Discipline.RUNNING,)),
        ACCESSORY,
        ("discipline_preference", "neutral", "none"),
        id="neutral before none",
    ),
    pytest.param(
        movement("z_compound"),
        movement("a_hybrid", kind=MovementKind.HYBRID),
        ACCESSORY,
        ("compound_bonus", "compound", "hybrid"),
        id="compound before hybrid",
    ),
    pytest.param(
        movement("z_hybrid", kind=MovementKind.HYBRID),
        movement("a_isolation", kind=SINGLE),
        ACCESSORY,
        ("compound_bonus", "hybrid", "isolation"),
        id="hybrid before isolation",
    ),
    pytest.param(
        movement("z_isolation", kind=SINGLE),
        movement("a_compound"),
        ISOLATING,
        ("compound_bonus", "wanted", "unwanted"),
        id="isolation where it is asked for",
    ),
    pytest.param(
        movement("z_gold"),
        movement("a_silver", tier=MovementTier.SILVER),
        ACCESSORY,
        ("goal_alignment", "strong", "strong"),
        id="the better default",
    ),
    pytest.param(
        movement("z_short"),
        movement("a_both_sides", unilateral=True),
        slot_of(0, role=ExerciseRole.ACCESSORY, minutes=5.75),
        ("time_utilization", "fits", "far_over"),
        id="fits before far over",
    ),
    pytest.param(
        movement("z_short"),
        movement("a_both_sides", unilateral=True),
        slot_of(0, role=ExerciseRole.ACCESSORY, minutes=6.5),
        ("time_utilization", "under", "slightly_over"),
        id="under before slightly over",
    ),
    pytest.param(
        movement("z_fits", unilateral=True),
        movement("a_short"),
        slot_of(0, role=ExerciseRole.ACCESSORY, minutes=8.0),
        ("time_utilization", "fits", "under"),
        id="fits before under",
    ),
]


@pytest.mark.parametrize(("better", "worse", "slot", "rules"), CASES)
def test_rule_decides(
    better: Movement, worse: Movement, slot: Slot, rules: tuple[str, str, str], policy: Policy
) -> None:
    decision = selected([slot], catalogue_of(better, worse), policy).decisions[0]
    assert decision.chosen.movement == better.id
    assert [other.movement for other in decision.others] == [worse.id]
    assert decision.tie == "A"
    name, won, lost = rules
    parts = [dict(zip(Dimension, card.contributions, strict=True)) for card in (decision.chosen, *decision.others)]
    assert [part[Dimension(name)].rule for part in parts] == [won, lost]
    assert parts[0][Dimension(name)].raw > parts[1][Dimension(name)].raw


def test_exact_pattern_goes_before_a_compatible_one(policy: Policy) -> None:
    exact, near = movement("z_squat"), movement("a_lunge", pattern=MovementPattern.LUNGE)
    decision = selected([ACCESSORY], catalogue_of(exact, near), policy, minimum_step=1).decisions[0]
    assert decision.chosen.movement == "z_squat"
    assert decision.others[0].contributions[0].rule == "compatible"


@pytest.mark.parametrize(
    ("focus", "rule"), [(["glutes"], "primary"), (["calves"], "secondary")], ids=["primary", "secondary"]
)
def test_a_focus_muscle_decides(focus: list[str], rule: str, policy: Policy) -> None:
    wanted = movement("z_glutes", primary=Muscle.GLUTES, secondary=(Muscle.CALVES,))
    plain = movement("a_quads", secondary=())
    brief = brief_of(policy, athlete={"focus_muscles": focus})
    decision = selected([ACCESSORY], catalogue_of(wanted, plain), policy, brief).decisions[0]
    assert decision.chosen.movement == "z_glutes"
    assert decision.chosen.contributions[4].rule == rule


def test_goals_decide(policy: Policy) -> None:
    jump = movement("z_jump", pattern=MovementPattern.PLYOMETRIC)
    squat = movement("a_squat")
    slot = slot_of(0, MovementPattern.SQUAT, MovementPattern.PLYOMETRIC, role=ExerciseRole.ACCESSORY)
    for goal, expected in (("explosiveness", "z_jump"), ("strength", "a_squat")):
        brief = brief_of(policy, goals={goal: 10})
        assert chosen(selected([slot], catalogue_of(jump, squat), policy, brief)) == [expected]


def test_equipment_a_goal_likes_counts(policy: Policy) -> None:
    brief = brief_of(policy, frozenset({Equipment.SLED}), goals={"speed": 10})
    sled, plain = movement("z_sled", kits=(frozenset({Equipment.SLED}),)), movement("a_plain")
    assert chosen(selected([ACCESSORY], catalogue_of(sled, plain), policy, brief)) == ["z_sled"]


def test_a_muscle_not_trained_yet_goes_before_one_that_is(policy: Policy) -> None:
    first, again = movement("a_first", tier=MovementTier.DIAMOND), movement("a_quads")
    other = movement("z_glutes", primary=Muscle.GLUTES, tier=MovementTier.SILVER)
    slots = [slot_of(0), slot_of(1, role=ExerciseRole.ACCESSORY)]
    selection = selected(slots, catalogue_of(first, again, other), policy)
    assert chosen(selection) == ["a_first", "z_glutes"]
    second = selection.decisions[1]
    assert [card.contributions[1].rule for card in (second.chosen, *second.others)] == ["untrained", "once"]


def test_a_muscle_short_of_its_week_goes_before_one_that_has_had_it(policy: Policy) -> None:
    quads, glutes = movement("a_quads"), movement("z_glutes", primary=Muscle.GLUTES, secondary=())
    history = History((used(day_of(0), ExerciseRole.MAIN, quadriceps=40.0),))
    decision = selected([slot_of()], catalogue_of(quads, glutes), policy, day=day_of(2), history=history).decisions[0]
    assert decision.chosen.movement == "z_glutes"
    assert decision.others[0].contributions[1].rule == "full"
    next_microcycle = selected(
        [slot_of()], catalogue_of(quads, glutes), policy, day=day_of(2, microcycle=2), history=history
    )
    assert {card.contributions[1].rule for card in next_microcycle.decisions[0].others} == {"untrained"}


def test_a_warm_up_does_not_use_up_a_muscle(policy: Policy) -> None:
    slots = [slot_of(0), slot_of(1, role=ExerciseRole.WARMUP)]
    selection = selected(slots, catalogue_of(movement("one"), movement("two")), policy)
    assert [decision.chosen.contributions[1].rule for decision in selection.decisions] == ["untrained", "untrained"]
