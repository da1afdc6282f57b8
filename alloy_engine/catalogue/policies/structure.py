"""The structure section of the policy: calendar, day types, focus patterns, interference."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from alloy_engine.catalogue.policies.part import PolicyPart
from alloy_engine.domain.vocabulary import (
    LIFTING_TYPES,
    MAIN_PATTERNS,
    Activity,
    Goal,
    MovementPattern,
    Muscle,
    SessionType,
    SplitTemplate,
)

Share = Annotated[float, Field(ge=0, le=1)]
Cost = Annotated[float, Field(ge=0)]
Count = Annotated[int, Field(ge=0)]
HOURS_A_DAY = 24


class FocusRule(StrEnum):
    """A rule of focus patterns that may give way; a day's `yields` start with its value and a colon."""

    LEADING_PATTERN = "leading_pattern"
    TWO_IN_SEVEN = "two_in_seven"
    ACTIVITY_WINDOW = "activity_window"
    WEEKLY_COVERAGE = "weekly_coverage"
    CONSECUTIVE_DAYS = "consecutive_days"


class Calendar(PolicyPart):
    """Days and shares. deload_minutes_share: of session_minutes."""

    deload_days: Annotated[int, Field(ge=1)]
    microcycle_days_min: Annotated[int, Field(ge=1)]
    deload_minutes_share: Share
    accumulation_share: Share
    peaking_share: Share


class Mix(PolicyPart):
    """How goals turn training days into cardio, conditioning and mobility days, and the limits of that."""

    endurance_cardio: Share
    fat_loss_cardio_or_conditioning: Share
    mobility_days: Share
    cardio_and_conditioning_max: Share
    mobility_max: Share
    lifting_days_min: Count
    endurance_dollars_forcing_cardio: Count
    mobility_dollars_forcing_day: Count
    cardio_preference_from_days: Count
    low_stress_from_days_per_week: Count
    beginner_hard_days_max: Count


class AutoRow(PolicyPart):
    """The rotation `auto` takes for up to so many lifting days in seven."""

    up_to: Count
    rotation: tuple[SessionType, ...]


class Placement(PolicyPart):
    """Costs by which one placement of the training days is preferred to another."""

    collision_cost: Cost
    activity_day_cost: Cost
    boundary_cost: Cost


class FocusCosts(PolicyPart):
    """What each broken rule or preference costs; a focus is chosen at the least sum."""

    pattern_short: Cost
    change_in_mesocycle: Cost
    push_pull_uneven: Cost
    knee_without_hip: Cost
    uneven_use: Cost
    program_use: Cost
    leading_pattern: Cost
    two_in_seven: Cost
    activity_window: Cost
    weekly_coverage: Cost
    consecutive_days: Cost


class FocusSize(PolicyPart):
    from_minutes: Count
    patterns: Annotated[int, Field(ge=1)]


class FocusDay(PolicyPart):
    """A day type's main patterns in the order they are done, and how many a session holds."""

    patterns: tuple[MovementPattern, ...]
    minimum: Annotated[int, Field(ge=1)]
    sizes: tuple[FocusSize, ...]

    def size(self, minutes: int) -> int:
        """Main patterns for a session of that many minutes."""
        fitting = [row.patterns for row in self.sizes if row.from_minutes <= minutes]
        return fitting[-1] if fitting else self.minimum

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        counts = [row.patterns for row in self.sizes]
        if not set(self.patterns) <= set(MAIN_PATTERNS) or len(set(self.patterns)) != len(self.patterns):
            raise ValueError("patterns must be distinct main patterns")
        if counts != sorted(counts) or not self.minimum <= min(counts) <= max(counts) <= len(self.patterns):
            raise ValueError("sizes must rise from at least the minimum to at most the number of patterns")
        return self


class Focus(PolicyPart):
    """Rules of focus patterns. window_uses_max: uses of one main pattern in any `window_days` days.

    shares: how often a pattern should come, against 1 for one that is not named.
    one_more_from: minutes from which a day may hold a pattern more than its size, where the week would miss it.
    """

    one_more_from: Annotated[int, Field(ge=0)]
    sweeps: Annotated[int, Field(ge=1)]
    window_days: Annotated[int, Field(ge=2)]
    window_uses_max: Annotated[int, Field(ge=1)]
    coverage_from_lifting_days: Count
    costs: FocusCosts
    shares: dict[MovementPattern, Annotated[float, Field(gt=0)]]
    days: dict[SessionType, FocusDay]

    @model_validator(mode="after")
    def _every_type(self) -> Self:
        missing = sorted(LIFTING_TYPES - set(self.days))
        if missing:
            raise ValueError(f"no focus patterns for {', '.join(missing)}")
        return self


class ActivityWindow(PolicyPart):
    """Patterns that should not be a main lift within so many hours before and after the activity."""

    not_before: tuple[MovementPattern, ...] = ()
    not_after: tuple[MovementPattern, ...] = ()
    hours_before: Count = 0
    hours_after: Count = 0
    loads: tuple[Muscle, ...] = ()


class Activities(PolicyPart):
    """Windows by activity, and how windows shorter than a day are read."""

    short_window_reaches_days: Count
    windows: dict[Activity, ActivityWindow]

    @model_validator(mode="after")
    def _every_activity(self) -> Self:
        missing = sorted(set(Activity) - set(self.windows))
        if missing:
            raise ValueError(f"no window for {', '.join(missing)}")
        return self

    def reach(self, hours: int) -> int:
        """Days a window of that many hours reaches beyond the activity's own day; -1 for no window."""
        if hours == 0:
            return -1
        return self.short_window_reaches_days if hours < HOURS_A_DAY else hours // HOURS_A_DAY

    def blocked(self, activity: Activity) -> Iterable[tuple[int, MovementPattern]]:
        """Every (day offset from the activity, pattern) that should not be a main lift.

        The activity's own day counts as both before and after: the hour is not known.
        """
        window = self.windows[activity]
        for back in range(self.reach(window.hours_before) + 1):
            yield from ((-back, pattern) for pattern in window.not_before)
        for ahead in range(self.reach(window.hours_after) + 1):
            yield from ((ahead, pattern) for pattern in window.not_after)


class GoalPair(PolicyPart):
    first: Goal
    second: Goal
    why: str


class GoalInterference(PolicyPart):
    """Pairs of goals that warn when each has at least `dollars_each`, and the advice in hours."""

    dollars_each: Count
    hours_apart: Count
    hours_better: Count
    hours_best: Count
    source: str
    pairs: tuple[GoalPair, ...]


class StructurePolicy(PolicyPart):
    """See data/policy/structure.toml."""

    calendar: Calendar
    mix: Mix
    rotations: dict[SplitTemplate, tuple[SessionType, ...]]
    auto: tuple[AutoRow, ...]
    placement: Placement
    focus: Focus
    activities: Activities
    goal_interference: GoalInterference
