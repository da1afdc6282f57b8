"""A deload's sets: about half of what the weeks before had."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor
from statistics import fmean

from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.history import History, SessionFacts
from alloy_engine.domain.vocabulary import SessionType
from alloy_engine.selection import CandidatePool
from alloy_engine.session.aims import WEEK
from alloy_engine.session.board import Board
from alloy_engine.session.effort import whole, within


def ease(board: Board, before: int | None, day: DayPlan, pool: CandidatePool, history: History) -> None:
    """About half the sets, every exercise keeps at least one.

    before: hard sets of the same session the week before; where there was none, what any of that length holds.
    """
    rules, work = pool.policy.prescription.deload, _work(day, history)
    share = within(_week_share(day, work, history), rules.share_low, rules.share_high)
    if before is None and work:
        before = whole(fmean(_sets(fact) for fact in work))
    for line in board.lines:
        line.sets = max(1, whole(line.sets * rules.sets * share))
    total = before if before is not None else sum(line.dose.sets for line in board.active)
    board.sets_low = ceil(total * rules.sets_low * share)
    board.sets_high = max(1, floor(total * rules.sets_high * share))
    while board.hard_sets() > board.sets_high:
        most = max(board.active, key=lambda line: line.sets)
        if most.sets == 1:
            return
        most.sets -= 1
    while board.hard_sets() < board.sets_low:
        min(board.active, key=lambda line: (line.sets - line.dose.sets, not line.is_main)).sets += 1


def _work(day: DayPlan, history: History) -> Sequence[SessionFacts]:
    """The mesocycle's lifting sessions before its deload."""
    return [f for f in history.of_mesocycle(day.mesocycle) if f.day.type.is_lifting and not f.day.is_deload]


def _week_share(day: DayPlan, work: Sequence[SessionFacts], history: History) -> float:
    """What a session may keep beside the deload itself, so that the week is the one eased: less than 1 where its days
    are of kinds with many sets, or more of them lift than in a usual week, which may give some to cardio.
    """
    if not work:
        return 1.0
    lengths = {fact.day.microcycle: fact.day.length_days for fact in work}
    weekly = sum(map(_sets, work)) * WEEK / sum(lengths.values())
    eased = [fact.day.type for fact in history.of_microcycle(day.microcycle)]
    eased += [day.type, *(kind for _, kind in day.later)]
    usual = sum(_usual(kind, work) for kind in eased if kind.is_lifting)
    return weekly * day.length_days / WEEK / usual


def _usual(kind: SessionType, work: Sequence[SessionFacts]) -> float:
    """Sets of a session of that kind, of any where none came."""
    alike = [fact for fact in work if fact.day.type is kind]
    return fmean(map(_sets, alike or work))


def _sets(fact: SessionFacts) -> int:
    return sum(fact.doses.values())
