"""Bringing a lifting session to its target minutes.

Levers are pulled one small step at a time until the target lies between what the shortest and the longest
rests give; then the rests are set so that the estimate meets it. Every step is computed with the same time
model the quality gate uses.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from alloy_engine.flow import Tracer
from alloy_engine.session.doses.effort import whole, within
from alloy_engine.session.fitting.atlast import AT_LAST, more_after_at_last
from alloy_engine.session.fitting.balance import right_balance
from alloy_engine.session.fitting.board import Board, Line, State
from alloy_engine.session.fitting.exchange import add_lacking, exchange
from alloy_engine.session.fitting.levers import (
    Lever,
    Limits,
    add_accessory,
    add_needed_accessory,
    add_needed_set,
    add_set,
    add_set_at_last,
    add_set_beyond,
    drop_accessory,
    drop_accessory_beyond,
    drop_idle_set,
    drop_set,
    drop_set_below,
    drop_set_beyond,
    drop_spare_set_below,
    drop_to_one,
)
from alloy_engine.session.fitting.pacing import (
    fewer_drills,
    fewer_ramps,
    less_after,
    longer_finisher,
    more_after,
    more_drills,
    no_finisher,
    part_superset,
    shorter_finisher,
    shorter_sets,
    shortest_sets,
    squeeze_accessory_rest,
    squeeze_rest,
    stretch_rest,
    stretch_rest_far,
    stretch_rest_last,
    superset_accessories,
    superset_anything,
    superset_mains,
)

MOST_STEPS = 90
MOST_REST_STEPS = 40
# Volume that muscles still need comes first, then time that costs nothing, then more of what the week has room for, and
# what the session is not for only after that; the rests between are set last.
LONGER: tuple[Lever, ...] = (
    add_needed_set, part_superset, add_needed_accessory, longer_finisher, more_drills, stretch_rest,
    add_accessory, add_set, more_after, stretch_rest_far, add_set_beyond, stretch_rest_last,
)  # fmt: skip
# Who trains to last or to lose fat rests short, and who trains for mobility has better to do: easy cardio or mobility
# work takes the time before rests do, and lasts longer than usual before a full week gets more sets.
LONGER_AFTER: tuple[Lever, ...] = (
    add_needed_set, part_superset, add_needed_accessory, longer_finisher, more_drills, more_after, stretch_rest,
    add_accessory, add_set, stretch_rest_far, more_after_at_last, add_set_beyond, stretch_rest_last,
)  # fmt: skip
LONGER_DELOAD: tuple[Lever, ...] = (more_after, *LONGER)
# What is missed least goes first; bands are left only where nothing within them is short enough.
SHORTER: tuple[Lever, ...] = (
    less_after, drop_idle_set, superset_accessories, drop_set, superset_mains, drop_accessory, shorter_finisher,
    fewer_drills, squeeze_accessory_rest, drop_spare_set_below, squeeze_rest, drop_set_below, fewer_ramps,
    superset_anything, drop_to_one, shorter_sets, no_finisher, drop_accessory_beyond,
)  # fmt: skip
# Where the sets are settled, rests are shared before any set goes.
SHORTER_SETTLED: tuple[Lever, ...] = (superset_accessories, superset_mains, *SHORTER)
# Where main lifts are to be rested fully, what can be spared goes before any rest falls below its band.
SHORTER_RESTED: tuple[Lever, ...] = (
    less_after, drop_idle_set, drop_set, no_finisher, drop_accessory, shorter_finisher, fewer_drills,
    squeeze_accessory_rest, drop_spare_set_below, fewer_ramps, drop_set_below,
)  # fmt: skip
LONGER_RESTED: tuple[Lever, ...] = (
    add_needed_set, add_needed_accessory, longer_finisher, more_drills, stretch_rest, add_accessory, add_set,
    more_after, stretch_rest_far, add_set_beyond, stretch_rest_last,
)  # fmt: skip
COARSE_LONGER: tuple[Lever, ...] = (add_needed_set, add_needed_accessory)
COARSE_SHORTER: tuple[Lever, ...] = (drop_idle_set, superset_accessories)


def fit(board: Board, limits: Limits, tracer: Tracer, *, settled: bool) -> bool:
    """Change `board` until its estimate meets its target; True if it does (within the tolerance).

    settled: sets are those of the week before, so rests move first and sets only if they must.
    """
    rules, target = limits.rules, board.target
    _prepare(board, limits, settled=settled)
    start = board.state()
    if abs(board.total() - target) > rules.aim * target:
        if not settled:
            _approach(board, limits, Board.total)
        _meet(board, limits, settled=settled)
    fallen = not limits.deload and board.hard_sets() < board.sets_low
    if (not settled or fallen) and board.aims.lacking(board.by_muscle()) >= rules.dense_from:
        _densify(board, limits, start)
    if limits.rested and board.hurried():
        _rest_fully(board, limits, start)
    while board.total() > (1 + rules.tolerance) * target and shortest_sets(board, limits):
        pass
    if limits.deload and board.total() > (1 + rules.tolerance) * target and less_after(board, limits):
        tune(board, limits)
    _lengthen(board, limits)
    if not limits.deload and exchange(board, limits):
        tune(board, limits)
    exact = abs(board.total() - target) <= rules.tolerance * target
    for branch in sorted(board.used) or ("A",):
        tracer.take("9.3", branch)
    if not exact:
        tracer.take("9.3", "G")
        board.notes.append(f"Planned {board.total() / 60:.0f} min: the session's pieces do not fit {target / 60:.0f}.")
    return exact


def _lengthen(board: Board, limits: Limits) -> None:
    """Where the session would else be too short to be called one of its length: what nothing else asks for."""
    rules, target = limits.rules, board.target
    while limits.deload and board.total() < (1 - rules.tolerance) * target and more_drills(board, limits):
        pass
    while limits.deload and board.total() < (1 - rules.tolerance) * target and add_set_at_last(board, limits):
        while board.total() > (1 + rules.tolerance) * target and fewer_drills(board, limits):
            pass
        tune(board, limits)
    if board.total() >= (1 - rules.tolerance) * target:
        return
    while board.total() < (1 - rules.aim) * target and any(lever(board, limits) for lever in AT_LAST):
        tune(board, limits)


def _prepare(board: Board, limits: Limits, *, settled: bool) -> None:
    """What has to be so before the time is looked at: movements and sets within bounds, the balance, the floors."""
    while not settled and drop_idle_set(board, limits):
        pass
    while board.movements() > limits.total_high and (fewer_drills(board, limits) or drop_accessory(board, limits)):
        pass
    while board.movements() < limits.total_low and more_drills(board, limits):
        pass
    if not limits.deload:
        right_balance(board, limits)
    _hold_down(board, limits)
    if settled and not limits.deload:
        add_lacking(board, limits)


def _hold_down(board: Board, limits: Limits) -> None:
    """No more sets than the session's bounds allow; bands and floors give way to the outer one only. A deload leaves
    out accessories where one set each is still too much.
    """
    while board.hard_sets() > board.sets_high and (
        _one_less(board, limits) or (limits.deload and drop_accessory(board, limits))
    ):
        pass
    while board.hard_sets() > board.usual_high and (drop_set_beyond(board, limits) or drop_to_one(board, limits)):
        pass


def _one_less(board: Board, limits: Limits) -> bool:
    return drop_set(board, limits) or drop_spare_set_below(board, limits)


def _meet(board: Board, limits: Limits, *, settled: bool) -> None:
    longer = LONGER_DELOAD if limits.deload else LONGER_AFTER if limits.after_first else LONGER
    _bracket(board, limits, SHORTER_SETTLED if settled else SHORTER, longer)
    tune(board, limits)


def _densify(board: Board, limits: Limits, start: State) -> None:
    """Where the week's floors are out of reach as usual, from the start once more: exercises that do not tire each
    other share their rests, rests go towards the short end of their bands, and the time gained goes to the sets the
    floors lack. What came closer to the floors and to the target stays.
    """
    usual, lacking, gap = board.state(), board.aims.lacking(board.by_muscle()), abs(board.total() - board.target)
    board.restore(start)
    while add_needed_accessory(board, limits):
        pass
    while superset_mains(board, limits) or superset_accessories(board, limits):
        pass
    _approach(board, limits, lambda sheet: sheet.reach().shortest)
    _meet(board, limits, settled=True)
    closer = board.aims.lacking(board.by_muscle()) < lacking - limits.rules.dense_gain
    if not closer or abs(board.total() - board.target) > max(gap, limits.rules.tolerance * board.target):
        board.restore(usual)


def _rest_fully(board: Board, limits: Limits, start: State) -> None:
    """Where main lifts are rested too shortly, from the start once more: with what can be spared left out, and else
    with shared rests. The first sheet that rests all of them fully and is as close to the floors and the target stays.
    """
    usual, lacking, gap = board.state(), board.aims.lacking(board.by_muscle()), abs(board.total() - board.target)
    for share_rests in (False, True):
        board.restore(start)
        while share_rests and (superset_mains(board, limits) or superset_accessories(board, limits)):
            pass
        _bracket(board, limits, SHORTER_RESTED, LONGER_RESTED)
        tune(board, limits)
        met = abs(board.total() - board.target) <= max(gap, limits.rules.tolerance * board.target)
        if met and not board.hurried() and board.aims.lacking(board.by_muscle()) <= lacking:
            return
    board.restore(usual)


def _approach(board: Board, limits: Limits, measure: Callable[[Board], float]) -> None:
    """Needed sets and accessories while they bring the measured length closer to the target."""
    length, target = measure(board), board.target
    short = length < target
    for lever in COARSE_LONGER if short else COARSE_SHORTER:
        while (length < target) is short:
            before, state = length, board.state()
            if not lever(board, limits):
                break
            length = measure(board)
            if abs(length - target) >= abs(before - target):
                board.restore(state)
                length = before
                break


def _bracket(board: Board, limits: Limits, shorter: Sequence[Lever], longer: Sequence[Lever]) -> None:
    """Pull levers until the target can be met by rests alone; keep the closest sheet seen.

    A step that overshoots is taken back, and its lever left alone from then on.
    """
    slack = limits.rules.aim * board.target
    reach = board.reach()
    best = state = board.state()
    best_gap = reach.gap
    banned: set[Lever] = set()
    for _ in range(MOST_STEPS):
        now = reach.side(slack)
        if not now:
            return
        levers = (lever for lever in (shorter if now > 0 else longer) if lever not in banned)
        pulled = next((lever for lever in levers if lever(board, limits)), None)
        if pulled is None:
            break
        before, reach_before = state, reach
        reach, state = board.reach(), board.state()
        if reach.gap < best_gap:
            best, best_gap = state, reach.gap
        if reach.side(slack) == -now:
            board.restore(before)
            reach, state = reach_before, before
            banned.add(pulled)
    board.restore(best)


def tune(board: Board, limits: Limits) -> None:
    """Set the rests: all by the same share of their room, then single steps for what is left."""
    step = limits.rules.rest_step
    for line in board.active:
        line.rest = int(within(line.rest, line.rest_low, line.rest_high))
    missing = board.target - board.total()
    lines = [line for line in board.active if line.gain(board.time) > 0]
    reach = sum(abs(_bound(line, missing) - line.rest) * line.gain(board.time) for line in lines)
    if not reach:
        return
    share = min(1.0, abs(missing) / reach)
    for line in lines:
        line.rest += step * whole(share * (_bound(line, missing) - line.rest) / step)
    board.used.add("E")
    for _ in range(MOST_REST_STEPS):
        missing = board.target - board.total()
        direction = step if missing > 0 else -step
        movable = [
            line for line in lines
            if line.rest_low <= line.rest + direction <= line.rest_high
            and abs(missing - direction * line.gain(board.time)) < abs(missing)
        ]  # fmt: skip
        if not movable:
            return
        best = min(movable, key=lambda line: abs(missing - direction * line.gain(board.time)))
        best.rest += direction


def _bound(line: Line, missing: float) -> int:
    return line.rest_high if missing > 0 else line.rest_low
