"""Score cards made by hand."""

from __future__ import annotations

from collections.abc import Mapping

from alloy_engine.domain.decision import Contribution, ScoreCard
from alloy_engine.domain.vocabulary import Dimension


def card(movement: str, values: Mapping[Dimension, float]) -> ScoreCard:
    """A card whose dimensions bring these values, those that are left out nothing."""
    parts = tuple(
        Contribution(dimension, value, 1.0, value, "A", f"rule of {movement}")
        for dimension, value in {**dict.fromkeys(Dimension, 0.0), **values}.items()
    )
    return ScoreCard(movement, sum(values.values()), parts)
