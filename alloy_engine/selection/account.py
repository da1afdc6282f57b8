"""The whole of a decision: every candidate's score card, and who fell at which stage of the funnel."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from alloy_engine.domain.decision import Account, Fallen, FunnelStage
from alloy_engine.domain.slot import Slot
from alloy_engine.selection.draft import Draft
from alloy_engine.selection.entry import Entry
from alloy_engine.selection.field import Field
from alloy_engine.selection.greedy import Filled
from alloy_engine.selection.pool import CandidatePool
from alloy_engine.selection.reasons import LATER
from alloy_engine.selection.record import decision_of
from alloy_engine.selection.sieve import Rows
from alloy_engine.selection.stages import QUALIFIED


def accounts(filled: Filled) -> tuple[Account, ...]:
    """One a slot, in slot order."""
    return tuple(_account(entry, filled.draft) for entry in filled.entries)


def _account(entry: Entry, draft: Draft) -> Account:
    pool, context, field = draft.pool, draft.context, entry.field
    board, ids = field.board, pool.ids
    rows = [int(board.rows[place]) for place in field.candidates]
    stood = [
        (board.card(int(place), ids[row]), (int(context.uses[row]), int(context.lots[row]), row))
        for place, row in zip(field.candidates, rows, strict=True)
    ]
    stood.sort(key=lambda one: -one[0].total)
    removed = dict(_removed(entry.slot, field, pool))
    decision = decision_of(entry, pool)
    return Account(
        decision=decision,
        funnel=tuple(_fallen(stage, removed.get(stage.stage), pool) for stage in decision.funnel),
        candidates=tuple(card for card, _ in stood),
        qualified=len(field.qualified),
        minimum=field.stand.minimum,
        margin=pool.policy.scoring.tie_margin,
        turns=tuple(turn for _, turn in stood),
    )


def _removed(slot: Slot, field: Field, pool: CandidatePool) -> Iterator[tuple[str, Rows]]:
    """Stage → the catalogue rows it removed."""
    yield from pool.sieve.fallen(slot, field.stand.step).items()
    rows = field.stand.rows
    before = np.ones(len(rows), dtype=np.bool_)
    for name, passed in zip(LATER, field.passes, strict=True):
        yield name, rows[before & ~passed]
        before = passed
    yield QUALIFIED, field.board.rows[np.setdiff1d(field.candidates, field.qualified)]


def _fallen(stage: FunnelStage, rows: Rows | None, pool: CandidatePool) -> Fallen:
    return Fallen(stage, () if rows is None else tuple(pool.ids[row] for row in rows))
