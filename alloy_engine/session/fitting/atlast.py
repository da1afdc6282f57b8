"""What makes a session longer that nothing usual makes long enough: many lifts of few sets leave no place for more."""

from __future__ import annotations

from alloy_engine.domain.slot import INSISTED
from alloy_engine.domain.vocabulary import ExerciseRole
from alloy_engine.session.fitting.board import Board, Line
from alloy_engine.session.fitting.levers import Lever, Limits, add_set_at_last
from alloy_engine.session.fitting.pacing import more_after


def more_after_at_last(board: Board, limits: Limits) -> bool:
    """Easy cardio for longer than it usually lasts."""
    if more_after(board, limits):
        return True
    if not board.after_minutes or board.after_minutes + 1 > limits.after_most:
        return False
    board.after = (*board.after, board.after_minutes + 1)
    board.after_at += 1
    board.used.add("F")
    return True


def after_for_a_lift(board: Board, limits: Limits) -> bool:
    """Easy work in the place of a lift, where a session of many is full: rests are as usual again."""
    line = _spare(board, limits)
    if board.after_minutes or board.after_at + 1 >= len(board.after) or line is None:
        return False
    line.active = False
    board.unpair(line.pair)
    board.after_at += 1
    for each in board.active:
        each.rest_high = max(each.rest_low, each.dose.rest_high)
        each.rest = min(each.rest, each.rest_high)
    board.used.update(("C", "F"))
    return True


def _spare(board: Board, limits: Limits) -> Line | None:
    """The last accessory there need not be, else the last main lift that is none of the day's own patterns."""
    free = [line for line in board.active if line.dose.slot.hold not in INSISTED]
    accessories = [line for line in free if not line.is_main]
    fewest = 0 if board.finisher_minutes else limits.accessories.low
    if accessories and sum(line.role is ExerciseRole.ACCESSORY for line in board.active) > fewest:
        return accessories[-1]
    mains = [line for line in free if line.is_main and not line.dose.slot.own]
    return mains[-1] if mains and sum(line.is_main for line in board.active) > limits.mains.low else None


# One after the other, until the session is long enough.
AT_LAST: tuple[Lever, ...] = (more_after_at_last, after_for_a_lift, add_set_at_last)
