"""Which two picks to exchange together: one slot would take what another slot holds, or what another slot's
fatigue leaves no budget for, and the other can do without at a smaller loss. A slot never loses by it for the sake
of one whose turn is later: no main lift makes way for a better warm-up.

Promises are estimates, the two slots taken apart; whoever acts on one works it out in full.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from alloy_engine.selection.draft import VERY_HIGH, Draft, Taken
from alloy_engine.selection.field import Field
from alloy_engine.selection.funnel import filter_candidates
from alloy_engine.selection.sieve import Rows
from alloy_engine.selection.turns import turn

NOBODY = -np.inf
AFFORDED = 1  # which of a field's passes: after the budget, before duplicates
Ladder = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """A pick that may be replaced. field: who stands for its slot were it empty; place, present: the pick's own
    place and total there.
    """

    old: Taken
    field: Field
    place: int
    present: float

    @classmethod
    def at(cls, old: Taken, draft: Draft) -> Look:
        with draft.without(old):
            field = filter_candidates(old.slot, old.step, draft)
        place = int(np.searchsorted(field.board.rows, old.row))
        return cls(old, field, place, float(field.board.totals[place]))

    @property
    def qualifies(self) -> bool:
        return self.place in self.field.qualified

    def barred(self, margin: float) -> Rows:
        """Places that would better the pick by more than the margin, but for the other picks of the session."""
        varied, _, single = self.field.passes
        better = self.field.board.totals > max(self.field.minimum, self.present + margin)
        return np.flatnonzero(varied & ~single & better)

    def total_of(self, row: int) -> float:
        """That row's total in this slot if it could be had; NOBODY if it would not qualify."""
        rows, totals = self.field.board.rows, self.field.board.totals
        place = int(np.searchsorted(rows, row))
        if place == len(rows) or rows[place] != row or totals[place] < self.field.minimum:
            return NOBODY
        return float(totals[place])


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """wants: the slot that would take `row`; gives: the one that makes room, and the total it may hope for
    instead. promise: the estimated gain of both together.
    """

    wants: Look
    row: int
    gives: Look
    instead: float

    @property
    def promise(self) -> float:
        return self.wants.total_of(self.row) - self.wants.present - (self.gives.present - self.instead)

    def is_fair(self, instead: float, margin: float) -> bool:
        """Whether the giving slot may get so much instead of what it has."""
        later = turn(self.gives.old.slot) >= turn(self.wants.old.slot)
        return later or instead >= self.gives.present - margin


def proposals(looks: Sequence[Look], draft: Draft, margin: float) -> list[Pair]:
    """Pairs that promise more than the margin, the best first."""
    holders = {look.old.row: look for look in looks}
    ladders: dict[int, Ladder] = {}
    found: list[Pair] = []
    for look in looks:
        barred = look.barred(margin)
        if len(barred):
            found += _held(look, barred, holders)
            found += _dear(look, barred, looks, ladders, draft)
    worth_it = [pair for pair in found if pair.is_fair(pair.instead, margin) and pair.promise > margin]
    return sorted(worth_it, key=lambda p: (-p.promise, p.wants.old.slot.index, p.gives.old.slot.index, p.row))


def _held(look: Look, barred: Rows, holders: Mapping[int, Look]) -> Iterator[Pair]:
    """What another slot holds that would be better here."""
    rows = look.field.board.rows
    for place in barred[look.field.passes[AFFORDED][barred]]:
        other = holders.get(int(rows[place]))
        if other is not None:
            instead = max(_best_other(other), other.total_of(look.old.row))
            yield Pair(look, other.old.row, other, instead)


def _dear(look: Look, barred: Rows, looks: Sequence[Look], ladders: dict[int, Ladder], draft: Draft) -> Iterator[Pair]:
    """What the day's limits forbid here, and a lighter pick elsewhere would allow."""
    field, slot = look.field, look.old.slot
    rows, totals = field.board.rows, field.board.totals
    places = barred[~field.passes[AFFORDED][barred] & draft.free[rows[barred]]]
    if not len(places):
        return
    step = draft.pool.policy.relaxation.steps[look.old.step]
    left = draft.context.budget * step.budget_factor - draft.cns + _cost(look, draft)
    best_by_cost: dict[float, int] = {}
    for place in places[np.argsort(-totals[places], kind="stable")]:
        best_by_cost.setdefault(float(draft.cost(slot, rows[place])), int(place))
    for cost, place in best_by_cost.items():
        row = int(rows[place])
        for other in looks:
            if other is not look:
                yield Pair(look, row, other, _instead(other, cost - left, row, ladders, draft))


def _instead(other: Look, saving: float, row: int, ladders: dict[int, Ladder], draft: Draft) -> float:
    """Total of the other slot's best candidate that saves so much; where fatigue is no matter, of its best one
    if giving up its pick could make room for a movement of the same kind.
    """
    if saving <= 0:
        columns, own = draft.pool.catalogue.columns, other.old.row
        alike = columns.pattern[own] == columns.pattern[row] or columns.cns[own] == columns.cns[row] == VERY_HIGH
        return _best_other(other) if alike else NOBODY
    index = other.old.slot.index
    if index not in ladders:
        ladders[index] = _ladder(other, draft)
    allowed = _cost(other, draft) - saving
    return max((total for cost, total in ladders[index] if cost <= allowed), default=NOBODY)


def _ladder(look: Look, draft: Draft) -> Ladder:
    """Best total for each CNS cost, the pick itself left out."""
    board, best = look.field.board, dict[float, float]()
    places = look.field.qualified
    for cost, total in zip(draft.cost(look.old.slot, board.rows[places]), board.totals[places], strict=True):
        best[float(cost)] = max(best.get(float(cost), NOBODY), float(total))
    return [*best.items()]


def _best_other(look: Look) -> float:
    board, places = look.field.board, look.field.qualified
    others = places[board.rows[places] != look.old.row]
    return float(board.totals[others].max()) if len(others) else NOBODY


def _cost(look: Look, draft: Draft) -> float:
    return float(draft.cost(look.old.slot, look.old.row))
