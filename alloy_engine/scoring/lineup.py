"""Some movements before one kind of slot: all of their scoring that no other pick can change, ready for a ledger."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alloy_engine.domain.slot import Slot
from alloy_engine.scoring.board import UNWANTED, WIDTH, Board
from alloy_engine.scoring.frame import Frame
from alloy_engine.scoring.ledger import Floats, Ledger
from alloy_engine.scoring.muscle import PRIMARY
from alloy_engine.scoring.tables import Rows


class Lineup:
    """Asked for once a kind of slot and step, asked for boards again and again.

    rows: catalogue rows. columns: their six dimensions besides muscle coverage, weighed; base: these added.
    classes: their class of the muscle dimension by primary muscle. reached: bool[rows, muscles], what each reaches as
    a synergist that the slot asks for; None where synergists do not count.
    """

    __slots__ = ("_base", "_classes", "_columns", "_frame", "_reached", "_slot", "_synergist", "rows")

    def __init__(
        self,
        slot: Slot,
        frame: Frame,
        rows: Rows,
        *,
        classes: Rows,
        reached: NDArray[np.bool_] | None,
        synergist: float,
    ) -> None:
        self._slot, self._frame, self.rows = slot, frame, rows
        columns = frame.columns(rows)
        self._columns, self._classes = tuple(columns), classes
        self._base: Floats = columns.sum(axis=0)
        self._reached, self._synergist = reached, synergist

    def board(self, ledger: Ledger) -> Board:
        """These movements' gains in the session objective, were they picked for the slot now."""
        frame, classes = self._frame, self._classes
        raws = np.zeros(UNWANTED + 1)
        raws[:WIDTH] = ledger.raws(PRIMARY, frame.relative)
        if self._reached is not None:
            raws[WIDTH:UNWANTED] = ledger.raws(self._synergist, frame.relative)
            reached = np.where(self._reached, raws[WIDTH:UNWANTED], -1.0)
            best = reached.argmax(axis=1)
            most = reached[np.arange(len(self.rows)), best]
            better = (most > raws[classes]) | ((classes == UNWANTED) & (most >= 0.0))
            classes = np.where(better, WIDTH + best, classes)
        return Board(
            self._slot, frame, ledger, self.rows,
            base=self._base, columns=self._columns, classes=classes, raws=raws, synergist=self._synergist,
        )  # fmt: skip
