"""The seven weights of one program: the base ones, bent by the goals, summing to 1 again."""

from __future__ import annotations

from collections.abc import Mapping

from alloy_engine.catalogue.policies.scoring import ScoringPolicy
from alloy_engine.domain.vocabulary import Dimension, Goal

Weights = Mapping[Dimension, float]


def dimension_weights(
    goals: Mapping[Goal, float], policy: ScoringPolicy, discipline_factor: float = 1.0, own: Weights | None = None
) -> Weights:
    """Weight by dimension in priority order, each 0..1, together 1.

    Each is the base weight × the goals' modifiers by share; a disabled dimension gets 0 and leaves the
    normaliser. discipline_factor (0..1) additionally shrinks the discipline dimension, as relaxing asks.
    own: the request's, before the policy's.
    """
    base = policy.base_weights(own)
    bent = {dimension: base[dimension] * modifier(dimension, goals, policy) for dimension in Dimension}
    bent[Dimension.DISCIPLINE_PREFERENCE] *= discipline_factor
    total = sum(bent.values())
    return {dimension: weight / total for dimension, weight in bent.items()}


def modifier(dimension: Dimension, goals: Mapping[Goal, float], policy: ScoringPolicy) -> float:
    """What the goals make of one unit of the dimension's base weight, by share."""
    return sum(share * policy.goals[goal].modifiers[dimension] for goal, share in goals.items())


def relative_weight(weights: Weights, strict: Weights) -> float:
    """How much heavier muscle coverage weighs in a relaxed slot than in a strict one (1 if disabled)."""
    plain = strict[Dimension.MUSCLE_COVERAGE]
    return weights[Dimension.MUSCLE_COVERAGE] / plain if plain > 0 else 1.0
