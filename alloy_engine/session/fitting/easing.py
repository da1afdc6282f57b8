"""A deload's sets: about half of what the weeks before had."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil, floor
from statistics import fmean
from typing import NamedTuple

from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.history import History, SessionFacts
from alloy_engine.domain.vocabulary import SessionType
from alloy_engine.selection import CandidatePool
from alloy_engine.session.doses.effort import whole, within
from alloy_engine.session.fitting.balance import lean
from alloy_engine.session.fitting.board import Board
from alloy_engine.session.needs.aims import WEEK


class Share(NamedTuple):
    """Hard sets of one deload session: at least, about, and at most."""

    low: int
    aim: int
    high: int


Count = Callable[[SessionFacts], int]


def ease(board: Board, before: int | None, day: DayPlan, pool: CandidatePool, history: History) -> None:
    """About half the sets, every exercise keeps at least one.

    before: hard sets of the same session the week before; where there was none, what any of that length holds.
    """
    work = _work(day, history)
    before = before if before is not None or not work else whole(_usual(day.type, work, _sets))
    own = float(before or sum(line.dose.sets for line in board.active))
    pushed = sum(map(_asked, work)) / max(1, sum(map(_sets, work))) if work else 1.0
    usual = _share(_sets, own, work, day, pool, history)
    asked = _share(_asked, own * pushed, work, day, pool, history)
    board.sets_low, board.sets_high = usual.low, usual.high
    board.planned_low, board.planned_high = asked.low, asked.high
    scale = usual.aim / max(1, sum(line.sets for line in board.active))
    for line in board.lines:
        line.sets = max(1, min(line.sets, whole(line.sets * scale)))
    while board.hard_sets() > board.sets_high:
        most = max(board.active, key=lambda line: line.sets)
        if most.sets == 1:
            break
        most.sets -= 1
    while board.hard_sets() < board.sets_low:
        min(board.active, key=lambda line: (line.sets - line.dose.sets, not line.is_main)).sets += 1
    lean(board, pool.policy.prescription.fit.balance_moves)


def _share(
    count: Count, own: float, work: Sequence[SessionFacts], day: DayPlan, pool: CandidatePool, history: History
) -> Share:
    """What the session may have so that the deload week is the one eased, by what its mesocycle's weeks had on average:
    its share of such a week, whatever kinds of days this one holds; more or less than that only where the days so far
    took so little or so much that the week would else leave its bounds. The days ahead are left what they usually have,
    one set for each of their lifts in any case.

    own: the session's usual sets.
    """
    rules = pool.policy.prescription.deload
    had = history.of_microcycle(day.microcycle)
    week = _of_week(count, work) * day.length_days / WEEK if work else own
    ahead = [kind for _, kind in day.later if kind.is_lifting and work]
    later, fewest = (sum(_usual(kind, work, each) for kind in ahead) for each in (count, _lifts))
    before = sum(_usual(fact.day.type, work, count) for fact in had if fact.day.type.is_lifting and work)
    part = own / (own + later)
    of_week = within(week / (before + own + later), rules.share_low, rules.share_high)

    def left(share: float) -> float:
        sets = share * week - sum(map(count, had))
        return within(min(part * sets, sets - fewest), own * share * rules.share_low, own * share * rules.share_high)

    def kept(share: float) -> float:
        return within(own * share * of_week, left(rules.sets_low), left(rules.sets_high))

    low, high = ceil(kept(rules.sets_low)), max(1, floor(kept(rules.sets_high)))
    return Share(min(low, high), int(within(whole(kept(rules.sets)), min(low, high), high)), high)


def _of_week(count: Count, work: Sequence[SessionFacts]) -> float:
    """What a week of the mesocycle had: the mean of its microcycles, each by seven days."""
    weekly: dict[int, float] = {}
    for fact in work:
        weekly[fact.day.microcycle] = weekly.get(fact.day.microcycle, 0.0) + count(fact) * WEEK / fact.day.length_days
    return fmean(weekly.values())


def _work(day: DayPlan, history: History) -> Sequence[SessionFacts]:
    """The mesocycle's lifting sessions before its deload."""
    return [f for f in history.of_mesocycle(day.mesocycle) if f.day.type.is_lifting and not f.day.is_deload]


def _usual(kind: SessionType, work: Sequence[SessionFacts], count: Count) -> float:
    """Sets of a session of that kind, of any where none came."""
    alike = [fact for fact in work if fact.day.type is kind]
    return fmean(map(count, alike or work))


def _sets(fact: SessionFacts) -> int:
    return sum(fact.doses.values())


def _lifts(fact: SessionFacts) -> int:
    return len(fact.doses)


def _asked(fact: SessionFacts) -> int:
    return fact.planned
