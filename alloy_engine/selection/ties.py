"""Which of several equally good candidates is taken."""

from __future__ import annotations

from typing import NamedTuple

from alloy_engine.scoring import Board
from alloy_engine.selection.context import SelectionContext
from alloy_engine.selection.sieve import Rows

NONE, FEWER_USES, SEEDED, BY_ID = "A", "B", "C", "D"


class Winner(NamedTuple):
    """place: who is taken. rule: branch of fork 8.8 that decided."""

    place: int
    rule: str


def winner(places: Rows, board: Board, context: SelectionContext, margin: float) -> Winner:
    """The best of these places on the board (at least one, in id order).

    Totals within `margin` of the best count as equal: then fewer recent uses decide, then the seeded draw, then
    the id.
    """
    scores = board.totals[places]
    tied = places[scores >= scores[scores.argmax()] - margin]
    if len(tied) == 1:
        return Winner(int(tied[0]), NONE)
    for rule, order in ((FEWER_USES, context.uses), (SEEDED, context.lots)):
        values = order[board.rows[tied]]
        tied = tied[values == values[values.argmin()]]
        if len(tied) == 1:
            return Winner(int(tied[0]), rule)
    return Winner(int(tied[0]), BY_ID)
