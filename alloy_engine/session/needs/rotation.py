"""Main patterns that a day should leave to the days around it."""

from __future__ import annotations

from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.history import History
from alloy_engine.domain.vocabulary import MAIN_PATTERNS, ExerciseRole, MovementPattern
from alloy_engine.selection import CandidatePool
from alloy_engine.selection.context import kept_off


def left_to_others(day: DayPlan, pool: CandidatePool, history: History) -> frozenset[MovementPattern]:
    """Patterns beyond the day's own focus that an activity keeps off it, or that would then come on two days running
    or too often in seven.
    """
    rules = pool.policy.structure.focus
    trained: dict[int, frozenset[MovementPattern]] = {number: frozenset(focus) for number, focus in day.coming}
    for fact in history.of_microcycle(day.microcycle):
        trained[fact.day.day] = frozenset(pattern for pattern, _ in fact.of_role(ExerciseRole.MAIN))

    def is_due_elsewhere(pattern: MovementPattern) -> bool:
        days = {number for number, patterns in trained.items() if pattern in patterns}
        if not days.isdisjoint((day.day - 1, day.day + 1)):
            return True
        first = range(day.day - rules.window_days + 1, day.day + 1)
        return any(len(days.intersection(range(at, at + rules.window_days))) >= rules.window_uses_max for at in first)

    elsewhere = {pattern for pattern in MAIN_PATTERNS if is_due_elsewhere(pattern)}
    return frozenset((elsewhere | kept_off(pool, day)) - set(day.focus))
