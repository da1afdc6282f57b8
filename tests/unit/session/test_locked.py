"""Where locked movements go, and that nothing but a hard constraint keeps them out."""

from __future__ import annotations

from alloy_engine.domain.changes import Lock
from alloy_engine.domain.history import History
from alloy_engine.domain.slot import Hold
from alloy_engine.domain.vocabulary import ExerciseRole, SessionType
from alloy_engine.flow import Recorder, Silent
from alloy_engine.generate import plan_session
from alloy_engine.session import compose
from tests.unit.session.crafted import day_of, exercises, pool_of

DAY = day_of(SessionType.FULL_BODY)
ACCESSORY, MAIN, FINISHER = ExerciseRole.ACCESSORY, ExerciseRole.MAIN, ExerciseRole.FINISHER


def test_a_locked_lift_takes_the_place_that_asks_for_its_pattern() -> None:
    pool = pool_of()
    free = compose(DAY, pool, History(), Silent())
    locked = compose(DAY, pool, History(), Silent(), [Lock(MAIN, "front_squat")])
    changed = [slot for old, slot in zip(free.slots, locked.slots, strict=True) if old != slot]
    assert [(slot.held, slot.hold, slot.optional) for slot in changed] == [("front_squat", Hold.LOCKED, False)]
    assert pool.catalogue["front_squat"].pattern in changed[0].patterns
    session = plan_session(DAY, pool, History(), Silent(), locks=(Lock(MAIN, "front_squat"),)).session
    assert "front_squat" in {one.movement for one in exercises(session, MAIN)}
    assert all(gate.ok for gate in session.gates)


def test_a_lock_without_a_place_of_its_role_gets_one() -> None:
    pool, tracer = pool_of(), Recorder(lambda: 0)
    movement = next(each.id for each in pool.catalogue.movements if FINISHER in each.roles and not each.kits)
    composition = compose(DAY, pool, History(), tracer, [Lock(FINISHER, movement)])
    added = composition.block(FINISHER)
    assert added is not None
    assert [composition.slots[at].held for at in added.slots] == [movement]
    assert tracer.branch_counts()["5.7"] == {"B": 1}


def test_what_a_hard_constraint_forbids_is_not_held() -> None:
    pool, tracer = pool_of(athlete={"equipment": "bodyweight"}), Recorder(lambda: 0)
    composition = compose(DAY, pool, History(), tracer, [Lock(MAIN, "front_squat")])
    assert composition == compose(DAY, pool, History(), Silent())
    assert tracer.branch_counts()["5.7"] == {"C": 1}


def test_what_is_kept_stays_droppable_and_needs_its_slot() -> None:
    pool = pool_of()
    free = compose(DAY, pool, History(), Silent())
    at = next(slot.index for slot in free.slots if slot.role is ACCESSORY)
    kept = compose(DAY, pool, History(), Silent(), [Lock(ACCESSORY, "hammer_curl", at, asked=False)])
    assert (kept.slots[at].held, kept.slots[at].hold) == ("hammer_curl", Hold.KEPT)
    assert kept.slots[at].optional == free.slots[at].optional
    lost = compose(DAY, pool, History(), Silent(), [Lock(ACCESSORY, "hammer_curl", None, asked=False)])
    assert lost == free
