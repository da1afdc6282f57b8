"""The scoring section of the policy: what each of the seven dimensions is worth, and its rules' numbers."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Self, TypeVar

from pydantic import Field, model_validator

from alloy_engine.catalogue.policies.part import PolicyPart
from alloy_engine.domain.vocabulary import (
    Dimension,
    Discipline,
    Equipment,
    ExerciseRole,
    Goal,
    MetricType,
    MovementKind,
    MovementPattern,
    MovementTier,
    Muscle,
)

E = TypeVar("E", bound=StrEnum)
Share = Annotated[float, Field(ge=0.0, le=1.0)]
Factor = Annotated[float, Field(gt=0.0, le=10.0)]
Seconds = Annotated[float, Field(ge=0.0, le=600.0)]
WEIGHT_SUM_TOLERANCE = 1e-9


class PatternRules(PolicyPart):
    """compatible: (one pattern, another, score), valid both ways."""

    exact: Share
    compatible: tuple[tuple[MovementPattern, MovementPattern, Share], ...]

    def score(self, one: MovementPattern, other: MovementPattern) -> float:
        """The score of one pattern standing in for a different one; 0 where it may not."""
        return self._scores.get((one, other), 0.0)

    @cached_property
    def _scores(self) -> Mapping[tuple[MovementPattern, MovementPattern], float]:
        scores: dict[tuple[MovementPattern, MovementPattern], float] = {}
        for one, other, value in self.compatible:
            for pair in ((one, other), (other, one)):
                scores[pair] = max(value, scores.get(pair, 0.0))
        return scores


class MuscleRules(PolicyPart):
    """worth: of the first, second … pick of a muscle in one session, never rising; the last one repeats."""

    worth: Annotated[tuple[Share, ...], Field(min_length=1)]
    synergist: Share
    sets_a_pick: Annotated[float, Field(gt=0)]

    @model_validator(mode="after")
    def _never_rising(self) -> Self:
        if list(self.worth) != sorted(self.worth, reverse=True):
            raise ValueError("worth must not rise: the objective would no longer be concave")
        return self


class DisciplineRules(PolicyPart):
    """pairs: disciplines related to each other, both ways."""

    match: Share
    related: Share
    neutral: Share
    pairs: tuple[tuple[Discipline, Discipline], ...]

    def are_related(self, one: Discipline, other: Discipline) -> bool:
        return (one, other) in self.pairs or (other, one) in self.pairs


class SpecializationRules(PolicyPart):
    primary: Share
    secondary: Share
    neutral: Share


class FitRules(PolicyPart):
    """How a goal's likes and factors become a score, and from where a rule is called strong or conflict."""

    liked: Share
    neutral: Share
    strong: Share
    conflict: Share
    above_skill: Share
    tier: dict[MovementTier, Share]


class GoalRules(PolicyPart):
    """One goal: modifiers of the dimensions' weights, and what it likes."""

    modifiers: dict[Dimension, Factor]
    likes: tuple[MovementPattern, ...]
    kinds: dict[MovementKind, Factor] = Field(default_factory=dict)
    patterns: dict[MovementPattern, Factor] = Field(default_factory=dict)
    equipment: tuple[Equipment, ...] = ()
    unilateral: Factor = 1.0

    @model_validator(mode="after")
    def _every_dimension(self) -> Self:
        _complete("modifiers", self.modifiers, Dimension)
        return self

    @cached_property
    def largest(self) -> float:
        """The largest factor a movement can have; what the fit is divided by."""
        return max((1.0, *self.kinds.values(), *self.patterns.values()))


class TimeRules(PolicyPart):
    """Scores by how the estimate compares with the slot, and what the estimate is made of (seconds)."""

    tolerance: Share
    slightly: Share
    fits: Share
    under: Share
    slightly_over: Share
    far_over: Share
    change_seconds: Seconds
    unilateral: Factor
    clocked: tuple[ExerciseRole, ...]
    work_seconds: dict[MetricType, Seconds]
    rest_seconds: dict[ExerciseRole, Seconds]
    main_work_seconds: dict[Goal, Seconds]
    main_rest_seconds: dict[Goal, Seconds]


class WeeklySets(PolicyPart):
    """Hard sets a week and muscle: bands by goal, where in the band to aim, smaller muscles' shares."""

    focus: Factor
    bands: dict[Goal, tuple[float, float]]
    position: Share
    share: dict[Muscle, Factor]

    @model_validator(mode="after")
    def _bands_rise(self) -> Self:
        if any(not 0 < low <= high for low, high in self.bands.values()):
            raise ValueError("each band is a low and a high number of sets, above 0")
        return self


class ScoringPolicy(PolicyPart):
    """See data/policy/scoring.toml."""

    tie_margin: Share
    recent_days: Annotated[int, Field(ge=0)]
    lots: Annotated[int, Field(ge=1)]
    weights: dict[Dimension, Share]
    disabled: tuple[Dimension, ...] = ()
    pattern: PatternRules
    muscle: MuscleRules
    discipline: DisciplineRules
    compound: dict[MovementKind, Share]
    specialization: SpecializationRules
    fit: FitRules
    goals: dict[Goal, GoalRules]
    time: TimeRules
    weekly_sets: WeeklySets

    def base_weights(self, own: Mapping[Dimension, float] | None = None) -> dict[Dimension, float]:
        """What the goals bend: a request's own weights, and where it has none, these; 0 for a disabled dimension."""
        shipped = {name: 0.0 if name in self.disabled else self.weights[name] for name in Dimension}
        return {**shipped, **(own or {})}

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if abs(sum(self.weights.values()) - 1.0) > WEIGHT_SUM_TOLERANCE:
            raise ValueError(f"weights sum to {sum(self.weights.values())}, not 1")
        if not any(weight > 0 for dimension, weight in self.weights.items() if dimension not in self.disabled):
            raise ValueError("every dimension is disabled")
        _complete("weights", self.weights, Dimension)
        _complete("compound", self.compound, MovementKind)
        _complete("fit.tier", self.fit.tier, MovementTier)
        _complete("goals", self.goals, Goal)
        _complete("time.work_seconds", self.time.work_seconds, MetricType)
        _complete("time.main_work_seconds", self.time.main_work_seconds, Goal)
        _complete("time.main_rest_seconds", self.time.main_rest_seconds, Goal)
        _complete("weekly_sets.bands", self.weekly_sets.bands, Goal)
        rested = {ExerciseRole.MAIN: 0.0, **self.time.rest_seconds, **dict.fromkeys(self.time.clocked, 0.0)}
        _complete("time.rest_seconds", rested, ExerciseRole)
        return self


def _complete(name: str, table: Mapping[E, object], vocabulary: type[E]) -> None:
    missing = [word.value for word in vocabulary if word not in table]
    if missing:
        raise ValueError(f"{name} lacks {', '.join(missing)}")
