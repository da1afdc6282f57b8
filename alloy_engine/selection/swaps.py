"""Exchanges after the greedy pass: a later pick may have made an earlier one second best, or have been left
without what the earlier one took.
"""

from __future__ import annotations

from collections.abc import Sequence

from alloy_engine.flow import Tracer
from alloy_engine.selection.draft import ROUNDING, Draft, Taken
from alloy_engine.selection.entry import Entry, Exchange
from alloy_engine.selection.funnel import filter_candidates
from alloy_engine.selection.pairs import Look, Pair, proposals
from alloy_engine.selection.ties import winner

SMALLEST = 1e-12  # below this a difference is rounding
TRIES = 8  # pairs worked out in full before the session counts as settled


def improve(draft: Draft, tracer: Tracer) -> None:
    """Replace picks, the most profitable exchange first, and where no single one helps two at once, until none
    raises the session objective by more than the margin under which totals count as equal. Held picks stay.

    It ends: the objective is bounded by the number of slots and rises by more than the margin each time.
    """
    margin = max(draft.pool.policy.scoring.tie_margin, SMALLEST)
    while _improved(draft, margin):
        tracer.take("7.3", "A")
    tracer.take("7.3", "B")


def _improved(draft: Draft, margin: float) -> bool:
    looks = _looks(draft)
    look = _best_exchange(looks, margin)
    if look is not None:
        _replace(look, draft, margin)
        return True
    return any(_replace_two(pair, draft, margin) for pair in proposals(looks, draft, margin)[:TRIES])


def _looks(draft: Draft) -> list[Look]:
    """Every pick that may be replaced, as it stands among the others."""
    taken = [draft.taken[index] for index in sorted(draft.taken)]
    return [Look(old, draft) for old in taken if old.entry.hold is None]


def _best_exchange(looks: Sequence[Look], margin: float) -> Look | None:
    """The pick that can be bettered most."""
    found, most = None, margin
    for look in looks:
        if not look.may_exceed(look.present + most - ROUNDING):
            continue
        best = next(look.field.ranked(), None)
        if best is not None and best[1] - look.present > most:
            found, most = look, best[1] - look.present
    return found


def _replace(look: Look, draft: Draft, margin: float) -> None:
    """Exchange the pick for the best of those who better it."""
    old, field, before = look.old, look.field, draft.value()
    better = [(place, total) for place, total in field.ranked() if total - look.present > margin]
    best = winner(better, field.board, draft.context, draft.pool.policy.scoring.tie_margin)
    if best is None:
        raise ValueError(f"nobody betters the pick for slot {old.slot.index}")
    draft.remove(old)
    draft.add(Taken.at(best.place, field.board, old.slot, old.step, old.entry))
    exchanges = (*old.entry.exchanges, Exchange(field, old.row, None, before, draft.value()))
    draft.write(old.slot, Entry(old.slot, field, best.place, tie=best.rule, exchanges=exchanges))


def _replace_two(pair: Pair, draft: Draft, margin: float) -> bool:
    """Exchange both picks if that keeps its promise; else leave all as it was."""
    first, second, before = pair.wants.old, pair.gives.old, draft.value()
    draft.remove(first)
    draft.remove(second)
    taken: list[Taken] = []
    for old, row in ((first, pair.row), (second, None)):
        new = _another(old, row, draft)
        if new is None:
            break
        draft.add(new)
        taken.append(new)
    if len(taken) == 2 and (after := draft.value()) > before + margin:
        looks = [Look(new, draft) for new in taken]
        if pair.is_fair(looks[1].present, margin) and all(look.qualifies for look in looks):
            for look, old, other in zip(looks, (first, second), (second, first), strict=True):
                _write_anew(look, old, Exchange(look.field, old.row, other.slot.index, before, after), draft)
            return True
    for new in taken:
        draft.remove(new)
    draft.add(first)
    draft.add(second)
    return False


def _another(old: Taken, row: int | None, draft: Draft) -> Taken | None:
    """That row for the old pick's slot, or the best there is; None if it does not qualify."""
    field = filter_candidates(old.slot, old.entry.field.stand, draft)
    rows = field.board.rows
    ranked = [(place, total) for place, total in field.ranked() if row is None or rows[place] == row]
    best = winner(ranked, field.board, draft.context, draft.pool.policy.scoring.tie_margin)
    return best and Taken.at(best.place, field.board, old.slot, old.step, old.entry)


def _write_anew(look: Look, old: Taken, exchange: Exchange, draft: Draft) -> None:
    """The record of a pick that came in with another one, as it stands beside it."""
    exchanges = old.entry.exchanges if look.old.row == old.row else (*old.entry.exchanges, exchange)
    draft.write(look.old.slot, Entry(look.old.slot, look.field, look.place, exchanges=exchanges))
