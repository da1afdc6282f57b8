"""Saying which rules a day's focus broke, and summing that up for the program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from alloy_engine.catalogue.policies.structure import Focus, FocusRule
from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.vocabulary import Activity, MovementPattern
from alloy_engine.structure.board import Board

IN_WORDS = {
    FocusRule.LEADING_PATTERN: "a leading pattern came back sooner than after two sessions of its type",
    FocusRule.TWO_IN_SEVEN: "a main pattern was used more often than its limit in seven days",
    FocusRule.ACTIVITY_WINDOW: "a main pattern lies within the window of an activity",
    FocusRule.WEEKLY_COVERAGE: "a main pattern is missing from a microcycle",
    FocusRule.CONSECUTIVE_DAYS: "a main pattern is trained on consecutive days",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A day's settled focus. lead_repeats: its leading pattern came back too soon.

    missing: patterns due in the microcycle and absent from it, said on its last lifting day.
    """

    focus: tuple[MovementPattern, ...]
    lead_repeats: bool
    missing: tuple[MovementPattern, ...] = ()


def broken_rules(day: DayPlan, outcome: Outcome, board: Board, rules: Focus) -> Iterator[tuple[FocusRule, str]]:
    """Each rule this day breaks against the days before it, with the words; in the order rules yield."""
    if outcome.lead_repeats:
        yield FocusRule.LEADING_PATTERN, f"{_words(outcome.focus[0])} leads again"
    for pattern in outcome.focus:
        uses = board.used_before(day.sequence, pattern, rules.window_days - 1) + 1
        if uses > rules.window_uses_max:
            yield FocusRule.TWO_IN_SEVEN, f"{_words(pattern)} is used {uses} times in {rules.window_days} days"
    for pattern in outcome.focus:
        if board.is_blocked(day.sequence, pattern):
            names = " and ".join(_words(name) for name in board.blocked.blockers(day.sequence, pattern))
            yield FocusRule.ACTIVITY_WINDOW, f"{_words(pattern)} lies within the window of {names}"
    for pattern in outcome.missing:
        yield FocusRule.WEEKLY_COVERAGE, f"{_words(pattern)} is not trained in microcycle {day.microcycle}"
    for pattern in outcome.focus:
        if board.used_before(day.sequence, pattern, 1):
            yield FocusRule.CONSECUTIVE_DAYS, f"{_words(pattern)} was trained the day before"


def summary(found: Sequence[tuple[FocusRule, str]]) -> tuple[str, ...]:
    """One sentence a rule that gave way, with how often."""
    times = Counter(rule for rule, _ in found)
    return tuple(
        f"Focus patterns: {IN_WORDS[rule]} ({times[rule]} {'time' if times[rule] == 1 else 'times'}), "
        "because the week leaves no better choice."
        for rule in FocusRule
        if times[rule]
    )


def _words(pattern: MovementPattern | Activity) -> str:
    return pattern.value.replace("_", " ")
