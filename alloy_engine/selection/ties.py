"""Which of several equally good candidates is taken."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from alloy_engine.scoring import Board
from alloy_engine.selection.context import SelectionContext

NONE, FEWER_USES, SEEDED, BY_ID = "A", "B", "C", "D"


class Winner(NamedTuple):
    """place: who is taken. rule: branch of fork 8.8 that decided."""

    place: int
    rule: str


def winner(
    ranked: Iterable[tuple[int, float]], board: Board, context: SelectionContext, margin: float
) -> Winner | None:
    """The best of these places on the board, given with their totals, the best first; None if there are none.

    Totals within `margin` of the best count as equal: then fewer recent uses decide, then the seeded draw, then
    the id.
    """
    tied: list[int] = []
    least = 0.0
    for place, total in ranked:
        if not tied:
            least = total - margin
        elif total < least:
            break
        tied.append(place)
    if len(tied) <= 1:
        return Winner(tied[0], NONE) if tied else None
    for rule, order in ((FEWER_USES, context.uses), (SEEDED, context.lots)):
        values = order[board.rows[tied]].tolist()
        fewest = min(values)
        tied = [place for place, value in zip(tied, values, strict=True) if value == fewest]
        if len(tied) == 1:
            return Winner(tied[0], rule)
    return Winner(min(tied), BY_ID)
