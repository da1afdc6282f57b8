"""The request with every default settled: what the engine actually plans from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from alloy_engine.domain.request import ProgramRequest
from alloy_engine.domain.vocabulary import (
    MAIN_PATTERNS,
    Discipline,
    Equipment,
    Goal,
    MovementPattern,
    ProgressionStyle,
    SkillLevel,
)


@dataclass(frozen=True, slots=True)
class Brief:
    """A program's standing orders.

    goals, disciplines: shares summing to 1, largest first (ties in vocabulary order).
    equipment: the items behind the preset or list. progression: never `auto`. start_date: settled.
    main_patterns: the main patterns that some lift allowed to this athlete has; all of them where nobody looked.
    """

    request: ProgramRequest
    goals: Mapping[Goal, float]
    disciplines: Mapping[Discipline, float]
    equipment: frozenset[Equipment]
    progression: ProgressionStyle
    experience: SkillLevel
    start_date: dt.date
    main_patterns: frozenset[MovementPattern] = field(default=frozenset(MAIN_PATTERNS))

    @property
    def leading_goal(self) -> Goal:
        return next(iter(self.goals))

    def dollars(self, *goals: Goal) -> int:
        """The dollars on these goals together, 0..10."""
        return sum([self.request.goals.get(goal, 0) for goal in goals])
