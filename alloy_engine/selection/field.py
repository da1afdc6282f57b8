"""Who stands for one slot, as the session is now."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from alloy_engine.domain.decision import FunnelStage
from alloy_engine.scoring import Board
from alloy_engine.selection.constraints import Mask
from alloy_engine.selection.sieve import BUDGET, DUPLICATE, QUALIFIED, VARIETY, Rows, Sifted


@dataclass(frozen=True, slots=True, eq=False)
class Field:
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
        stages = list(self.sifted.stages)
        for name, passed in zip((VARIETY, BUDGET, DUPLICATE), self.passes, strict=True):
            left = int(np.count_nonzero(passed))
            stages.append(FunnelStage(name, stages[-1].left - left, left))
        left = len(self.qualified)
        return (*stages, FunnelStage(QUALIFIED, stages[-1].left - left, left))
