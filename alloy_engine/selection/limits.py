"""The filters that depend on what the session and the microcycle already hold: variety and fatigue."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from alloy_engine.domain.slot import Slot
from alloy_engine.domain.vocabulary import ExerciseRole, MovementPattern
from alloy_engine.selection.constraints import PATTERNS, VERY_HIGH, Mask
from alloy_engine.selection.draft import OLYMPIC, PLYOMETRIC, ROUNDING, Draft, olympic_limit
from alloy_engine.selection.sieve import Rows
from alloy_engine.selection.stands import Stand

MAIN, ACCESSORY = ExerciseRole.MAIN, ExerciseRole.ACCESSORY


def varied(slot: Slot, stand: Stand, draft: Draft) -> Mask:
    """Which of the stand's rows variety leaves: those that are fresh and, where the slot asks for that, of no kind that
    the session has already.
    """
    keep = fresh(slot, stand, draft, draft.repeats)
    if slot.distinct and stand.step.variety and (kinds := draft.kinds):
        of = draft.pool.row_kind
        keep &= np.array([of[row] not in kinds for row in stand.places], dtype=np.bool_)
    return keep


def fresh(slot: Slot, stand: Stand, draft: Draft, repeats: int) -> Mask:
    """Which were not used too often this microcycle, nor as an accessory on the last training day, and are no repeat
    too many. repeats: how many of the session's other picks repeat a movement of the microcycle.
    """
    if not stand.step.variety:
        return _unasked(slot, stand.rows, draft)
    unworn = draft.rested if slot.role is ACCESSORY else draft.unworn
    keep: Mask = unworn[stand.rows]
    if draft.counts_for_variety(slot) and repeats >= draft.repeats_allowed(slot.role):
        keep &= ~draft.context.seen[stand.rows]
    return keep


def _unasked(slot: Slot, rows: Rows, draft: Draft) -> Mask:
    """The same where variety does not hold: all of them. But a place that wants its own pattern, and would get another
    one's lift else, has not come to what the session is to do without.
    """
    return ~draft.context.avoided[rows] if slot.own else np.ones(len(rows), dtype=np.bool_)


def affordable(slot: Slot, stand: Stand, draft: Draft, among: Mask) -> Mask:
    """Which of these stay within the day's CNS budget and its limits on kinds of movement and on sets at high RPE.
    `among` itself, where none of them binds.

    A place may always take what would have been kept back for it, so that a full session stays fillable.
    """
    step, rows, keep = stand.step, stand.rows, among
    columns, rules = draft.pool.catalogue.columns, draft.pool.policy.relaxation.budget
    factor = draft.cost_factor[slot.role]
    left = draft.budget_at(step) - draft.cns - (draft.reserved if step.reserve else 0.0)
    left = max(left, draft.lightest(slot.role)) + ROUNDING
    if stand.dearest * factor > left:
        keep = keep & (stand.cost * factor <= left)
    if draft.very_high >= rules.very_high_cns:
        keep = keep & (columns.cns[rows] != VERY_HIGH)
    if slot.role is MAIN or slot.rpe >= rules.high_rpe:
        for pattern in _spent_patterns(slot, draft):
            keep = keep & (columns.pattern[rows] != pattern)
    return keep


def _standing(slot: Slot, draft: Draft) -> list[MovementPattern]:
    """Patterns of the session's other main lifts so far."""
    pattern = draft.pool.catalogue.columns.pattern
    return [
        PATTERNS[pattern[taken.row]]
        for index, taken in draft.taken.items()
        if taken.slot.role is MAIN and index != slot.index
    ]


def _spent_patterns(slot: Slot, draft: Draft) -> Iterator[int]:
    """Patterns of which the slot would be one too many today, or which an activity, or for a variant the week's
    rotation, keeps off the day. A slot that asks for such a one itself may have it: that it gave way is on record. So
    may a variant that the session cannot do without, where its pattern's sets near failure are spent: another day's
    pattern in its stead would come too often in the week.
    """
    rules = draft.pool.policy.relaxation.budget
    variant = needed = False
    if slot.role is MAIN:
        standing = _standing(slot, draft)
        variant = any(each in slot.patterns for each in standing)
        needed = variant and len(standing) < draft.pool.policy.gates.session.lifting.main.low
        others = draft.context.elsewhere if variant and not needed else ()
        kept = (*draft.context.kept_off, *others)
        yield from (pattern for pattern in kept if PATTERNS[pattern] not in slot.patterns)
        for pattern, most in ((PLYOMETRIC, rules.plyometric_mains), (OLYMPIC, olympic_limit(draft.pool))):
            if draft.mains[pattern] >= most:
                yield pattern
    if slot.rpe >= rules.high_rpe:
        for name, most in rules.high_rpe_sets.items():
            spent = draft.high_rpe_sets.get(PATTERNS.index(name), 0) + slot.sets > most
            if spent and not (needed and name in slot.patterns):
                yield PATTERNS.index(name)
