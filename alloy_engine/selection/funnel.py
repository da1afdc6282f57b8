"""From the whole catalogue to the candidates that qualify for one slot, stage by stage."""

from __future__ import annotations

import numpy as np

from alloy_engine.domain.slot import Slot
from alloy_engine.selection.draft import Draft
from alloy_engine.selection.field import Field
from alloy_engine.selection.limits import affordable, varied
from alloy_engine.selection.stands import Stand


def filter_candidates(slot: Slot, stand: Stand, draft: Draft, *, also: int | None = None) -> Field:
    """Filter those of the slot's stand, given what the draft holds, and score who is left.

    also: a row to score even if the sieve removes it; it comes last on the board and is then no candidate.
    """
    rows = stand.rows
    fit = varied(slot, stand, draft)
    afforded = affordable(slot, stand, draft, fit)
    single = afforded & draft.free[rows]
    if also is None or also in stand.places:
        board = draft.board(stand.lineup, slot.role)
    else:
        board = draft.pool.scorer.board(slot, stand.step, draft.ledger(slot.role), np.append(rows, also))
    draft.scored += len(board.rows)
    return Field(stand, board, (fit, afforded, single))
