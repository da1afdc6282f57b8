"""The levers that make a session longer or shorter, each a small step. A lever returns False when it is at its end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from alloy_engine.catalogue.policies.composition import Count
from alloy_engine.catalogue.policies.prescription import FitRules
from alloy_engine.domain.slot import INSISTED
from alloy_engine.domain.vocabulary import ExerciseRole, Muscle
from alloy_engine.session.fitting.board import Board, Line


@dataclass(frozen=True, slots=True)
class Limits:
    """How far the levers reach. warmup / cooldown: the most drills there are. total_low: movements that drills make up
    where lifts are few. focus: muscles to be brought up. after_first: easy cardio or mobility work
    takes the time that is left before longer rests do. after_most: minutes it may last at last, 0 where no longer than
    usual. rested: main lifts need their full rests.
    """

    rules: FitRules
    mains: Count
    accessories: Count
    warmup: Count
    cooldown: Count
    total_low: int
    total_high: int
    deload: bool
    after_first: bool
    after_most: float
    rested: bool
    focus: tuple[Muscle, ...] = ()


Lever = Callable[[Board, Limits], bool]  # False: nothing was pulled, and the sheet is as it was


def worth(
    line: Line, board: Board, trained: Mapping[Muscle, float], change: int, rules: FitRules, tilt: float
) -> float:
    """What one set more (change 1) or the last one (change −1) does for the session's muscle aims and for the balance
    of pushes and pulls: 0 = nothing. tilt: as the sheet's balance is now.
    """
    value = 0.0
    if not line.muscles:  # jumps are there for themselves
        return float(line.sets < line.dose.sets if change > 0 else line.sets <= line.dose.sets)
    for muscle, weight in line.muscles:
        done = trained.get(muscle, 0.0)
        value += board.aims.worth(muscle, weight, done if change > 0 else done - weight)
    return value - rules.balance * line.side * tilt if value > 0 else value


def tilt_of(board: Board, rules: FitRules) -> float:
    """How far the balance leans to pulls, −1..1; below 0 if it leans to pushes."""
    sides = [each.side * each.sets for each in board.active]
    # A day of pushes alone has its pulls on another day: only what stands side by side is weighed.
    today = sum(sides) if sides and min(sides) < 0 < max(sides) else 0
    return max(-1.0, min(1.0, board.pulls_ahead + today / rules.balance_span))


def room(line: Line, trained: Mapping[Muscle, float], cap: float) -> bool:
    """True if one set more keeps every muscle it tires at or below `cap` sets."""
    return has_room_for(1, line, trained, cap)


def has_room_for(sets: int, line: Line, trained: Mapping[Muscle, float], cap: float) -> bool:
    """The same of so many sets more."""
    for muscle, weight in line.tired:  # noqa: SIM110  asked at every step of fitting: `all` would take twice as long
        if trained.get(muscle, 0.0) + weight * sets > cap:
            return False
    return True


def add_needed_set(board: Board, limits: Limits) -> bool:
    """One set where a muscle is still below its aim."""
    return _add_set(board, limits, limits.rules.sets_per_muscle_aim, needed=True)


def add_set(board: Board, limits: Limits) -> bool:
    """One set anywhere the band and the muscle's cap allow."""
    return _add_set(board, limits, limits.rules.sets_per_muscle, needed=False)


def add_set_beyond(board: Board, limits: Limits) -> bool:
    """One set of a muscle whose week is full: only when nothing else fills the time."""
    return _add_set(board, limits, limits.rules.sets_per_muscle, needed=False, week_full=True)


def add_set_at_last(board: Board, limits: Limits) -> bool:
    """One set where there are fewest, whatever the session should have: only where it would else be too short to be
    called one of its length.
    """
    free = [line for line in board.active if line.sets < line.dose.sets_high]
    if not free:
        return False
    min(free, key=lambda line: (line.sets, not line.is_main)).sets += 1
    board.used.add("B")
    return True


def _add_set(board: Board, limits: Limits, cap: float, *, needed: bool, week_full: bool = False) -> bool:
    if board.hard_sets() >= board.sets_high:
        return False
    trained, tilt = board.by_muscle(), tilt_of(board, limits.rules)
    best: tuple[float, int, int] | None = None
    for place, line in enumerate(board.lines):
        if not line.active or line.sets >= line.dose.sets_high or not room(line, trained, cap):
            continue
        tips = _adds_to_side_ahead(line, board, needed)
        if not week_full and (tips or not board.aims.has_room(line.muscles, trained)):
            continue
        gain = worth(line, board, trained, 1, limits.rules, tilt)
        if needed and gain <= 0:
            continue
        ranked = (-gain, line.sets - line.dose.sets, place)
        best = ranked if best is None or ranked < best else best
    if best is None:
        return False
    board.lines[best[2]].sets += 1
    board.used.add("B")
    return True


def _adds_to_side_ahead(line: Line, board: Board, needed: bool) -> bool:
    """Whether it is an accessory of the side that the program has far more of as it is, such as a press that the coach
    wishes for on a day of pulls: that does not grow. Nor does a main lift of that side, only to fill time.
    """
    return not (line.is_main and needed) and line.side * board.pulls_ahead >= 1.0


def drop_idle_set(board: Board, limits: Limits) -> bool:
    """One set that no muscle needs."""
    return _drop_set(board, limits, idle=True, floor=lambda line: line.dose.sets_low)


def drop_set(board: Board, limits: Limits) -> bool:
    """The set that is missed least, down to the band's low end."""
    return _drop_set(board, limits, idle=False, floor=lambda line: line.dose.sets_low)


def drop_spare_set_below(board: Board, limits: Limits) -> bool:
    """A set below the band that no floor of the week needs: better than rests too short to lift well."""
    trained = board.by_muscle()

    def spare(line: Line) -> int:
        needed = any(
            trained.get(muscle, 0.0) - weight < board.aims.floor.get(muscle, 0.0) for muscle, weight in line.muscles
        )
        return line.sets if needed else limits.rules.tight_sets

    return _drop_set(board, limits, idle=False, floor=spare)


def drop_set_below(board: Board, limits: Limits) -> bool:
    """A set below the band: only when time leaves nothing else."""
    if not drop_set_beyond(board, limits):
        return False
    board.say("Fewer sets than usual, for the time's sake.")
    return True


def drop_set_beyond(board: Board, limits: Limits) -> bool:
    """The same where the session has more sets than its week may rise by: nothing for the athlete to be told."""
    return _drop_set(board, limits, idle=False, floor=lambda _: limits.rules.tight_sets)


def drop_to_one(board: Board, limits: Limits) -> bool:
    return _drop_set(board, limits, idle=False, floor=lambda _: 1)


def _drop_set(board: Board, limits: Limits, *, idle: bool, floor: Callable[[Line], int]) -> bool:
    if board.hard_sets() <= board.sets_low:
        return False
    trained, tilt = board.by_muscle(), tilt_of(board, limits.rules)
    best: tuple[float, int, int] | None = None
    for place, line in enumerate(board.lines):
        lowest = 1 if limits.deload else floor(line)
        if not line.active or line.sets <= lowest:
            continue
        loss = worth(line, board, trained, -1, limits.rules, tilt)
        if idle and loss > 0:
            continue
        ranked = (loss, -line.sets, -place)
        best = ranked if best is None or ranked < best else best
    if best is None:
        return False
    board.lines[-best[2]].sets -= 1
    board.used.add("B")
    return True


def add_needed_accessory(board: Board, limits: Limits) -> bool:
    """The first optional accessory not used yet, if a muscle it trains is still below its aim."""
    spare = next((line for line in board.lines if not line.active), None)
    if spare is None:
        return False
    gain = worth(spare, board, board.by_muscle(), 1, limits.rules, tilt_of(board, limits.rules))
    return gain > 0 and add_accessory(board, limits)


def add_accessory(board: Board, limits: Limits) -> bool:
    """The first optional accessory not used yet, with as many sets as its muscles and the session have room for."""
    if board.movements() >= limits.total_high:
        return False
    count = sum([line.role is ExerciseRole.ACCESSORY for line in board.active])
    spare = next((line for line in board.lines if not line.active), None)
    if spare is None or count >= limits.accessories.high:
        return False
    least = 1 if limits.deload else spare.dose.sets_low
    trained, cap = board.by_muscle(), limits.rules.sets_per_muscle
    most = min(spare.sets, board.sets_high - board.hard_sets())
    while most >= least and not has_room_for(most, spare, trained, cap):
        most -= 1
    if most < least:
        return False
    spare.active, spare.sets = True, most
    board.used.add("C")
    return True


def drop_accessory(board: Board, limits: Limits) -> bool:
    """The last accessory, as long as enough are left; one for a focus muscle only where there is no other. A deload
    that would be left too little keeps it, and so does a week that would train a major too rarely.
    """
    return _drop_accessory(board, limits, board.sets_low if limits.deload else 0, lambda line: _is_due(line, board))


def drop_accessory_beyond(board: Board, limits: Limits) -> bool:
    """The same however few sets are left: only when time leaves nothing else."""
    return _drop_accessory(board, limits, 0, lambda _: False)


def _is_due(line: Line, board: Board) -> bool:
    """Whether nothing else today trains a major that the week would else train too rarely."""
    muscle = line.dose.movement.primary
    floor = muscle in board.aims.due and muscle in board.aims.floor
    return floor and board.by_muscle().get(muscle, 0.0) <= line.sets


def _drop_accessory(board: Board, limits: Limits, least: int, is_kept: Callable[[Line], bool]) -> bool:
    active = [line for line in board.active if line.role is ExerciseRole.ACCESSORY]
    dropped = [line for line in active if line.dose.slot.hold not in INSISTED and not is_kept(line)]
    if len(active) <= limits.accessories.low or not dropped:
        return False
    last = max(dropped, key=lambda line: (line.dose.movement.primary not in limits.focus, active.index(line)))
    if board.hard_sets() - last.sets < least:
        return False
    last.active = False
    board.unpair(last.pair)
    board.used.add("C")
    return True
