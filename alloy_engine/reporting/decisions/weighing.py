"""A slot's candidates weighed otherwise: exact, from their recorded raw scores, without planning anything.

What else the session holds stays as it is. In a slot filled by relaxing, the discipline weight is shrunk as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from alloy_engine.catalogue.policies.scoring import ScoringPolicy
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.decision import Account
from alloy_engine.domain.vocabulary import Dimension
from alloy_engine.scoring import modifier

Floats = NDArray[np.float64]
Weights = Mapping[Dimension, float]
DIMENSIONS = tuple(Dimension)


@dataclass(frozen=True, slots=True, eq=False)
class Weighing:
    """movements: the n candidates. raws: float[n, 7], each 0..1. bends: float[7], what goals and relaxing make of one
    unit of a base weight. base: float[7], the base weights the session was planned with. turns: int[n], the order among
    equals. minimum, margin: as in the account.
    """

    movements: tuple[str, ...]
    raws: Floats
    bends: Floats
    base: Floats
    turns: NDArray[np.intp]
    minimum: float
    margin: float

    @classmethod
    def of(cls, account: Account, brief: Brief, policy: ScoringPolicy, discipline_factor: float) -> Weighing:
        """discipline_factor: of the relaxation step at which the slot was filled."""
        cards = account.candidates
        raws = np.array([[part.raw for part in card.contributions] for card in cards]).reshape(-1, len(DIMENSIONS))
        bends = np.array([modifier(one, brief.goals, policy) for one in DIMENSIONS])
        bends[DIMENSIONS.index(Dimension.DISCIPLINE_PREFERENCE)] *= discipline_factor
        base = policy.base_weights(brief.request.weights)
        order = sorted(range(len(cards)), key=account.turns.__getitem__)
        turns = np.empty(len(cards), dtype=np.intp)
        turns[order] = np.arange(len(cards))
        return cls(
            tuple(card.movement for card in cards), raws, bends, vector(base), turns, account.minimum, account.margin
        )

    def effective(self, base: Floats) -> Floats:
        """The seven weights that such base weights (at least 0, one above) become: bent, together 1."""
        bent: Floats = base * self.bends
        return bent / bent.sum()

    def totals(self, base: Floats) -> Floats:
        """float[n]: the candidates' totals under such base weights."""
        totals: Floats = self.raws @ self.effective(base)
        return totals

    def winner(self, base: Floats) -> int | None:
        """Who is taken then, alone: the best qualified one, the first in turn among equals; None if nobody is."""
        totals = self.totals(base)
        able = np.flatnonzero(totals >= self.minimum)
        if not len(able):
            return None
        tied = able[totals[able] >= totals[able].max() - self.margin]
        return int(tied[self.turns[tied].argmin()])

    def with_weight(self, dimension: Dimension, weight: float) -> Floats:
        """The base weights with one of them changed."""
        base = self.base.copy()
        base[DIMENSIONS.index(dimension)] = weight
        return base


def vector(weights: Weights) -> Floats:
    """float[7] in priority order."""
    return np.array([weights[one] for one in DIMENSIONS])


def reranked(weighing: Weighing, base: Floats, name: Callable[[str], str]) -> pd.DataFrame:
    """One row a candidate, best first under such base weights: place (from 1), movement, name, total, before (its total
    as it was planned), moved (places up since).
    """
    now, before = weighing.totals(base), weighing.totals(weighing.base)
    order = np.lexsort((weighing.turns, -now))
    places = np.empty(len(now), dtype=np.intp)
    places[np.lexsort((weighing.turns, -before))] = np.arange(len(now))
    ids = [weighing.movements[at] for at in order]
    return pd.DataFrame(
        {
            "place": np.arange(1, len(now) + 1),
            "movement": ids,
            "name": [name(one) for one in ids],
            "total": now[order],
            "before": before[order],
            "moved": places[order] - np.arange(len(now)),
        }
    )
