"""Which pattern leads a session: fresh against the sessions of its type before it, steady where it may be."""

from __future__ import annotations

from collections.abc import Sequence

from alloy_engine.catalogue.policies.structure import Focus
from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.vocabulary import MovementPattern, SessionType

TWO_PATTERN_MEMORY, MEMORY = 1, 2


class Leads:
    """The leading patterns so far, by session type. Working memory of one assignment."""

    def __init__(self, rules: Focus) -> None:
        self._rules = rules
        self._led: dict[SessionType, list[MovementPattern]] = {}

    def _recent(self, kind: SessionType) -> list[MovementPattern]:
        memory = TWO_PATTERN_MEMORY if len(self._rules.days[kind].patterns) <= 2 else MEMORY
        return self._led.get(kind, [])[-memory:]

    def repeats(self, day: DayPlan, lead: MovementPattern) -> bool:
        """True if the pattern led one of the last two sessions of the type (the last one where it has two)."""
        return lead in self._recent(day.type)

    def cost(self, day: DayPlan, patterns: Sequence[MovementPattern]) -> float:
        """The rule's cost if no pattern of the set is fresh, else 0."""
        recent = self._recent(day.type)
        return self._rules.costs.leading_pattern if all(p in recent for p in patterns) else 0.0

    def best(self, day: DayPlan, patterns: Sequence[MovementPattern]) -> MovementPattern:
        """A fresh one, the longest ago first; never led yet counts as longest, then the type's own order."""
        led = self._led.get(day.type, [])
        last = {pattern: number for number, pattern in enumerate(led)}
        return min(patterns, key=lambda p: last.get(p, -1))

    def took(self, day: DayPlan, lead: MovementPattern) -> None:
        self._led.setdefault(day.type, []).append(lead)
