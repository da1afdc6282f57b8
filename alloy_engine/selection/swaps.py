"""One-for-one exchanges after the greedy pass: a later pick may have made an earlier one second best."""

from __future__ import annotations

import numpy as np

from alloy_engine.flow import Tracer
from alloy_engine.selection.draft import Draft, Taken
from alloy_engine.selection.funnel import Field, filter_candidates
from alloy_engine.selection.record import written
from alloy_engine.selection.sieve import Rows
from alloy_engine.selection.ties import winner

SMALLEST = 1e-12  # below this a difference is rounding


def improve(draft: Draft, tracer: Tracer) -> None:
    """Replace picks, the most profitable exchange first, until none raises the session objective by more than
    the margin under which totals count as equal. Held picks stay.

    It ends: the objective is bounded by the number of slots and rises by more than the margin each time.
    """
    while (exchange := _best_exchange(draft)) is not None:
        old, field, better = exchange
        best = winner(better, field.board, draft.context, draft.pool.policy.scoring.tie_margin)
        ids = draft.pool.ids
        entry = written(old.slot, field, best.place, ids, tie=best.rule, swapped_from=ids[old.row])
        draft.remove(old)
        draft.add(Taken.at(best.place, field.board, old.slot, old.step, entry))
        tracer.take("7.3", "A")
    tracer.take("7.3", "B")


def _best_exchange(draft: Draft) -> tuple[Taken, Field, Rows] | None:
    """The pick that can be bettered most, the field without it, and the places that better it."""
    margin = max(draft.pool.policy.scoring.tie_margin, SMALLEST)
    found, most = None, margin
    for index in sorted(draft.taken):
        old = draft.taken[index]
        if old.entry.decision.hold is not None:
            continue
        draft.remove(old)
        field = filter_candidates(old.slot, old.step, draft)
        draft.add(old)
        if not len(field.qualified):
            continue
        present = field.board.totals[np.searchsorted(field.board.rows, old.row)]
        gains = field.board.totals[field.qualified] - present
        if gains.max() > most:
            most = float(gains.max())
            found = old, field, field.qualified[gains > margin]
    return found
