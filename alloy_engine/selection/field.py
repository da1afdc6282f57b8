"""Who stands for one slot, as the session is now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from alloy_engine.domain.decision import FunnelStage
from alloy_engine.scoring import Board
from alloy_engine.selection.constraints import Mask
from alloy_engine.selection.sieve import Rows, Sifted
from alloy_engine.selection.stages import BUDGET, DUPLICATE, QUALIFIED, VARIETY

AFTER_THE_SIEVE = (VARIETY, BUDGET, DUPLICATE, QUALIFIED)


class Field(NamedTuple):
    """Who stands for a slot at one step. Places are indexes into the board's rows.

    board: scores of all that passed the sieve (and of one more, if asked for). sifted: what the sieve removed.
    passes: the masks of variety, budget and duplicate, each after those before it. candidates: places no filter
    removed. qualified: those of them that reach the minimum.
    """

    step: int
    minimum: float
    board: Board
    sifted: Sifted
    passes: tuple[Mask, ...]
    candidates: Rows
    qualified: Rows

    def funnel(self) -> tuple[FunnelStage, ...]:
        """Removed and left by stage, the whole catalogue first."""
        return (*self.sifted.told.stages, *(FunnelStage(*stage) for stage in self.last_stages()))

    def last_stages(self) -> Iterator[tuple[str, int, int]]:
        """Name, removed and left of the stages after the sieve."""
        before = len(self.sifted.rows)
        passed = [int(np.count_nonzero(mask)) for mask in self.passes]
        for name, left in zip(AFTER_THE_SIEVE, (*passed, len(self.qualified)), strict=True):
            yield name, before - left, left
            before = left
