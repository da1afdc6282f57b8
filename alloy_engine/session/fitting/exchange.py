"""Sets for the floors a session still lacks once its time is met: added where rests can make room, or exchanged."""

from __future__ import annotations

from collections.abc import Iterator

from alloy_engine.domain.clock import MINUTE
from alloy_engine.domain.slot import INSISTED
from alloy_engine.domain.vocabulary import ExerciseRole
from alloy_engine.session.fitting.board import Board, Line
from alloy_engine.session.fitting.levers import Limits, add_needed_set, room
from alloy_engine.session.fitting.pacing import more_after

MOST_EXCHANGED = 6


def add_lacking(board: Board, limits: Limits) -> None:
    """Sets that floors lack, one after another, as long as the time can be met with the rests the exercises have."""
    slack, lacking = limits.rules.aim * board.target, board.aims.lacking(board.by_muscle())
    while lacking >= limits.rules.dense_gain:
        state = board.state()
        if not add_needed_set(board, limits):
            return
        left = board.aims.lacking(board.by_muscle())
        if left >= lacking or board.reach().side(slack) > 0:
            board.restore(state)
            return
        lacking = left


def exchange(board: Board, limits: Limits) -> bool:
    """Sets go from lifts whose muscles have enough to lifts for those that lack most; True if some did. Where none can
    go, a small accessory does: what only helped it had its sets, and no other lift for what lacks had room. The time
    must still be met by rests alone, and no muscle gets more than a session or its week should give it.
    """
    done = False
    for _ in range(MOST_EXCHANGED):
        lacking = board.aims.lacking(board.by_muscle())
        if lacking < limits.rules.dense_gain:
            break
        best = _best(_sets(board, limits), lacking, board, limits)
        best = best or _best(_accessories(board, limits), lacking, board, limits)
        if best is None:
            break
        less, more = best
        _take(less, board, limits)
        more.sets += 1
        done = True
    while done and board.reach().side(limits.rules.aim * board.target) < 0 and more_after(board, limits):
        pass
    return done


def _best(
    choices: Iterator[tuple[Line, Line]], lacking: float, board: Board, limits: Limits
) -> tuple[Line, Line] | None:
    """The exchange after which floors lack least, if it gains enough."""
    best: tuple[float, Line, Line] | None = None
    for less, more in choices:
        left = _after(less, more, board, limits)
        if left is not None and left <= lacking - limits.rules.dense_gain and (best is None or left < best[0]):
            best = left, less, more
    return best[1:] if best else None


def _sets(board: Board, limits: Limits) -> Iterator[tuple[Line, Line]]:
    """Lifts that can lose a set, with those that can take one."""
    for more in _takers(board):
        for less in board.active:
            if less is not more and less.sets > limits.rules.tight_sets:
                yield less, more


def _accessories(board: Board, limits: Limits) -> Iterator[tuple[Line, Line]]:
    """Accessories that have no set to spare but may go, with lifts that can take one."""
    small = [line for line in board.active if not line.is_main and line.sets <= limits.rules.tight_sets]
    count = sum([line.role is ExerciseRole.ACCESSORY for line in board.active])
    if count <= limits.accessories.low or board.movements() <= limits.total_low:
        return
    for less in small:
        if less.dose.slot.hold in INSISTED or less.dose.movement.primary in limits.focus:
            continue
        if board.hard_sets() - less.sets + 1 < board.sets_low:
            continue
        yield from ((less, more) for more in _takers(board) if more is not less)


def _takers(board: Board) -> Iterator[Line]:
    """Lifts that can take a set for a floor, but for the side that the program has far more of."""
    for more in board.active:
        full = more.sets >= more.dose.sets_high or more.side * board.pulls_ahead >= 1.0
        if not full and any(muscle in board.aims.floor for muscle, _ in more.muscles):
            yield more


def _take(less: Line, board: Board, limits: Limits) -> None:
    """A set from it, or all of it where that leaves too few."""
    if less.sets > limits.rules.tight_sets:
        less.sets -= 1
    else:
        less.active = False
        board.unpair(less.pair)


def _after(less: Line, more: Line, board: Board, limits: Limits) -> float | None:
    """What floors lack after that exchange; None where it may not be made."""
    marks = [(line, line.mark()) for line in board.lines if line is less or line.pair == less.pair is not None]
    _take(less, board, limits)
    trained = board.by_muscle()
    allowed = room(more, trained, limits.rules.sets_per_muscle) and board.aims.has_room(more.muscles, trained)
    left = None
    if allowed:
        more.sets += 1
        if _meets_time(board, limits):
            left = board.aims.lacking(board.by_muscle())
        more.sets -= 1
    for line, mark in marks:
        line.go_back(mark)
    return left


def _meets_time(board: Board, limits: Limits) -> bool:
    """Whether rests meet the target, with longer work after the lifts where they alone are too short."""
    slack, reach, now = limits.rules.aim * board.target, board.reach(), board.after_minutes
    longer = (reach.later((minutes - now) * MINUTE) for minutes in board.after[board.after_at + 1 :])
    side = reach.side(slack)
    return not side or (side < 0 and any(not each.side(slack) for each in longer))
