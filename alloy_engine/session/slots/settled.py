"""The main lifts a day has in any case: those of its focus, and what opens it where power is trained."""

from __future__ import annotations

from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.history import History
from alloy_engine.domain.vocabulary import LEG_DAYS, Discipline, ExerciseRole, Goal, MovementPattern
from alloy_engine.selection import CandidatePool
from alloy_engine.session.needs.shelf import Shelf
from alloy_engine.session.slots.held import BALLISTIC

PLYOMETRIC, OLYMPIC = BALLISTIC
MAIN = ExerciseRole.MAIN


def settled(day: DayPlan, pool: CandidatePool, shelf: Shelf, history: History) -> list[tuple[MovementPattern, ...]]:
    """The day's focus, and before it a ballistic lift where power is paid for."""
    rules = pool.policy.composition.lifting
    focus = day.focus or tuple(group[0] for group in pool.policy.composition.types[day.type].groups)
    wanted: list[tuple[MovementPattern, ...]] = [(pattern,) for pattern in focus]
    power = pool.brief.dollars(Goal.EXPLOSIVENESS, Goal.SPEED) >= rules.power_from
    if power and day.type in LEG_DAYS and shelf.stock(MAIN, BALLISTIC):
        return [_opening(day, pool, shelf, history), *wanted][: rules.mains.high]
    return wanted


def _opening(day: DayPlan, pool: CandidatePool, shelf: Shelf, history: History) -> tuple[MovementPattern, ...]:
    """A jump or a throw on one such day, an olympic lift on the next; who competes in these does one each time, and who
    has not learnt to lift jumps. Either, where there is only one kind.
    """
    if not (shelf.proper(PLYOMETRIC) and shelf.proper(OLYMPIC)):
        return BALLISTIC
    if Discipline.OLYMPIC_WEIGHTLIFTING in pool.brief.disciplines:
        return (OLYMPIC,)
    if pool.brief.experience.rank < pool.policy.composition.lifting.olympic_from.rank:
        return (PLYOMETRIC,)
    opened = [fact.of_role(MAIN) for fact in history.of_microcycle(day.microcycle)]
    turn = sum(any(pattern in BALLISTIC for pattern, _ in mains) for mains in opened)
    return (OLYMPIC,) if turn % 2 else (PLYOMETRIC,)
