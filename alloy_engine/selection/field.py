"""Who stands for one slot, as the session is now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from alloy_engine.domain.decision import FunnelStage
from alloy_engine.scoring import Board
from alloy_engine.selection.constraints import Mask
from alloy_engine.selection.sieve import Rows
from alloy_engine.selection.stages import BUDGET, DUPLICATE, QUALIFIED, VARIETY
from alloy_engine.selection.stands import Stand

AFTER_THE_SIEVE = (VARIETY, BUDGET, DUPLICATE, QUALIFIED)


class Field:
    """Who stands for a slot at one step. Places are indexes into the board's rows.

    stand: who passed the sieve. board: their scores, and of one more, if asked for, who is no candidate and comes last.
    passes: the masks of variety, budget and duplicate, each after those before it: whom the last one leaves is a
    candidate.
    """

    __slots__ = ("_standing", "board", "passes", "stand")

    def __init__(self, stand: Stand, board: Board, passes: tuple[Mask, Mask, Mask]) -> None:
        self.stand, self.board, self.passes = stand, board, passes
        self._standing: list[bool] | None = None

    @property
    def standing(self) -> Sequence[bool]:
        """Whether the movement at each place is a candidate."""
        if self._standing is None:
            self._standing = self.passes[-1].tolist()
            self._standing += [False] * (len(self.board.rows) - len(self._standing))
        return self._standing

    def ranked(self) -> Iterator[tuple[int, float]]:
        """Place and total of those who qualify, the best first, equals in id order."""
        standing, minimum = self.standing, self.stand.minimum
        for place, total in self.board.ranking:
            if total < minimum:
                return
            if standing[place]:
                yield place, total

    @property
    def candidates(self) -> Rows:
        """Places that no filter removed."""
        return np.flatnonzero(self.passes[-1])

    @property
    def qualified(self) -> Rows:
        """Those of the candidates that reach the minimum."""
        candidates = self.candidates
        qualified: Rows = candidates[self.board.totals[candidates] >= self.stand.minimum]
        return qualified

    def funnel(self) -> tuple[FunnelStage, ...]:
        """Removed and left by stage, the whole catalogue first."""
        return (*self.stand.sifted.told.stages, *(FunnelStage(*stage) for stage in self.last_stages()))

    def last_stages(self) -> Iterator[tuple[str, int, int]]:
        """Name, removed and left of the stages after the sieve."""
        before = len(self.stand.rows)
        passed = [int(np.count_nonzero(mask)) for mask in self.passes]
        for name, left in zip(AFTER_THE_SIEVE, (*passed, len(self.qualified)), strict=True):
            yield name, before - left, left
            before = left
