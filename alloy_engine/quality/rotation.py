"""Main patterns over a microcycle's days: whether they rotate, and keep clear of the athlete's activities."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from alloy_engine.catalogue import Policy
from alloy_engine.catalogue.policies.structure import FocusRule
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.calendar import DayPlan, MicrocyclePlan
from alloy_engine.domain.program import PlannedSession
from alloy_engine.domain.vocabulary import MAIN_PATTERNS, Activity, ExerciseRole, Goal, MovementPattern, Weekday

WEEKDAYS, MAIN = tuple(Weekday), ExerciseRole.MAIN
Fault = tuple[str, bool]


def rotation_faults(
    microcycle: MicrocyclePlan, sessions: Sequence[PlannedSession], brief: Brief, policy: Policy
) -> list[Fault]:
    """Main patterns on consecutive days or too often in seven, focus not delivered; each with "is on record"."""
    rules = policy.structure.focus
    faults: list[Fault] = []
    trained: list[tuple[MovementPattern, ...]] = []
    for day, session in zip(microcycle.days, sessions, strict=True):
        mains = main_patterns(day, session, brief, policy)
        for pattern in mains:
            words = _words(pattern)
            if trained and pattern in trained[-1]:
                recorded = _on_record(day, FocusRule.CONSECUTIVE_DAYS, pattern)
                faults.append((f"{words} on days {day.day - 1} and {day.day}", recorded))
            uses = 1 + sum(pattern in earlier for earlier in trained[-(rules.window_days - 1) :])
            if uses > rules.window_uses_max:
                recorded = _on_record(day, FocusRule.TWO_IN_SEVEN, pattern)
                faults.append((f"{words} {uses} times in {rules.window_days} days by day {day.day}", recorded))
        if session.blocks:
            absent = [p for p in day.focus if p in MAIN_PATTERNS and p not in _in_main_block(session)]
            faults.extend((f"{_words(p)} is day {day.day}'s focus and no main lift of it", False) for p in absent)
        trained.append(mains)
    return faults


def interference_faults(
    microcycle: MicrocyclePlan, sessions: Sequence[PlannedSession], brief: Brief, policy: Policy
) -> list[Fault]:
    """Main lifts within the window of an activity, each with "is on record"."""
    faults: list[Fault] = []
    for day, session in zip(microcycle.days, sessions, strict=True):
        blocked = blocked_patterns(day.date, microcycle, brief, policy)
        for pattern in main_patterns(day, session, brief, policy):
            if pattern in blocked:
                names = " and ".join(_words(activity) for activity in blocked[pattern])
                recorded = _on_record(day, FocusRule.ACTIVITY_WINDOW, pattern)
                faults.append((f"{_words(pattern)} on day {day.day}, within the window of {names}", recorded))
    return faults


def blocked_patterns(
    date: dt.date, microcycle: MicrocyclePlan, brief: Brief, policy: Policy
) -> dict[MovementPattern, list[Activity]]:
    """Patterns that should not be a main lift on that date, and the activities that say so.

    Weekly habits count on both sides of the microcycle's ends, recommended activities within it.
    """
    rules = policy.structure.activities
    recommended = {day.date: Activity(day.activity) for day in microcycle.days if day.activity}
    blocked: dict[MovementPattern, list[Activity]] = {}
    habits: dict[Activity, tuple[Weekday, ...]] = {}
    for habit in brief.request.activities:
        habits[habit.activity] = (*habits.get(habit.activity, ()), *habit.weekdays)
    for activity in sorted({*habits, *recommended.values()}):
        for shift, pattern in rules.blocked(activity):
            done_on = date - dt.timedelta(days=shift)
            habitual = WEEKDAYS[done_on.weekday()] in habits.get(activity, ())
            names = blocked.setdefault(pattern, [])
            if (habitual or recommended.get(done_on) is activity) and activity not in names:
                names.append(activity)
    return {pattern: names for pattern, names in blocked.items() if names}


def main_patterns(day: DayPlan, session: PlannedSession, brief: Brief, policy: Policy) -> tuple[MovementPattern, ...]:
    """Main patterns really trained that day, in the vocabulary's order.

    Where endurance makes the main block many light lifts, only its focus is as taxing as a main lift.
    """
    if not session.blocks or not day.type.is_lifting:
        return ()
    light = brief.dollars(Goal.ENDURANCE) >= policy.gates.session.lifting.light_main_dollars
    found = set(day.focus) if light else _in_main_block(session)
    return tuple(pattern for pattern in MAIN_PATTERNS if pattern in found)


def _in_main_block(session: PlannedSession) -> set[MovementPattern]:
    return {exercise.pattern for block in session.blocks if block.role is MAIN for exercise in block.exercises}


def _on_record(day: DayPlan, rule: FocusRule, pattern: MovementPattern) -> bool:
    return any(text.startswith(f"{rule.value}: {_words(pattern)} ") for text in day.yields)


def _words(name: MovementPattern | Activity) -> str:
    return name.value.replace("_", " ")
