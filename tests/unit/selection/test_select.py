"""Holding, ties, variety, budgets, exchanges, and the record of it all."""

from __future__ import annotations

from itertools import pairwise

import pytest

from alloy_engine.catalogue import Policy
from alloy_engine.domain.history import History
from alloy_engine.domain.slot import Hold
from alloy_engine.domain.vocabulary import (
    CNSLoad,
    Dimension,
    ExerciseRole,
    MovementKind,
    MovementPattern,
    MovementTier,
    Muscle,
    PersonaAggression,
    SelectionStatus,
)
from alloy_engine.flow import Recorder
from tests.unit.selection.crafted import (
    brief_of,
    catalogue_of,
    chosen,
    day_of,
    movement,
    selected,
    slot_of,
    used,
    with_budget,
)

TWINS = catalogue_of(movement("a"), movement("b"))
STAGES = [
    "catalogue", "role", "hard_no", "equipment", "injury", "skill", "pattern", "muscle", "tier_isolation", "variety",
    "budget", "duplicate", "qualified",
]  # fmt: skip


def test_a_held_movement_is_kept_and_scored_for_the_record(policy: Policy) -> None:
    slots = [slot_of(0), slot_of(1, held="a", hold=Hold.MESOCYCLE)]
    selection = selected(slots, TWINS, policy)
    assert chosen(selection) == ["b", "a"]
    assert [decision.hold for decision in selection.decisions] == [None, "mesocycle"]
    assert selection.decisions[1].chosen.movement == "a"
    assert [name for name, _ in selection.picks[1].alternatives] == ["b"]
    assert selection.status is SelectionStatus.OPTIMAL


def test_a_held_movement_needs_no_other_merit(policy: Policy) -> None:
    odd = movement("odd", pattern=MovementPattern.CARRY, tier=MovementTier.BRONZE, primary=Muscle.FOREARMS)
    selection = selected([slot_of(held="odd", hold=Hold.MUST_HAVE)], catalogue_of(odd, movement("plain")), policy)
    assert chosen(selection) == ["odd"]
    assert selection.decisions[0].chosen.contributions[0].rule == "none"


def test_an_unknown_or_avoided_held_movement_gives_way_or_stays(policy: Policy) -> None:
    assert chosen(selected([slot_of(held="gone")], TWINS, policy)) != ["gone"]
    assert chosen(selected([slot_of(held="a")], TWINS, policy, avoid=frozenset({"a"}))) == ["a"]


def test_ties_go_to_the_less_used_then_to_the_draw_then_to_the_id(policy: Policy) -> None:
    history = History((used(day_of(0, microcycle=1), ExerciseRole.MAIN, "a"),))
    worn = selected([slot_of()], TWINS, policy, day=day_of(9, microcycle=2), history=history)
    assert chosen(worn) == ["b"]
    assert worn.decisions[0].tie == "B"
    outcomes = {
        (chosen(s)[0], s.decisions[0].tie) for s in (selected([slot_of()], TWINS, policy, salt=i) for i in range(400))
    }
    assert outcomes == {("a", "C"), ("b", "C"), ("a", "D")}


def test_the_seed_and_the_day_change_the_draw_and_nothing_else_does(policy: Policy) -> None:
    def picks(seed: int) -> list[str | None]:
        brief = brief_of(policy, seed=seed)
        return [chosen(selected([slot_of()], TWINS, policy, brief, day=day_of(day)))[0] for day in range(30)]

    assert picks(1) == picks(1)
    assert picks(1) != picks(2)
    assert len(set(picks(-5))) == 2


def test_within_the_margin_is_a_tie_and_beyond_it_is_not(policy: Policy) -> None:
    # A gold and a diamond squat differ by less than the margin, a silver one by more.
    close = catalogue_of(movement("gold"), movement("diamond", tier=MovementTier.DIAMOND))
    far = catalogue_of(movement("silver", tier=MovementTier.SILVER), movement("diamond", tier=MovementTier.DIAMOND))
    assert {chosen(selected([slot_of()], close, policy, salt=i))[0] for i in range(20)} == {"gold", "diamond"}
    assert {chosen(selected([slot_of()], far, policy, salt=i))[0] for i in range(20)} == {"diamond"}


def test_yesterdays_accessory_rests_but_not_a_main_lift(policy: Policy) -> None:
    history = History((used(day_of(0), ExerciseRole.ACCESSORY, "a", "b"),))
    for role, step in ((ExerciseRole.ACCESSORY, 6), (ExerciseRole.MAIN, 0)):
        slots = [slot_of(0, role=role)] + [slot_of(i, MovementPattern.CARRY) for i in range(1, 4)]
        selection = selected(slots, TWINS, policy, day=day_of(1), history=history)
        assert selection.picks[0].relaxation_step == step


def test_a_movement_comes_three_times_a_microcycle_at_most(policy: Policy) -> None:
    history = History(tuple(used(day_of(day), ExerciseRole.WARMUP, "a") for day in range(3)))
    within = selected([slot_of(role=ExerciseRole.WARMUP)], TWINS, policy, day=day_of(4), history=history)
    assert chosen(within) == ["b"]
    funnel = {stage.stage: stage.removed for stage in within.decisions[0].funnel}
    assert funnel["variety"] == 1
    only = catalogue_of(movement("a"))
    assert selected([slot_of()], only, policy, day=day_of(4), history=history).picks[0].relaxation_step == 6
    after = selected([slot_of()], only, policy, day=day_of(8, microcycle=2), history=history)
    assert after.picks[0].relaxation_step == 0


def test_seventy_percent_of_a_microcycles_slots_stay_unique(policy: Policy) -> None:
    names = [f"m{i}" for i in range(6)]
    catalogue = catalogue_of(*(movement(name) for name in names))
    history = History((used(day_of(0), ExerciseRole.MAIN, *names[:4]),))
    slots = [slot_of(i, role=ExerciseRole.FINISHER) for i in range(4)]
    selection = selected(slots, catalogue, policy, day=day_of(2), history=history)
    strict = [pick.movement for pick in selection.picks if pick.relaxation_step == 0]
    # Eight slots in all, so two may repeat; the two new movements and two repeats fill all four strictly.
    assert len(strict) == 4
    assert sum(name in names[:4] for name in strict) == 2


def loaded(load: CNSLoad, count: int, **rest: object) -> list:
    return [movement(f"{load.value}_{i}", cns=load, **rest) for i in range(count)]


def test_the_days_cns_budget_holds(policy: Policy) -> None:
    catalogue = catalogue_of(*loaded(CNSLoad.HIGH, 6, tier=MovementTier.DIAMOND), *loaded(CNSLoad.LOW, 6))
    for budget, heavy in ((50, 0), (80, 1), (110, 3)):
        rules = with_budget(policy, budget)
        selection = selected([slot_of(i) for i in range(5)], catalogue, rules)
        costs = rules.relaxation.budget
        cost = sum(costs.cost[catalogue[name].cns] * costs.role_factor[ExerciseRole.MAIN] for name in chosen(selection))
        assert cost <= budget
        assert selection.status is SelectionStatus.OPTIMAL
        assert sum(catalogue[name].cns is CNSLoad.HIGH for name in chosen(selection)) == heavy


def test_no_aggression_changes_who_is_chosen(policy: Policy) -> None:
    catalogue = catalogue_of(*loaded(CNSLoad.HIGH, 6, tier=MovementTier.DIAMOND), *loaded(CNSLoad.LOW, 6))
    picks = [
        chosen(selected([slot_of(i) for i in range(5)], catalogue, policy, brief_of(policy, persona={"aggression": a})))
        for a in PersonaAggression
    ]
    assert all(each == picks[0] for each in picks)


def test_a_deload_day_costs_half(policy: Policy) -> None:
    catalogue = catalogue_of(*loaded(CNSLoad.HIGH, 4))
    slots = [slot_of(i) for i in range(4)]
    normal = selected(slots, catalogue, policy)
    deload = selected(slots, catalogue, policy, day=day_of(is_deload=True))
    assert normal.status is SelectionStatus.PARTIAL
    assert deload.status is SelectionStatus.OPTIMAL


def test_two_movements_of_very_high_load_are_enough(policy: Policy) -> None:
    catalogue = catalogue_of(*loaded(CNSLoad.VERY_HIGH, 4))
    brief = brief_of(policy, persona={"aggression": "aggressive"})
    slots = [slot_of(i, role=ExerciseRole.ACCESSORY) for i in range(4)]
    assert sum(name is not None for name in chosen(selected(slots, catalogue, policy, brief))) == 2


@pytest.mark.parametrize(
    ("pattern", "disciplines", "most"),
    [
        (MovementPattern.PLYOMETRIC, {"bodybuilding": 10}, 2),
        (MovementPattern.OLYMPIC, {"bodybuilding": 10}, 1),
        (MovementPattern.OLYMPIC, {"bodybuilding": 5, "olympic_weightlifting": 5}, 2),
    ],
)
def test_power_mains_are_limited(pattern: MovementPattern, disciplines: dict, most: int, policy: Policy) -> None:
    catalogue = catalogue_of(*(movement(f"m{i}", pattern=pattern, cns=CNSLoad.VERY_LOW) for i in range(4)))
    brief = brief_of(policy, disciplines=disciplines)
    slots = [slot_of(i, pattern) for i in range(4)]
    assert sum(name is not None for name in chosen(selected(slots, catalogue, policy, brief))) == most


def test_hard_sets_at_high_rpe_are_limited_by_pattern(policy: Policy) -> None:
    catalogue = catalogue_of(*(movement(f"m{i}", cns=CNSLoad.VERY_LOW) for i in range(4)))
    for rpe, filled in ((8.0, 2), (7.5, 4)):
        slots = [slot_of(i, sets=3, rpe=rpe) for i in range(4)]
        assert sum(name is not None for name in chosen(selected(slots, catalogue, policy))) == filled


def test_a_second_lift_of_the_days_pattern_comes_before_another_days_though_its_hard_sets_are_spent(
    policy: Policy,
) -> None:
    """A session needs two main lifts; with two others it does without a third."""
    catalogue = catalogue_of(
        movement("first"), movement("second"), movement("hinge", pattern=MovementPattern.HINGE, primary=Muscle.GLUTES)
    )
    needed = selected([slot_of(i, sets=4, rpe=8.5) for i in range(2)], catalogue, policy)
    assert set(chosen(needed)) == {"first", "second"}
    spare = [slot_of(0, sets=4, rpe=8.5), slot_of(1, MovementPattern.HINGE, sets=4, rpe=8.5)]
    spared = selected([*spare, slot_of(2, sets=4, rpe=8.5)], catalogue, policy)
    assert chosen(spared)[2] is None


@pytest.mark.parametrize("others", [(), ("lunge",)])
def test_the_only_lift_of_a_days_own_pattern_is_its_main_lift_and_not_the_accessory_it_was(
    policy: Policy, others: tuple[str, ...]
) -> None:
    lunges = [movement(name, pattern=MovementPattern.LUNGE) for name in ("only", *others)]
    raised = movement("raised", pattern=MovementPattern.ISOLATION, kind=MovementKind.ISOLATION)
    slots = [
        slot_of(0, MovementPattern.LUNGE, own=True),
        slot_of(1, MovementPattern.ISOLATION, MovementPattern.LUNGE, role=ExerciseRole.ACCESSORY, held="only",
                hold=Hold.MESOCYCLE),
    ]  # fmt: skip
    found = chosen(selected(slots, catalogue_of(*lunges, raised), policy))
    assert found == (["lunge", "only"] if others else ["only", "raised"])
    wished = [slots[0], slots[1]._replace(hold=Hold.MUST_HAVE)]
    assert chosen(selected(wished, catalogue_of(*lunges, raised), policy))[1] == "only"


def test_an_exchange_raises_the_objective_and_is_recorded(policy: Policy) -> None:
    # First come first served, the main slot would take glutes (a better default); but the accessory slot can only be
    # glutes, so quadriceps in the main slot make the better session.
    glutes = {"primary": Muscle.GLUTES, "secondary": ()}
    catalogue = catalogue_of(
        movement("glutes_main", tier=MovementTier.DIAMOND, **glutes),
        movement("quads_main", tier=MovementTier.SILVER),
        movement("glutes_last", pattern=MovementPattern.ISOLATION, kind=MovementKind.ISOLATION, **glutes),
    )
    last = slot_of(1, MovementPattern.ISOLATION, role=ExerciseRole.ACCESSORY, wants_isolation=True)
    recorder = Recorder(iter(range(10_000)).__next__)
    selection = selected([slot_of(0), last], catalogue, policy, tracer=recorder)
    assert chosen(selection) == ["quads_main", "glutes_last"]
    decision = selection.decisions[0]
    assert decision.swapped_from == "glutes_main"
    (swap,) = decision.swaps
    assert (swap.replaced.movement, swap.partner) == ("glutes_main", None)
    assert swap.after == pytest.approx(selection.objective, abs=1e-12)
    # What one place gains is what the session gains, dimension by dimension.
    assert decision.chosen.total - swap.replaced.total == pytest.approx(swap.after - swap.before, abs=1e-12)
    assert {d.dimension for d in swap.replaced.contributions} == set(Dimension)
    assert selection.decisions[1].swaps == ()
    assert recorder.branch_counts()["7.3"] == {"A": 1, "B": 1}
    greedy = selected([slot_of(0, held="glutes_main"), last], catalogue, policy)
    assert selection.objective > greedy.objective + policy.scoring.tie_margin


def test_the_order_of_slots_does_not_matter_to_the_objective(policy: Policy) -> None:
    names = ["a", "b", "c"]
    muscles = [Muscle.QUADRICEPS, Muscle.QUADRICEPS, Muscle.GLUTES]
    catalogue = catalogue_of(*(movement(n, primary=m) for n, m in zip(names, muscles, strict=True)))
    values = set()
    for order in (names, names[::-1], ["b", "c", "a"]):
        slots = [slot_of(i, held=name) for i, name in enumerate(order)]
        values.add(round(selected(slots, catalogue, policy).objective, 12))
    assert len(values) == 1


def test_totals_add_up_to_the_objective(policy: Policy) -> None:
    catalogue = catalogue_of(movement("a"), movement("b"), movement("c", primary=Muscle.GLUTES))
    selection = selected([slot_of(i) for i in range(3)], catalogue, policy)
    assert selection.objective == pytest.approx(sum(pick.score for pick in selection.picks), abs=1e-12)


def test_the_funnel_tells_what_each_filter_removed(policy: Policy) -> None:
    catalogue = catalogue_of(
        movement("a"),
        movement("b", roles=(ExerciseRole.WARMUP,)),
        movement("c", pattern=MovementPattern.CARRY),
        movement("d", tier=MovementTier.BRONZE),
    )
    funnel = selected([slot_of()], catalogue, policy).decisions[0].funnel
    assert [stage.stage for stage in funnel] == STAGES
    assert {stage.stage: stage.removed for stage in funnel if stage.removed} == {
        "role": 1,
        "pattern": 1,
        "tier_isolation": 1,
    }
    assert {stage.stage: stage.reason for stage in funnel if stage.reason} == {
        "role": "it is not used as a main lift",
        "pattern": "its pattern is not squat",
        "tier_isolation": "it is below silver, or moves a single joint in a main lift's place",
    }
    assert funnel[0].left == 4
    assert all(later.left == earlier.left - later.removed for earlier, later in pairwise(funnel))


def test_branches_are_reported_as_they_were_taken(policy: Policy) -> None:
    recorder = Recorder(iter(range(10_000)).__next__)
    selected([slot_of(0), slot_of(1, MovementPattern.CARRY)], TWINS, policy, tracer=recorder)
    counts = recorder.branch_counts()
    assert counts["7.0"] == {"A": 1, "C": 1}
    assert counts["7.1"] == {"0": 1, "6": 1}
    assert counts["7.4"] == {"C": 1}
    assert counts["8.0"] == {"none": 1}  # twins
    assert counts["8.1"] == {"exact": 1}
    assert counts["8.9"] == {"A": 2, "C": 2}
    assert counts["7.2"] == {"H": 2, "passed": 2}


def test_a_total_below_the_threshold_does_not_qualify(policy: Policy) -> None:
    poor = movement("poor", kind=MovementKind.ISOLATION, unilateral=True)
    history = History((used(day_of(0), ExerciseRole.MAIN, quadriceps=40.0, glutes=40.0),))
    slot = slot_of(role=ExerciseRole.ACCESSORY, minutes=1.0)
    recorder = Recorder(iter(range(10_000)).__next__)
    selection = selected([slot], catalogue_of(poor), policy, day=day_of(2), history=history, tracer=recorder)
    assert selection.picks[0].relaxation_step == 5
    assert selection.picks[0].score < policy.relaxation.steps[0].minimum.hard


def test_optional_slots_do_not_spoil_the_status(policy: Policy) -> None:
    selection = selected([slot_of(0), slot_of(1, MovementPattern.CARRY, optional=True)], TWINS, policy)
    assert selection.picks[1].movement is None
    assert selection.status is SelectionStatus.OPTIMAL
