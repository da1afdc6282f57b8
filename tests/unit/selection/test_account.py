"""The full record of a choice: everybody is somewhere in it."""

from __future__ import annotations

from alloy_engine.catalogue import Policy
from alloy_engine.domain.decision import Account
from alloy_engine.domain.history import History
from alloy_engine.domain.slot import Slot
from alloy_engine.domain.vocabulary import CNSLoad, Equipment, ExerciseRole, MovementPattern, MovementTier, SkillLevel
from alloy_engine.flow import Silent
from alloy_engine.selection import CandidatePool, accounts, context_of, fill, select
from tests.unit.selection.crafted import brief_of, catalogue_of, day_of, movement, slot_of, with_budget

CATALOGUE = catalogue_of(
    movement("best", tier=MovementTier.DIAMOND),
    movement("good"),
    movement("fair", tier=MovementTier.SILVER),
    movement("banned"),
    movement("elsewhere", roles=(ExerciseRole.WARMUP,)),
    movement("unowned", kits=(frozenset({Equipment.SLED}),)),
    movement("difficult", skill=SkillLevel.EXPERT),
    movement("other_pattern", pattern=MovementPattern.CARRY),
    movement("generic", tier=MovementTier.BRONZE),
    movement("tiring", cns=CNSLoad.VERY_HIGH),
    movement("worn"),
)


def accounts_of(slots: list[Slot], policy: Policy) -> tuple[Account, ...]:
    rules = [{"movement": "banned", "rule": "hard_no"}]
    policy = with_budget(policy, 50.0)
    brief = brief_of(policy, movement_rules=rules)
    pool = CandidatePool.of(brief, CATALOGUE, policy)
    context = context_of(pool, day_of(), History(), avoid=frozenset({"worn"}))
    found = accounts(fill(slots, pool, context, Silent()))
    assert tuple(account.decision for account in found) == select(slots, pool, context, Silent()).decisions
    return found


def test_each_stage_names_whom_it_removed(policy: Policy) -> None:
    first, second, _ = accounts_of([slot_of(0), slot_of(1), slot_of(2)], policy)
    assert {fallen.stage.stage: fallen.movements for fallen in first.funnel if fallen.movements} == {
        "role": ("elsewhere",),
        "hard_no": ("banned",),
        "equipment": ("unowned",),
        "skill": ("difficult",),
        "pattern": ("other_pattern",),
        "tier_isolation": ("generic",),
        "variety": ("worn",),
        "budget": ("tiring",),
    }
    assert [card.movement for card in first.candidates] == ["best", "good", "fair"]
    assert first.qualified == 3
    duplicates = next(fallen for fallen in second.funnel if fallen.stage.stage == "duplicate")
    assert duplicates.movements == ("best",)


def test_the_funnel_is_the_one_of_the_decision(policy: Policy) -> None:
    slots = [slot_of(0), slot_of(1, MovementPattern.PLYOMETRIC), slot_of(2, MovementPattern.CARRY, held="fair")]
    for account in accounts_of(slots, policy):
        assert tuple(fallen.stage for fallen in account.funnel) == account.decision.funnel
        assert all(len(fallen.movements) == fallen.stage.removed for fallen in account.funnel)


def test_a_held_movement_need_not_be_a_candidate(policy: Policy) -> None:
    (account,) = accounts_of([slot_of(0, MovementPattern.CARRY, held="fair")], policy)
    assert account.decision.chosen.movement == "fair"
    assert [card.movement for card in account.candidates] == ["other_pattern"]


def test_nobody_qualifies_and_everybody_fell(policy: Policy) -> None:
    (account,) = accounts_of([slot_of(0, MovementPattern.PLYOMETRIC)], policy)
    assert account.decision.chosen is None
    assert account.qualified == 0
    assert len({name for fallen in account.funnel for name in fallen.movements}) == len(CATALOGUE)
