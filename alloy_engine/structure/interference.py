"""What gets in training's way: goals that disturb one another, and activities that load the same patterns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from alloy_engine.catalogue.policies.structure import Activities
from alloy_engine.catalogue.policy import Policy
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.request import ActivityHabit
from alloy_engine.domain.vocabulary import Activity, MovementPattern, Weekday
from alloy_engine.flow import Tracer

DAYS_A_WEEK = 7
WEEKDAYS = tuple(Weekday)


def goal_warnings(brief: Brief, policy: Policy, tracer: Tracer) -> tuple[str, ...]:
    """One sentence for each pair of well-funded goals that interfere, with what to do about it."""
    rule = policy.structure.goal_interference
    dollars = brief.request.goals
    advice = (
        f"keep the two at least {rule.hours_apart} h apart, {rule.hours_better} h is better and "
        f"{rule.hours_best} h best ({rule.source})"
    )
    warnings = tuple(
        f"{_words(pair.first)} ({dollars[pair.first]} dollars) and {_words(pair.second)} "
        f"({dollars[pair.second]} dollars) interfere: {pair.why}; {advice}."
        for pair in rule.pairs
        if min(dollars.get(pair.first, 0), dollars.get(pair.second, 0)) >= rule.dollars_each
    )
    tracer.take("1.4", "B" if warnings else "A")
    return warnings


@dataclass(frozen=True, slots=True)
class Blocked:
    """Patterns inside an activity's window, by day; masks are integers with one bit a day (bit = sequence).

    masks: pattern → days on which it should not be a main lift. by_activity: the same for each activity.
    active: days with an activity.
    """

    masks: dict[MovementPattern, int]
    by_activity: dict[Activity, dict[MovementPattern, int]]
    active: int

    def count(self, sequence: int, patterns: Sequence[MovementPattern]) -> int:
        """How many of the patterns are blocked on that day."""
        return sum(self.masks.get(pattern, 0) >> sequence & 1 for pattern in patterns)

    def among(self, sequence: int, patterns: Sequence[MovementPattern]) -> tuple[MovementPattern, ...]:
        """Those of the patterns that are blocked on that day."""
        return tuple([p for p in patterns if self.masks.get(p, 0) >> sequence & 1]) if self.masks else ()

    def is_active(self, sequence: int) -> bool:
        return bool(self.active >> sequence & 1)

    def blockers(self, sequence: int, pattern: MovementPattern) -> tuple[Activity, ...]:
        """The activities whose window holds that pattern on that day."""
        return tuple(name for name, masks in self.by_activity.items() if masks.get(pattern, 0) >> sequence & 1)


def blocked_days(
    habits: Sequence[ActivityHabit],
    start: dt.date,
    days: int,
    activities: Activities,
    recommended: Iterable[tuple[int, str]] = (),
) -> Blocked:
    """Windows of the weekly habits, and of single recommended activities given as (sequence, activity).

    Habits are taken to go on before and after the program, so windows reach over its ends.
    """
    occurrences = [*_occurrences(habits, start, days), *((Activity(name), day) for day, name in recommended)]
    masks: dict[MovementPattern, int] = {}
    by_activity: dict[Activity, dict[MovementPattern, int]] = {}
    active = 0
    for activity, offset in occurrences:
        active |= _bit(offset, days)
        own = by_activity.setdefault(activity, {})
        for shift, pattern in activities.blocked(activity):
            bit = _bit(offset + shift, days)
            masks[pattern] = masks.get(pattern, 0) | bit
            own[pattern] = own.get(pattern, 0) | bit
    return Blocked(masks, by_activity, active)


def _occurrences(habits: Sequence[ActivityHabit], start: dt.date, days: int) -> Iterable[tuple[Activity, int]]:
    for habit in habits:
        for weekday in habit.weekdays:
            first = (WEEKDAYS.index(weekday) - start.weekday()) % DAYS_A_WEEK
            yield from ((habit.activity, offset) for offset in range(first - DAYS_A_WEEK, days + DAYS_A_WEEK, 7))


def _bit(sequence: int, days: int) -> int:
    return 1 << sequence if 0 <= sequence < days else 0


def _words(goal: str) -> str:
    return goal.replace("_", " ")
