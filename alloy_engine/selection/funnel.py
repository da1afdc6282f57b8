"""From the whole catalogue to the candidates that qualify for one slot, stage by stage."""

from __future__ import annotations

import numpy as np

from alloy_engine.domain.slot import Slot
from alloy_engine.selection.draft import Draft
from alloy_engine.selection.field import Field
from alloy_engine.selection.limits import affordable, fresh, unasked
from alloy_engine.selection.sieve import Rows


def filter_candidates(slot: Slot, step_index: int, draft: Draft, *, also: int | None = None) -> Field:
    """Filter the catalogue for that slot at that step, given what the draft holds, and score who is left.

    also: a row to score even if the sieve removes it; it comes last on the board and is then no candidate.
    """
    stand = draft.pool.stands.at(slot, step_index)
    step, rows, lineup = stand.step, stand.rows, stand.lineup
    varied = fresh(slot, rows, draft) if step.variety else unasked(slot, rows, draft)
    afforded = affordable(slot, stand, draft, varied)
    single = afforded & draft.free[rows]
    if also is None or place_of(also, rows) is not None:
        board = draft.board(lineup, slot.role)
    else:
        board = draft.pool.scorer.board(slot, step, draft.ledger(slot.role), np.append(rows, also))
    draft.scored += len(board.rows)
    candidates = single.nonzero()[0]
    qualified = candidates[board.totals[candidates] >= stand.minimum]
    return Field(step_index, stand.minimum, board, stand.sifted, (varied, afforded, single), candidates, qualified)


def place_of(row: int, rows: Rows) -> int | None:
    """Where the row stands among these, which are in rising order; None if it does not."""
    place = int(rows.searchsorted(row))
    return place if place < len(rows) and rows[place] == row else None
