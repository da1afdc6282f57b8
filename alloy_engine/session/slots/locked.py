"""The places of movements the coach locked, and of those that stay as they were while one is exchanged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from alloy_engine.domain.changes import Lock
from alloy_engine.domain.forbidden import forbidden_because
from alloy_engine.domain.movement import Movement
from alloy_engine.domain.slot import INSISTED, Hold, Slot
from alloy_engine.flow import Tracer
from alloy_engine.selection import CandidatePool
from alloy_engine.session.plan import BlockDraft, Composition, with_block
from alloy_engine.session.slots.musthave import holding


def place_locks(composition: Composition, locks: Sequence[Lock], pool: CandidatePool, tracer: Tracer) -> Composition:
    """Hold each locked movement in its own place, or the best fitting of its role; where there is none, in a new one.

    What a hard constraint forbids is left to scoring: no wish is above those.
    """
    for lock in sorted(locks, key=lambda lock: not lock.asked):
        movement = pool.catalogue.get(lock.movement)
        if movement is None or forbidden_because(movement, pool.brief) is not None:
            tracer.take("5.7", "C")
            continue
        at = _place(lock, movement, composition.slots)
        tracer.take("5.7", "A" if at is not None else "B")
        if at is not None:
            composition = _held(composition, at, movement, lock)
        elif lock.asked:
            composition = with_block(composition, BlockDraft(lock.role, [_own(lock, movement)]))
    return composition


def _place(lock: Lock, movement: Movement, slots: Sequence[Slot]) -> int | None:
    if lock.slot is not None and lock.slot < len(slots):
        slot = slots[lock.slot]
        if slot.role is lock.role and slot.hold is not Hold.LOCKED:
            return lock.slot
    if not lock.asked:
        return None
    free = [
        (_distance(movement, slot), slot.optional, at)
        for at, slot in enumerate(slots)
        if slot.role is lock.role and (slot.hold not in INSISTED or slot.held == movement.id)
    ]
    return min(free)[-1] if free else None


def _distance(movement: Movement, slot: Slot) -> int:
    """How far the place is from asking for just that."""
    if slot.held == movement.id:
        return 0
    if movement.pattern in slot.patterns:
        return 1
    return 2 if movement.primary in slot.muscles else 3


def _held(composition: Composition, at: int, movement: Movement, lock: Lock) -> Composition:
    slots = list(composition.slots)
    if lock.asked:
        slots[at] = holding(slots[at], movement, Hold.LOCKED)
    elif slots[at].held != movement.id:
        slots[at] = slots[at]._replace(held=movement.id, hold=Hold.KEPT)
    return replace(composition, slots=tuple(slots))


def _own(lock: Lock, movement: Movement) -> Slot:
    return Slot(
        index=0,
        role=lock.role,
        patterns=(movement.pattern,),
        muscles=(movement.primary,),
        held=movement.id,
        hold=Hold.LOCKED,
    )
