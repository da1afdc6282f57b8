"""All of a slot's scoring that no other pick can change."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from alloy_engine.domain.decision import Contribution
from alloy_engine.domain.vocabulary import Dimension
from alloy_engine.scoring.ledger import Floats
from alloy_engine.scoring.tables import Rows, Table
from alloy_engine.scoring.weights import Weights

BEFORE = list(Dimension).index(Dimension.MUSCLE_COVERAGE)
OTHERS = tuple(name for name in Dimension if name is not Dimension.MUSCLE_COVERAGE)
Parts = tuple[tuple[Contribution, ...], tuple[Contribution, ...]]  # before and after muscle coverage, in priority order


class Frame:
    """One kind of slot at one relaxation step, over the whole catalogue.

    weights: all seven.
    relative: muscle coverage's weight over its strict one. wish: bool[muscles], the muscles the slot asks for.
    credits: class of the muscle dimension by primary muscle.
    """

    __slots__ = ("_parts", "_tables", "credits", "relative", "weights", "wish")

    def __init__(
        self,
        tables: Mapping[Dimension, Table],
        weights: Weights,
        *,
        relative: float,
        wish: NDArray[np.bool_],
        credits: Rows,
    ) -> None:
        self._tables, self.weights, self.relative = tables, weights, relative
        self.wish, self.credits = wish, credits
        self._parts: dict[int, Parts] = {}

    def columns(self, rows: Rows) -> Floats:
        """float[6, rows]: the dimensions besides muscle coverage, weighed, in priority order."""
        return np.array([self._tables[name].column(self.weights[name])[rows] for name in OTHERS])

    def parts(self, row: int) -> Parts:
        """The six contributions of one movement."""
        found = self._parts.get(row)
        if found is None:
            parts = [self._tables[name].contribution(row, self.weights[name]) for name in OTHERS]
            found = self._parts[row] = tuple(parts[:BEFORE]), tuple(parts[BEFORE:])
        return found
