"""The last fallback: the best allowed movement for every place, unscored."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from alloy_engine.domain.decision import Decision, Pick, Selection
from alloy_engine.domain.slot import INSISTED, Slot
from alloy_engine.domain.vocabulary import ExerciseRole, MovementPattern, Muscle, SelectionStatus
from alloy_engine.selection import CandidatePool
from alloy_engine.session.plan import Composition

_PATTERN = {pattern: place for place, pattern in enumerate(MovementPattern)}
_MUSCLE = {muscle: place for place, muscle in enumerate(Muscle)}
_ROLE = {role: place for place, role in enumerate(ExerciseRole)}
EMERGENCY = 6


def template_selection(composition: Composition, pool: CandidatePool, worn: Collection[str] = ()) -> Selection:
    """Pattern, then what loads no injury, then what is none of the worn movements, then muscle, then tier, then skill
    decide. Hard constraints and
    roles hold, nothing comes twice, and what loads a mild injury comes in an easier form or not at all, unless the
    coach insists on it. A place that no such movement of its role can take stays open.
    """
    taken: set[int] = set()
    again = [pool.catalogue.index(movement) for movement in worn if movement in pool.catalogue]
    chosen: dict[int, int | None] = {}
    for slot in sorted(composition.slots, key=lambda slot: (slot.held is None, slot.optional, slot.index)):
        chosen[slot.index] = _choose(slot, pool, taken, again)
        if (row := chosen[slot.index]) is not None:
            taken.add(row)
    picks = tuple(_pick(slot, chosen[slot.index], pool) for slot in composition.slots)
    decisions = tuple(_decision(slot) for slot in composition.slots)
    filled = sum(pick.movement is not None for pick in picks)
    status = SelectionStatus.INFEASIBLE if not filled else SelectionStatus.PARTIAL
    if filled == len(picks):
        status = SelectionStatus.FEASIBLE
    return Selection(picks, decisions, status, 0.0)


def _choose(slot: Slot, pool: CandidatePool, taken: set[int], again: Sequence[int]) -> int | None:
    columns, catalogue = pool.catalogue.columns, pool.catalogue
    free = pool.tolerable & columns.roles[:, _ROLE[slot.role]]
    free[sorted(taken)] = False
    if slot.held is not None and slot.held in catalogue:
        row = catalogue.index(slot.held)
        bearable = pool.allowed if slot.hold in INSISTED else pool.tolerable
        if bearable[row] and row not in taken:
            return row
    rows = np.flatnonzero(free)
    if not len(rows):
        return None
    pattern = ~np.isin(columns.pattern[rows], [_PATTERN[each] for each in slot.patterns])
    muscle = ~np.isin(columns.primary[rows], [_MUSCLE[each] for each in slot.muscles])
    tier, skill, mild = columns.tier[rows], columns.skill[rows], pool.mild[rows]
    order = np.lexsort((rows, skill, tier, muscle, np.isin(rows, again), mild, pattern))
    return int(rows[order[0]])


def _pick(slot: Slot, row: int | None, pool: CandidatePool) -> Pick:
    movement = None if row is None else pool.catalogue.movements[row].id
    return Pick(slot.index, movement, None, EMERGENCY)


def _decision(slot: Slot) -> Decision:
    return Decision(
        slot=slot.index,
        role=slot.role,
        patterns=slot.patterns,
        muscles=slot.muscles,
        relaxation_step=EMERGENCY,
        funnel=(),
        chosen=None,
        others=(),
        hold=slot.hold.value if slot.hold else None,
    )
