"""Which two picks to exchange together: one slot would take what another slot holds, or what another slot's
fatigue leaves no budget for, and the other can do without at a smaller loss. A slot never loses by it for the sake
of one whose turn is later: no main lift makes way for a better warm-up.

Promises are estimates, the two slots taken apart; whoever acts on one works it out in full.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from alloy_engine.selection.draft import ROUNDING, Draft, Taken
from alloy_engine.selection.field import Field
from alloy_engine.selection.funnel import filter_candidates
from alloy_engine.selection.limits import fresh
from alloy_engine.selection.sieve import Rows
from alloy_engine.selection.turns import turn

NOBODY = -np.inf
NO_PLACES: Rows = np.array([], dtype=np.intp)
AFFORDED = 1  # which of a field's passes: after the budget, before duplicates


class Look:
    """A pick that may be replaced, while the draft stays as it is. board: what everybody would be worth in its slot,
    were it empty; place, present: the pick's own place and total there.
    """

    __slots__ = ("_draft", "_field", "_hope", "_stand", "board", "old", "place", "present")

    def __init__(self, old: Taken, draft: Draft) -> None:
        stand = old.entry.field.stand
        self._draft, self._stand = draft, stand
        self._field: Field | None = None
        self._hope: float | None = None
        self.old, self.board = old, draft.board_without(old, stand.lineup)
        draft.scored += len(stand.rows)
        self.place = stand.places[old.row]
        self.present = float(self.board.totals[self.place])

    @property
    def field(self) -> Field:
        """Who stands for the slot, were it empty."""
        if self._field is None:
            self._field = self._draft.without(self.old, self._filter)
        return self._field

    def _filter(self) -> Field:
        return filter_candidates(self.old.slot, self._stand, self._draft)

    def may_exceed(self, total: float) -> bool:
        """Whether somebody whom variety leaves has more: if not, nobody needs to be asked who stands for the slot."""
        if self.board.top <= total:
            return False
        if self._hope is None:
            repeats = self._draft.repeats_without(self.old)
            left = fresh(self.old.slot, self._stand, self._draft, repeats).tolist()
            self._hope = next((total for place, total in self.board.ranking if left[place]), NOBODY)
        return self._hope > total

    def stands(self, place: int) -> bool:
        """Whether the movement there qualifies."""
        return self.field.standing[place] and self.board.totals[place] >= self._stand.minimum

    @property
    def qualifies(self) -> bool:
        return self.stands(self.place)

    def barred(self, margin: float) -> Rows:
        """Places that would better the pick by more than the margin, but for the other picks of the session."""
        totals, least = self.board.totals, max(self._stand.minimum, self.present + margin)
        if not self.may_exceed(least):
            return NO_PLACES
        varied, _, single = self.field.passes
        barred: Rows = (varied & ~single & (totals > least)).nonzero()[0]
        return barred

    def total_of(self, row: int) -> float:
        """That row's total in this slot if it could be had; NOBODY if it would not qualify."""
        place = self._stand.places.get(row)
        total = NOBODY if place is None else float(self.board.totals[place])
        return total if total >= self._stand.minimum else NOBODY


class Pair(NamedTuple):
    """wants: the slot that would take `row`, and the total it would have with it; gives: the one that makes room, and
    the total it may hope for instead. promise: the estimated gain of both together.
    """

    wants: Look
    row: int
    total: float
    gives: Look
    instead: float

    @property
    def promise(self) -> float:
        return self.total - self.wants.present - (self.gives.present - self.instead)

    def is_fair(self, instead: float, margin: float) -> bool:
        """Whether the giving slot may get so much instead of what it has."""
        later = turn(self.gives.old.slot) >= turn(self.wants.old.slot)
        return later or instead >= self.gives.present - margin


class Seconds:
    """What the picks could be replaced by, worked out at the first asking."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._best: dict[int, float] = {}

    def best(self, look: Look) -> float:
        """Total of the slot's best candidate besides its pick; NOBODY if there is none."""
        index = look.old.slot.index
        if index not in self._best:
            others = (total for place, total in look.field.ranked() if place != look.place)
            self._best[index] = next(others, NOBODY)
        return self._best[index]

    def best_within(self, look: Look, cost: float, least: float) -> float:
        """Total of the slot's best candidate of so much CNS cost at most; NOBODY if there is none above `least`. Who is
        light enough is seen before anybody is asked who stands for the slot.
        """
        costs, rows, factor = self._draft.pool.row_cost, look.board.rows, self._draft.cost_factor[look.old.slot.role]
        for place, total in look.board.ranking:
            if total <= least:
                break
            if costs[rows[place]] * factor <= cost and look.stands(place):
                return total
        return NOBODY


def proposals(looks: Sequence[Look], draft: Draft, margin: float) -> list[Pair]:
    """Pairs that promise more than the margin, the best first."""
    holders = {look.old.row: look for look in looks}
    seconds = Seconds(draft)
    found: list[Pair] = []
    for look in looks:
        barred = look.barred(margin)
        if len(barred):
            found += _held(look, barred, holders, seconds)
            found += _dear(look, barred, looks, seconds, draft, margin)
    worth_it = [pair for pair in found if pair.promise > margin and pair.is_fair(pair.instead, margin)]
    return sorted(worth_it, key=lambda p: (-p.promise, p.wants.old.slot.index, p.gives.old.slot.index, p.row))


def _held(look: Look, barred: Rows, holders: Mapping[int, Look], seconds: Seconds) -> Iterator[Pair]:
    """What another slot holds that would be better here."""
    board = look.field.board
    for place in barred[look.field.passes[AFFORDED][barred]]:
        other = holders.get(int(board.rows[place]))
        if other is not None:
            instead = max(seconds.best(other), other.total_of(look.old.row))
            yield Pair(look, other.old.row, float(board.totals[place]), other, instead)


def _dear(
    look: Look, barred: Rows, looks: Sequence[Look], seconds: Seconds, draft: Draft, margin: float
) -> Iterator[Pair]:
    """What the day's limits forbid here, and a lighter pick elsewhere would allow. Slots that could not promise more
    than the margin with the best movement there is are not asked what they could have instead.
    """
    field, slot = look.field, look.old.slot
    rows, totals = field.board.rows, field.board.totals
    places = barred[~field.passes[AFFORDED][barred] & draft.free[rows[barred]]]
    if not len(places):
        return
    step = field.stand.step
    left = draft.budget_at(step) - draft.cns + _cost(look, draft)
    best_by_cost: dict[float, int] = {}
    ranked = places[(-totals[places]).argsort(kind="stable")]
    for place, cost in zip(ranked.tolist(), draft.cost(slot, rows[ranked]).tolist(), strict=True):
        best_by_cost.setdefault(cost, place)
    for cost, place in best_by_cost.items():
        row, total = int(rows[place]), float(totals[place])
        for other in looks:
            least = other.present - (total - look.present - margin) - ROUNDING
            if other is not look and other.may_exceed(least):
                yield Pair(look, row, total, other, _instead(other, cost - left, row, seconds, draft, least))


def _instead(other: Look, saving: float, row: int, seconds: Seconds, draft: Draft, least: float) -> float:
    """Total of the other slot's best candidate that saves so much; where fatigue is no matter, of its best one
    if giving up its pick could make room for a movement of the same kind. NOBODY if that is no more than `least`.
    """
    if saving > 0:
        return seconds.best_within(other, _cost(other, draft) - saving, least)
    pool, own = draft.pool, other.old.row
    alike = pool.row_pattern[own] == pool.row_pattern[row] or (pool.row_very_high[own] and pool.row_very_high[row])
    return seconds.best(other) if alike else NOBODY


def _cost(look: Look, draft: Draft) -> float:
    return draft.pool.row_cost[look.old.row] * draft.cost_factor[look.old.slot.role]
