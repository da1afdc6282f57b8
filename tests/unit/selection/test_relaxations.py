"""Every relaxation step fills a slot that none before it can."""

from __future__ import annotations

import pytest

from alloy_engine.catalogue import Policy
from alloy_engine.domain.movement import Movement
from alloy_engine.domain.request import MovementRule
from alloy_engine.domain.slot import Slot
from alloy_engine.domain.vocabulary import (
    BodyRegion,
    Discipline,
    Equipment,
    ExerciseRole,
    MovementKind,
    MovementPattern,
    MovementTier,
    Muscle,
    RuleType,
    SelectionStatus,
    SkillLevel,
)
from alloy_engine.flow import Recorder
from tests.unit.selection.crafted import brief_of, catalogue_of, chosen, movement, selected, slot_of

BICEPS_SLOT = slot_of(0, role=ExerciseRole.ACCESSORY, muscles=(Muscle.BICEPS,))
# Little speaks for it but its muscle; it falls just short while the wrong discipline counts in full.
BARELY = movement("barely", pattern=MovementPattern.HINGE, disciplines=(Discipline.RUNNING,), tier=MovementTier.SILVER)
ISOLATING_LUNGE = slot_of(0, MovementPattern.LUNGE, role=ExerciseRole.ACCESSORY, wants_isolation=True, minutes=1.0)
CASES = [
    pytest.param(movement("plain"), slot_of(), 0, id="strict"),
    pytest.param(movement("lunge", pattern=MovementPattern.LUNGE), slot_of(), 1, id="pattern"),
    pytest.param(movement("helper", secondary=(Muscle.BICEPS,)), BICEPS_SLOT, 2, id="synergist"),
    pytest.param(BARELY, ISOLATING_LUNGE, 3, id="discipline"),
    pytest.param(movement("machine", kind=MovementKind.ISOLATION), slot_of(minutes=9.0), 4, id="isolation"),
    pytest.param(movement("generic", tier=MovementTier.BRONZE), slot_of(), 5, id="tier"),
    pytest.param(movement("clever", skill=SkillLevel.INTERMEDIATE), slot_of(), 5, id="skill"),
    pytest.param(movement("other_muscle", primary=Muscle.CALVES, secondary=()), BICEPS_SLOT, 6, id="muscle"),
]


@pytest.mark.parametrize(("only", "slot", "step"), CASES)
def test_step_and_none_before_it_fills_the_slot(only: Movement, slot: Slot, step: int, policy: Policy) -> None:
    selection = selected([slot], catalogue_of(only), policy)
    assert chosen(selection) == [only.id]
    assert selection.picks[0].relaxation_step == step
    assert selection.decisions[0].relaxation_step == step
    assert selection.status is (SelectionStatus.FEASIBLE if step else SelectionStatus.OPTIMAL)


def test_emergency_admits_what_variety_forbids(policy: Policy) -> None:
    selection = selected([slot_of()], catalogue_of(movement("again")), policy, avoid=frozenset({"again"}))
    assert selection.picks[0].relaxation_step == 6


@pytest.mark.parametrize(("easy", "expected"), [(True, "bent"), (False, None)])
def test_emergency_admits_a_mild_injury_only_with_a_regression(
    easy: bool, expected: str | None, policy: Policy
) -> None:
    skill = SkillLevel.BEGINNER if easy else SkillLevel.INTERMEDIATE
    bent = movement("bent", contraindications=(BodyRegion.KNEE,), skill=skill)
    athlete = {"limitations": [{"region": "knee", "severity": "mild"}], "experience": "intermediate"}
    selection = selected([slot_of()], catalogue_of(bent), policy, brief_of(policy, athlete=athlete))
    assert chosen(selection) == [expected]
    assert selection.decisions[0].relaxation_step == 6


def test_a_form_listed_as_easier_counts_as_a_regression(policy: Policy) -> None:
    athlete = {"limitations": [{"pattern": "squat", "severity": "mild"}], "experience": "expert"}
    easier = movement("easier", skill=SkillLevel.ADVANCED)
    harder = movement("harder", skill=SkillLevel.ADVANCED, easier=("easier",))
    selection = selected([slot_of()], catalogue_of(easier, harder), policy, brief_of(policy, athlete=athlete))
    assert chosen(selection) == ["easier"]


HARD = [
    pytest.param(movement("m"), {"movement_rules": [MovementRule(movement="m", rule=RuleType.HARD_NO)]}, id="hard_no"),
    pytest.param(movement("m", kits=(frozenset({Equipment.BARBELL, Equipment.RACK}),)), {}, id="equipment"),
    pytest.param(
        movement("m", contraindications=(BodyRegion.KNEE,)),
        {"athlete": {"limitations": [{"region": "knee", "severity": "severe"}]}},
        id="severe region",
    ),
    pytest.param(
        movement("m"), {"athlete": {"limitations": [{"pattern": "squat", "severity": "severe"}]}}, id="severe pattern"
    ),
]


@pytest.mark.parametrize(("only", "request_part"), HARD)
@pytest.mark.parametrize("held", [None, "m"])
@pytest.mark.parametrize("step", range(7))
def test_hard_constraints_hold_at_every_step(
    only: Movement, request_part: dict, held: str | None, step: int, policy: Policy
) -> None:
    asked = brief_of(policy, frozenset({Equipment.BARBELL}), **request_part)
    selection = selected([slot_of(held=held)], catalogue_of(only), policy, asked, minimum_step=step)
    assert chosen(selection) == [None]
    assert selection.status is SelectionStatus.INFEASIBLE


@pytest.mark.parametrize("step", range(7))
def test_a_role_is_never_relaxed(step: int, policy: Policy) -> None:
    drill = movement("drill", roles=(ExerciseRole.WARMUP,))
    assert chosen(selected([slot_of()], catalogue_of(drill), policy, minimum_step=step)) == [None]


@pytest.mark.parametrize("step", range(7))
def test_no_movement_comes_twice(step: int, policy: Policy) -> None:
    slots = [slot_of(0, held="one"), slot_of(1, held="one"), slot_of(2)]
    selection = selected(slots, catalogue_of(movement("one"), movement("two")), policy, minimum_step=step)
    assert chosen(selection) == ["one", "two", None]
    assert selection.status is SelectionStatus.PARTIAL


def test_only_the_slot_that_could_not_be_filled_is_relaxed(policy: Policy) -> None:
    slots = [slot_of(0), slot_of(1, MovementPattern.HINGE), slot_of(2, MovementPattern.VERTICAL_PULL)]
    pull = movement("pull", pattern=MovementPattern.VERTICAL_PULL, primary=Muscle.LATS)
    lunge = movement("lunge", pattern=MovementPattern.LUNGE, primary=Muscle.GLUTES)
    selection = selected(slots, catalogue_of(movement("squat"), lunge, pull), policy)
    assert chosen(selection) == ["squat", "lunge", "pull"]
    assert [pick.relaxation_step for pick in selection.picks] == [0, 1, 0]


def test_a_skill_above_the_athlete_costs_score(policy: Policy) -> None:
    generic = movement("generic", tier=MovementTier.BRONZE)
    clever = movement("clever", skill=SkillLevel.INTERMEDIATE)
    selection = selected([slot_of()], catalogue_of(generic, clever), policy)
    assert chosen(selection) == ["generic"]
    assert selection.decisions[0].others[0].total < selection.decisions[0].chosen.total


def test_every_step_is_reported(policy: Policy) -> None:
    recorder = Recorder(iter(range(1_000)).__next__)
    for case in CASES:
        only, slot, _ = case.values
        selected([slot], catalogue_of(only), policy, tracer=recorder)
    assert set(recorder.branch_counts()["7.1"]) == set("0123456")
