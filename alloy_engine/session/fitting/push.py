"""The coach's aggression: more or fewer sets of the movements that balanced coaching would take, in the same time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from alloy_engine.catalogue.policies.relaxation import BudgetRules
from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.vocabulary import Muscle
from alloy_engine.selection import CandidatePool
from alloy_engine.session.doses.effort import whole
from alloy_engine.session.doses.mainlift import push_of
from alloy_engine.session.fitting.board import Board, Line, State
from alloy_engine.session.fitting.fit import tune
from alloy_engine.session.fitting.levers import Lever, Limits, room
from alloy_engine.session.fitting.order import in_order
from alloy_engine.session.fitting.pacing import (
    less_after,
    longer_finisher,
    more_after,
    part_superset,
    shorter_finisher,
    stretch_rest,
    stretch_rest_far,
    superset_accessories,
    superset_mains,
)

# Only what leaves every movement where it is.
Levers = tuple[Lever, ...]
LONGER: Levers = (part_superset, longer_finisher, more_after, stretch_rest)
SHORTER: Levers = (less_after, superset_accessories, superset_mains, shorter_finisher)
MOST_STEPS = 60
Trained = Mapping[Muscle, float]  # hard sets today
Loss = Callable[[Line, Board, Trained, Limits, float], bool]
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Push:
    """How hard the coach pushes. scale: of all hard sets. rpe: added to the usual effort. budget: CNS of the day."""

    scale: float
    rpe: float
    budget: float
    rest: float
    rules: BudgetRules

    @classmethod
    def of(cls, day: DayPlan, pool: CandidatePool) -> Push:
        aggression, rules = pool.brief.request.persona.aggression, pool.policy.relaxation.budget
        scale = pool.policy.prescription.aggression[aggression]
        eased = rules.deload_factor if day.is_deload else 1.0
        return cls(scale, push_of(pool), rules.day(pool.brief, aggression), eased, rules)

    def fatigue(self, lines: Sequence[Line]) -> float:
        """CNS these lines cost with the sets they have now, and the effort the coach asks for."""
        dear = 1.0 + self.rules.effort_cost * self.rpe
        return dear * sum(
            self.rules.cost[line.dose.movement.cns] * self.rules.role_factor[line.role] * self.rest * line.sets
            / max(1, line.usual)
            for line in lines
        )  # fmt: skip


def push(board: Board, limits: Limits, how: Push) -> None:
    """Scale the sheet's sets towards the coach's share, as far as bands, daily limits and the time allow.

    The time stays met by rests and supersets; a set that neither has room for is left as it was. Movements stay.
    """
    for line in board.lines:
        line.usual = line.sets
    if abs(board.total() - board.target) > limits.rules.tolerance * board.target:
        return
    usual = board.hard_sets()
    wanted = min(max(whole(how.scale * usual), min(usual, board.planned_low)), max(usual, board.planned_high))
    _move(wanted - usual, board, limits, how, _usually)
    # A day that would still rise too far from the latest of its type rests longer, and goes below bands and floors, at
    # last to single sets.
    for allowed in (_usually, _below_bands, _below_floors, _to_one):
        if how.scale < 1 and board.hard_sets() > board.planned_high:
            _move(board.planned_high - board.hard_sets(), board, limits, how, allowed, (*LONGER, stretch_rest_far))
    tune(board, limits)


def _move(missing: int, board: Board, limits: Limits, how: Push, may_lose: Loss, longer: Levers = LONGER) -> None:
    """So many sets more, or less where that is below 0, as far as may be. may_lose: whether a line may lose a set."""
    change = 1 if missing > 0 else -1
    open_to_it = [at for at, line in enumerate(board.lines) if line.active]
    while missing and open_to_it:
        trained = board.by_muscle()
        at = _next(open_to_it, change, board, trained, how.scale)
        if _takes(at, change, board, trained, limits, how, may_lose, longer):
            missing -= change
        else:
            open_to_it.remove(at)


def _usually(line: Line, board: Board, trained: Trained, limits: Limits, scale: float) -> bool:
    least = 1 if limits.deload else line.dose.sets_low
    return line.sets > least and not board.aims.misses(line.muscles, trained) and _keeps_side(line, board, scale)


def _below_bands(line: Line, board: Board, trained: Trained, limits: Limits, scale: float) -> bool:
    spare = line.sets > limits.rules.tight_sets and not board.aims.misses(line.muscles, trained)
    return spare and _keeps_side(line, board, scale)


def _below_floors(line: Line, board: Board, trained: Trained, limits: Limits, scale: float) -> bool:
    return line.sets > limits.rules.tight_sets


def _to_one(line: Line, board: Board, trained: Trained, limits: Limits, scale: float) -> bool:
    return line.sets > 1


def _keeps_side(line: Line, board: Board, scale: float) -> bool:
    """Whether pushes or pulls that stand side by side keep their own share with one set of that lift less: where the
    one side has lifts at their bands' low ends, the other does not pay for both.
    """
    both = {each.side for each in board.active}.issuperset((1, -1))
    alike = [each for each in board.active if each.side == line.side]
    fewest = whole(scale * sum([each.usual for each in alike]))
    return not (both and line.side) or sum([each.sets for each in alike]) > fewest


def _next(places: Sequence[int], change: int, board: Board, trained: Trained, scale: float) -> int:
    """Main lifts grow first and accessories shrink first; of these the line furthest from its own share; of equals,
    one more for the mover with the fewest sets today, one less for the one with the most.
    """

    def rank(at: int) -> tuple[bool, float, float, int]:
        line = board.lines[at]
        beyond, mover = line.sets - scale * line.usual, trained.get(line.dose.movement.primary, 0.0)
        return line.is_main is not (change > 0), change * beyond, change * mover, at

    return min(places, key=rank)


def _takes(
    at: int, change: int, board: Board, trained: Trained, limits: Limits, how: Push, may_lose: Loss, longer: Levers
) -> bool:
    """One set more or less for that line, where the rules and the time allow it; else nothing changes."""
    line = board.lines[at]
    if change < 0:
        allowed = may_lose(line, board, trained, limits, how.scale)
    else:
        allowed = line.sets < line.dose.sets_high and room(line, trained, limits.rules.sets_per_muscle)
        allowed = allowed and board.aims.has_room(line.muscles, trained)
        # What the coach adds goes to no side that the program has too much of as it is.
        allowed = allowed and line.side * board.pulls_ahead < 1.0
    if not allowed:
        return False
    line.sets += change
    if (change > 0 and _too_much(line, board, how)) or not _in_time(board, limits, longer):
        board.lines[at].sets -= change
        return False
    return True


def _too_much(line: Line, board: Board, how: Push) -> bool:
    active = list(board.active)
    if how.fatigue(active) > how.budget + ROUNDING:
        return True
    pattern = line.dose.movement.pattern
    most = how.rules.high_rpe_sets.get(pattern)
    if most is None or line.dose.rpe < how.rules.high_rpe:
        return False
    alike = (each for each in active if each.dose.movement.pattern is pattern and each.dose.rpe >= how.rules.high_rpe)
    return sum(each.sets for each in alike) > most


def _in_time(board: Board, limits: Limits, longer: Levers) -> bool:
    """Pull levers until rests alone can meet the time; False, and nothing pulled, if they cannot."""
    slack = limits.rules.aim * board.target
    first = board.reach().side(slack)
    if not first:
        return True
    start, pieces, levers = board.state(), _pieces(board), SHORTER if first > 0 else longer
    state = start
    for _ in range(MOST_STEPS):
        if not any(_pulled(lever, board, limits, pieces, state) for lever in levers):
            break
        now = board.reach().side(slack)
        if not now:
            return True
        if now != first:
            break
        state = board.state()
    board.restore(start)
    return False


def _pieces(board: Board) -> tuple[int, ...]:
    """What stands around the lifts, which may grow longer or shorter and neither come nor go; and how lifts of one
    pattern follow one another with supersets side by side, because the next week carries on the first as the first.
    """
    places = {id(line): place for place, line in enumerate(board.active)}
    ordered = in_order(board.active)
    return (
        *(places[id(line)] for line in sorted(ordered, key=lambda line: line.dose.movement.pattern)),
        board.warmup,
        board.cooldown,
        int(board.finisher_minutes > 0),
        int(board.after_minutes > 0),
    )


def _pulled(lever: Lever, board: Board, limits: Limits, pieces: tuple[int, ...], state: State) -> bool:
    """True if the lever moved and no piece came or went by it; else the sheet is as it is now, in that state."""
    if not lever(board, limits):
        return False
    if _pieces(board) == pieces:
        return True
    board.restore(state)
    return False
