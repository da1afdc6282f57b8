"""How a slot was settled, as long as the session is still being filled."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from alloy_engine.domain.decision import ScoreCard, Swap
from alloy_engine.domain.slot import Slot
from alloy_engine.selection.field import Field

Ids = tuple[str, ...]  # movement ids by catalogue row


class Exchange(NamedTuple):
    """A pick replaced after the greedy pass. row: who stood there; field: as it stood then. partner: the other slot of
    a pair, None for a single one. before, after: the session objective.
    """

    field: Field
    row: int
    partner: int | None
    before: float
    after: float

    def swap(self, ids: Ids) -> Swap:
        board = self.field.board
        place = int(np.flatnonzero(board.rows == self.row)[0])
        return Swap(board.card(place, ids[self.row]), self.partner, self.before, self.after)


class Entry(NamedTuple):
    """field: who stood for the slot. place: who of them was taken, None if nobody. tie, hold: as in the decision.
    exchanges: those that led to it. What is told of it at length is worked out from here, and only for those who ask
    (`record`).
    """

    slot: Slot
    field: Field
    place: int | None
    tie: str = "A"
    hold: str | None = None
    exchanges: tuple[Exchange, ...] = ()

    @property
    def relaxation_step(self) -> int:
        return 0 if self.hold else self.field.stand.number

    def card(self, ids: Ids) -> ScoreCard | None:
        """The card of who was taken. ids: movement ids by catalogue row."""
        board = self.field.board
        return None if self.place is None else board.card(self.place, ids[board.rows[self.place]])
