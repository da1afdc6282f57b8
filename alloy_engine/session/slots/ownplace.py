"""A place of its own for a movement the coach insists on, where the session has none that could be given up for it."""

from __future__ import annotations

from collections import Counter

from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.history import History
from alloy_engine.domain.movement import Movement
from alloy_engine.domain.slot import Hold, Slot
from alloy_engine.domain.vocabulary import MAIN_PATTERNS, CircuitType, ExerciseRole
from alloy_engine.scoring import is_light
from alloy_engine.selection import CandidatePool
from alloy_engine.session.doses.effort import whole
from alloy_engine.session.doses.mainlift import NOT_MAIN, expected_rpe, main_course, main_terms
from alloy_engine.session.needs.shelf import Shelf
from alloy_engine.session.plan import BlockDraft, CircuitPlan, Composition, with_block
from alloy_engine.session.slots.counts import accessory_minutes, main_minutes
from alloy_engine.session.slots.lifting import finisher_slots

FEWEST = {ExerciseRole.WARMUP: 2, ExerciseRole.COOLDOWN: 2}
ADDED = (ExerciseRole.ACCESSORY, ExerciseRole.MAIN, ExerciseRole.CARDIO, ExerciseRole.FINISHER)


def with_own_place(
    composition: Composition, movement: Movement, day: DayPlan, pool: CandidatePool, history: History, *, can_wait: bool
) -> Composition | str:
    """The session with one more accessory or main lift, easy cardio or a finisher; else why none can be had.

    can_wait: a later day suits the movement as well.
    """
    if not day.type.is_lifting:
        return f"a {_words(day.type)} day has no place for it"
    refused = []
    for role in ADDED:
        if role not in movement.roles:
            continue
        reason = _refusal(role, composition, day, pool)
        if reason is None and can_wait:
            reason = _better_later(role, movement, day, pool)
        if reason is None:
            return _extended(composition, role, movement, day, pool, history)
        refused.append(reason)
    return " and ".join(refused) or f"a {_words(day.type)} day has no {' or '.join(map(_words, movement.roles))} place"


def _refusal(role: ExerciseRole, composition: Composition, day: DayPlan, pool: CandidatePool) -> str | None:
    rules, block = pool.policy.composition.lifting, composition.block(role)
    places = len(block.slots) if block is not None else 0
    if role is ExerciseRole.FINISHER and day.is_deload:
        return "a deload has no finisher"
    if role not in (ExerciseRole.ACCESSORY, ExerciseRole.MAIN):
        return None if block is None else f"other wishes have taken its {_words(role)}"
    if role is ExerciseRole.ACCESSORY and places >= rules.accessories.high:
        return f"other wishes have taken all {rules.accessories.high} accessories"
    most = rules.mains_of(light=is_light(pool.brief, pool.policy)).high
    if role is ExerciseRole.MAIN and places >= most:
        return f"the day's own patterns take all {most} main lifts"
    if _movements(composition) >= rules.total.high:
        return f"the session holds {rules.total.high} movements already"
    return None


def _better_later(role: ExerciseRole, movement: Movement, day: DayPlan, pool: CandidatePool) -> str | None:
    """Why such a place would disturb today more than another day: it would break the week's rotation."""
    if role is not ExerciseRole.MAIN or movement.pattern not in MAIN_PATTERNS or is_light(pool.brief, pool.policy):
        return None
    return None if movement.pattern in day.focus else f"{_words(movement.pattern)} has other days"


def _movements(composition: Composition) -> int:
    """Movements the session has in any case; a circuit is one, and drills give way down to the fewest."""
    needed = Counter(slot.role for slot in composition.slots if not slot.optional)
    circuit = needed.pop(ExerciseRole.FINISHER, 0) > 0
    return circuit + sum(min(count, FEWEST.get(role, count)) for role, count in needed.items())


def _extended(
    composition: Composition,
    role: ExerciseRole,
    movement: Movement,
    day: DayPlan,
    pool: CandidatePool,
    history: History,
) -> Composition:
    rules, row = pool.policy.composition, pool.policy.prescription.accessory
    if role is ExerciseRole.FINISHER:
        finisher = rules.finisher
        circuit = CircuitPlan(CircuitType.AMRAP, finisher.amrap_minutes, finisher.low, finisher.high)
        others = finisher_slots(circuit, pool, history, Shelf(pool))[1:]
        stations = [_held(role, movement, circuit.minutes / (len(others) + 1), 1, 7.5), *others]
        return with_block(composition, BlockDraft(role, stations, circuit))
    if role is ExerciseRole.CARDIO:
        slot = _held(role, movement, rules.easy_cardio.low, 1, 4.0)
    elif role is ExerciseRole.MAIN:
        terms = main_terms(movement.pattern, NOT_MAIN, day, pool)
        sets = whole(main_course(pool, terms).blend.sets.usual)
        slot = _held(role, movement, pool.once(main_minutes), sets, expected_rpe(terms, day, pool))
    else:
        slot = _held(role, movement, pool.once(accessory_minutes), whole(row.sets.usual), row.rpe.usual)
    return with_block(composition, BlockDraft(role, [slot]))


def _held(role: ExerciseRole, movement: Movement, minutes: float, sets: int, rpe: float) -> Slot:
    return Slot(
        index=0,
        role=role,
        patterns=(movement.pattern,),
        muscles=(movement.primary,),
        minutes=minutes,
        sets=sets,
        rpe=rpe,
        held=movement.id,
        hold=Hold.MUST_HAVE,
    )


def _words(name: str) -> str:
    return name.replace("_", " ")
