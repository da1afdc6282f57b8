"""The levers on everything but the hard sets: supersets, rests, ramp sets, drills, finisher, work after it."""

from __future__ import annotations

from collections.abc import Sequence

from alloy_engine.catalogue.policies.prescription import RestStretch
from alloy_engine.domain.vocabulary import ExerciseRole, MovementKind
from alloy_engine.session.doses.dose import REST_STEP
from alloy_engine.session.fitting.board import Board, Line
from alloy_engine.session.fitting.levers import Limits
from alloy_engine.session.fitting.supersets import pairs

SHORT_RESTS = "Rests are shorter than usual, for the time's sake: pick loads that allow it."
LONG_RESTS = "Rests are longer than usual: take the time to recover fully."


def superset_accessories(board: Board, limits: Limits) -> bool:
    return _superset(board, ExerciseRole.ACCESSORY, strict=True)


def superset_mains(board: Board, limits: Limits) -> bool:
    return _superset(board, ExerciseRole.MAIN, strict=True)


def superset_anything(board: Board, limits: Limits) -> bool:
    """Pairs that compete: only when time leaves nothing else."""
    done = _superset(board, ExerciseRole.ACCESSORY, strict=False) or _superset(board, ExerciseRole.MAIN, strict=False)
    if done:
        board.say("Some exercises that tire each other alternate, for the time's sake.")
    return done


def _superset(board: Board, role: ExerciseRole, *, strict: bool) -> bool:
    free = [line for line in board.active if line.role is role and line.pair is None]
    # What is half single-joint beside a compound would stand before the compounds of another pair.
    compounds = [
        line for line in free if role is ExerciseRole.MAIN and line.dose.movement.kind is MovementKind.COMPOUND
    ]
    for single in (compounds, free):
        found = pairs([line.dose.movement for line in single], strict=strict)
        if found:
            break
    else:
        return False
    number = 1 + max((line.pair for line in board.lines if line.pair is not None), default=-1)
    for place in found[0]:
        single[place].pair = number
    board.used.add("D")
    return True


def part_superset(board: Board, limits: Limits) -> bool:
    """The newest superset is taken apart again: there is time for full rests."""
    number = max((line.pair for line in board.lines if line.pair is not None), default=None)
    board.unpair(number)
    return number is not None


def longer_finisher(board: Board, limits: Limits) -> bool:
    if board.piece + 1 >= len(board.pieces):
        return False
    board.piece += 1
    board.used.add("F")
    return True


def shorter_finisher(board: Board, limits: Limits) -> bool:
    if board.piece == 0 or not board.pieces[board.piece - 1]:
        return False
    board.piece -= 1
    board.used.add("F")
    return True


def no_finisher(board: Board, limits: Limits) -> bool:
    """Short sessions may do without: only when time leaves nothing else."""
    if not board.finisher_minutes or board.pieces[0]:
        return False
    board.piece = 0
    board.used.add("F")
    board.say("No finisher today: the lifts take all the time.")
    return True


def more_after(board: Board, limits: Limits) -> bool:
    """Easy cardio or mobility in the time that the muscles have no use for any more; a drill makes room for it where
    the session is full.
    """
    if board.after_at + 1 >= len(board.after):
        return False
    full = not board.after_minutes and board.movements() >= limits.total_high
    if full and not fewer_drills(board, limits):
        return False
    board.after_at += 1
    board.used.add("F")
    return True


def less_after(board: Board, limits: Limits) -> bool:
    if not board.after_at:
        return False
    board.after_at -= 1
    board.used.add("F")
    return True


def more_drills(board: Board, limits: Limits) -> bool:
    if board.movements() >= limits.total_high:
        return False
    if board.warmup < limits.warmup.high and board.warmup <= board.cooldown:
        board.warmup += 1
    elif board.cooldown < limits.cooldown.high:
        board.cooldown += 1
    elif board.warmup < limits.warmup.high:
        board.warmup += 1
    else:
        return False
    board.used.add("H")
    return True


def fewer_drills(board: Board, limits: Limits) -> bool:
    if board.movements() <= limits.total_low:
        return False
    if board.cooldown > limits.cooldown.low and board.cooldown >= board.warmup:
        board.cooldown -= 1
    elif board.warmup > limits.warmup.low:
        board.warmup -= 1
    elif board.cooldown > limits.cooldown.low:
        board.cooldown -= 1
    else:
        return False
    board.used.add("H")
    return True


def shorter_sets(board: Board, limits: Limits) -> bool:
    """Fewer reps where sets are longest, down to the next number that takes less time: only when time leaves nothing
    else. Accessories' first: a main lift may have no other way to ask for more than the time before.
    """
    return _shorten(board, limits.rules.tight_reps)


def shortest_sets(board: Board, limits: Limits) -> bool:
    """The same further down: only where the session would else be too long to be called one of its length."""
    return _shorten(board, limits.rules.fewest_reps)


def _shorten(board: Board, least: int) -> bool:
    lengths = [row.reps for row in board.time.sets if row.reps >= least]
    long = [line for line in board.active if line.reps > least]
    if not long:
        return False
    longest = max(long, key=lambda line: (not line.is_main, line.reps))
    longest.ask_for(max(reps for reps in lengths if reps < longest.reps), board.time)
    board.say("Shorter sets than usual, for the time's sake.")
    return True


def fewer_ramps(board: Board, limits: Limits) -> bool:
    """One ramp set less where most are planned."""
    most = max(board.active, key=lambda line: line.ramps, default=None)
    if most is None or most.ramps == 0:
        return False
    most.ramps -= 1
    board.say("Ramp up in fewer steps, for the time's sake.")
    return True


def stretch_rest(board: Board, limits: Limits) -> bool:
    """Rests beyond the band: harmless for strength and size, and better than junk sets."""
    return _stretch(board, limits.rules.stretch_rest)


def stretch_rest_far(board: Board, limits: Limits) -> bool:
    """Long rests: only when hardly anything else fills the time."""
    return _stretch(board, limits.rules.far_rest)


def stretch_rest_last(board: Board, limits: Limits) -> bool:
    """Very long rests, whatever the sets are for: only when nothing else fills the time."""
    return _stretch(board, limits.rules.last_rest)


def _stretch(board: Board, how: RestStretch) -> bool:
    moved = False
    for line in board.lines:
        ceiling = REST_STEP * int(min(how.most, how.share * line.dose.rest_high) / REST_STEP)
        if line.rest_high < ceiling:
            line.rest_high, moved = ceiling, True
    if moved:
        board.say(LONG_RESTS)
    return moved


def squeeze_accessory_rest(board: Board, limits: Limits) -> bool:
    """Accessories' rests below the band: before any main lift's are touched."""
    return _squeeze(board, limits, [line for line in board.lines if not line.is_main])


def squeeze_rest(board: Board, limits: Limits) -> bool:
    """All rests below the band: only when time leaves nothing else."""
    return _squeeze(board, limits, board.lines)


def _squeeze(board: Board, limits: Limits, lines: Sequence[Line]) -> bool:
    rules, moved = limits.rules, False
    for line in lines:
        share = int(line.dose.rest_low * rules.tight_rest) // rules.rest_step * rules.rest_step
        floor = max(rules.tight_rest_floor, share)
        if line.rest_low > floor:
            line.rest_low, moved = floor, True
    if moved:
        board.say(SHORT_RESTS)
    return moved
