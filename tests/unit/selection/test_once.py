"""What a program works out once, and what only those get who ask for it."""

from __future__ import annotations

from dataclasses import replace

from alloy_engine.catalogue import Policy
from alloy_engine.domain.history import History
from alloy_engine.domain.vocabulary import MovementPattern
from alloy_engine.flow import Recorder
from alloy_engine.selection import CandidatePool, context_of, select
from tests.unit.selection.crafted import brief_of, catalogue_of, day_of, movement, slot_of

CATALOGUE = catalogue_of(*(movement(name) for name in "abcd"), movement("hinge", pattern=MovementPattern.HINGE))


def test_without_a_record_everything_else_is_the_same(policy: Policy) -> None:
    pool = CandidatePool.of(brief_of(policy), CATALOGUE, policy)
    slots, context = [slot_of(0), slot_of(1, MovementPattern.HINGE), slot_of(2)], context_of(pool, day_of(), History())
    kept, plain = Recorder(lambda: 0), Recorder(lambda: 0)
    recorded = select(slots, pool, context, kept)
    bare = select(slots, pool, context, plain, record=False)
    assert len(recorded.decisions) == len(slots)
    assert bare == replace(recorded, decisions=())
    assert kept.branches == plain.branches


def test_a_question_is_worked_out_once_for_each_thing_it_is_about(policy: Policy) -> None:
    asked: list[int] = []

    def doubled(pool: CandidatePool, number: int) -> int:
        asked.append(number)
        return 2 * number

    pool = CandidatePool.of(brief_of(policy), CATALOGUE, policy)
    assert [pool.once(doubled, number) for number in (1, 2, 1)] == [2, 4, 2]
    assert asked == [1, 2]


def test_a_changed_pool_asks_anew(policy: Policy) -> None:
    def margin(pool: CandidatePool) -> float:
        return pool.policy.scoring.tie_margin

    pool = CandidatePool.of(brief_of(policy), CATALOGUE, policy)
    assert pool.once(margin) == policy.scoring.tie_margin > 0
    scoring = policy.scoring.model_copy(update={"tie_margin": 0.0})
    assert replace(pool, policy=policy.model_copy(update={"scoring": scoring})).once(margin) == 0.0
