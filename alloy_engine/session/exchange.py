"""Sets for the floors a session still lacks once its time is met: added where rests can make room, or exchanged."""

from __future__ import annotations

from collections.abc import Iterator

from alloy_engine.session.board import Board, Line
from alloy_engine.session.levers import Limits, add_needed_set, room

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
    """Sets go from lifts whose muscles have enough to lifts for those that lack most; True if some did. The time must
    still be met by rests alone, and no muscle gets more than a session or its week should give it.
    """
    done = False
    for _ in range(MOST_EXCHANGED):
        lacking = board.aims.lacking(board.by_muscle())
        if lacking < limits.rules.dense_gain:
            break
        best: tuple[float, Line, Line] | None = None
        for less, more in _choices(board, limits):
            left = _after(less, more, board, limits)
            if left is not None and left <= lacking - limits.rules.dense_gain and (best is None or left < best[0]):
                best = left, less, more
        if best is None:
            break
        best[1].sets -= 1
        best[2].sets += 1
        done = True
    return done


def _choices(board: Board, limits: Limits) -> Iterator[tuple[Line, Line]]:
    """Lifts that can lose a set, with those that can take one."""
    lines = board.active
    for more in lines:
        if more.sets >= more.dose.sets_high or not any(m in board.aims.floor for m, _ in more.muscles):
            continue
        if more.side * board.pulls_ahead >= 1.0:
            continue  # the side that the program has far more of does not grow
        for less in lines:
            if less is not more and less.sets > limits.rules.tight_sets:
                yield less, more


def _after(less: Line, more: Line, board: Board, limits: Limits) -> float | None:
    """What floors lack after that exchange; None where it may not be made."""
    less.sets -= 1
    trained = board.by_muscle()
    allowed = room(more, trained, limits.rules.sets_per_muscle) and board.aims.has_room(more.muscles, trained)
    left = None
    if allowed:
        more.sets += 1
        if not board.reach().side(limits.rules.aim * board.target):
            left = board.aims.lacking(board.by_muscle())
        more.sets -= 1
    less.sets += 1
    return left
