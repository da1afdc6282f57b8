"""From the whole catalogue to the candidates that qualify for one slot, stage by stage."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from alloy_engine.domain.decision import FunnelStage
from alloy_engine.domain.history import COUNTED_ROLES
from alloy_engine.domain.slot import Slot
from alloy_engine.scoring import Board
from alloy_engine.selection.constraints import Mask
from alloy_engine.selection.draft import Draft
from alloy_engine.selection.limits import affordable, fresh
from alloy_engine.selection.reasons import LATER, too_low
from alloy_engine.selection.sieve import Rows, Sifted
from alloy_engine.selection.stages import QUALIFIED


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
        for (name, reason), passed in zip(LATER.items(), self.passes, strict=True):
            stages.append(stages[-1].then(name, int(np.count_nonzero(passed)), reason))
        return (*stages, stages[-1].then(QUALIFIED, len(self.qualified), too_low(self.minimum)))


def filter_candidates(slot: Slot, step_index: int, draft: Draft, *, also: int | None = None) -> Field:
    """Filter the catalogue for that slot at that step, given what the draft holds, and score who is left.

    also: a row to score even if the sieve removes it; it comes last on the board and is then no candidate.
    """
    pool = draft.pool
    step = pool.policy.relaxation.steps[step_index]
    sifted = pool.sieve.sift(slot, step)
    rows = sifted.rows
    varied = fresh(slot, rows, draft) if step.variety else np.ones(len(rows), dtype=np.bool_)
    afforded = varied & affordable(slot, step, rows, draft)
    single = afforded & ~draft.used[rows]
    scored = rows if also is None or also in rows else np.append(rows, also)
    board = pool.scorer.board(slot, step, draft.ledger(slot.role), scored)
    minimum = step.minimum.hard if slot.role in COUNTED_ROLES else step.minimum.support
    candidates = np.flatnonzero(single)
    qualified = candidates[board.totals[candidates] >= minimum]
    return Field(step_index, minimum, board, sifted, (varied, afforded, single), candidates, qualified)
