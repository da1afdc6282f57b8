"""How a slot was settled, as long as the session is still being filled."""

from __future__ import annotations

from typing import NamedTuple

from alloy_engine.domain.decision import ScoreCard
from alloy_engine.domain.slot import Slot
from alloy_engine.selection.field import Field


class Entry(NamedTuple):
    """field: who stood for the slot. place: who of them was taken, None if nobody. tie, hold, swapped_from: as in the
    decision. What is told of it at length is worked out from here, and only for those who ask (`record`).
    """

    slot: Slot
    field: Field
    place: int | None
    tie: str = "A"
    hold: str | None = None
    swapped_from: str | None = None

    @property
    def relaxation_step(self) -> int:
        return 0 if self.hold else self.field.step

    def card(self, ids: tuple[str, ...]) -> ScoreCard | None:
        """The card of who was taken. ids: movement ids by catalogue row."""
        board = self.field.board
        return None if self.place is None else board.card(self.place, ids[board.rows[self.place]])
