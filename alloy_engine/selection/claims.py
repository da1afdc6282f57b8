"""Lifts that a day's own main places have a better claim to than the accessory that carries them on."""

from __future__ import annotations

from alloy_engine.domain.slot import Hold, Slot
from alloy_engine.domain.vocabulary import ExerciseRole
from alloy_engine.selection.constraints import PATTERNS
from alloy_engine.selection.draft import Draft

MAIN, ACCESSORY = ExerciseRole.MAIN, ExerciseRole.ACCESSORY


def claimed(draft: Draft) -> frozenset[int]:
    """Indexes of the accessories that do not carry on what stood there: a main place that the week counts on would
    have nothing else of its pattern. Who has one lunge does it as the main lift of the day that is for lunges.
    """
    wanting = [slot for slot in draft.slots if slot.role is MAIN and slot.own and slot.held is None]
    if not wanting:
        return frozenset()
    known, taken = draft.pool.catalogue, {slot.held for slot in draft.slots if slot.role is MAIN}
    carried = {
        known.index(slot.held): slot
        for slot in draft.slots
        if slot.role is ACCESSORY and slot.hold is Hold.MESOCYCLE and slot.held is not None
        if slot.held in known and slot.held not in taken
    }
    given: set[int] = set()
    for place in wanting:
        rows = {row for row in carried if PATTERNS[draft.pool.row_pattern[row]] in place.patterns}
        if rows and rows.issuperset(own := _lifts_for(place, draft)):
            given.update(carried[row].index for row in own)
    return frozenset(given)


def _lifts_for(place: Slot, draft: Draft) -> list[int]:
    """Rows of the place's own pattern that may stand there, at the first step at which there are any."""
    asked = place._replace(foremost=False)
    for step in draft.pool.policy.relaxation.own_pattern:
        if rows := draft.pool.stands.at(asked, step).rows.tolist():
            return rows
    return []
