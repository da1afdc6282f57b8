"""What a session has given each muscle so far, and what one more pick of it would be worth.

This is the only part of the session objective in which picks depend on one another. Per muscle the credited
picks are ranked, the largest first, and the k-th counts `worth[k]` of itself: the first in full, the second
less, and nothing once the week's open sets are used up. Because the worths never rise, the value of a set of
picks is monotone and submodular, so a greedy choice keeps its guarantee and a swap climbs the same function.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from alloy_engine.catalogue.policies.scoring import MuscleRules
from alloy_engine.domain.vocabulary import Muscle

Floats = NDArray[np.float64]
RANKS = 4  # ranks whose worth is worked out beforehand; more picks of one muscle are rare
MUSCLES = tuple(Muscle)
POSITION = {muscle: place for place, muscle in enumerate(MUSCLES)}
NOTHING: tuple[tuple[float, ...], ...] = ((),) * len(MUSCLES)


@dataclass(frozen=True, slots=True, eq=False)
class Needs:
    """What the muscles still need this week; arrays by position in `MUSCLES`.

    scale: share of the weekly target still open, 0..1. room: picks the open sets have room for (may be inf).
    first: what the first pick of a muscle is worth, scale left aside.
    """

    rules: MuscleRules
    scale: Floats
    room: Floats
    first: Floats
    _worths: dict[int, tuple[float, ...]] = field(init=False, repr=False, default_factory=dict)

    @classmethod
    def of(cls, targets: Mapping[Muscle, float], done: Mapping[Muscle, float], rules: MuscleRules) -> Needs:
        """From hard sets a week to aim at and hard sets done this week."""
        deficits = [max(0.0, targets[muscle] - done.get(muscle, 0.0)) for muscle in MUSCLES]
        scale = [deficit / targets[muscle] for deficit, muscle in zip(deficits, MUSCLES, strict=True)]
        return cls._frozen(rules, np.array(scale), np.array(deficits) / rules.sets_a_pick)

    @classmethod
    def unlimited(cls, rules: MuscleRules) -> Needs:
        """For blocks whose sets are not hard sets: no muscle is ever done."""
        return cls._frozen(rules, np.ones(len(MUSCLES)), np.full(len(MUSCLES), np.inf))

    @classmethod
    def _frozen(cls, rules: MuscleRules, scale: Floats, room: Floats) -> Needs:
        first = np.minimum(1.0, np.maximum(0.0, room)) * rules.worth[0]
        for array in (scale, room, first):
            array.setflags(write=False)
        return cls(rules, scale, room, first)

    def worths_of(self, muscle: int, picks: int) -> tuple[float, ...]:
        """What the muscle's picks are worth, the largest first, scale left aside; at least so many."""
        found = self._worths.get(muscle, ())
        if len(found) < picks:
            room, worth = float(self.room[muscle]), self.rules.worth
            found = self._worths[muscle] = tuple(
                [
                    worth[min(rank, len(worth) - 1)] * min(1.0, max(0.0, room - rank))
                    for rank in range(max(picks, RANKS))
                ]
            )
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Ledger:
    """Credits by position in `MUSCLES`, each muscle's amounts in rising order; never changes in place.

    An amount is the pick's factor (1 as primary, less as synergist) × its slot's relative weight. plain: `raws`
    at factor and relative weight 1, which is what nearly every slot asks for.
    """

    needs: Needs
    credits: tuple[tuple[float, ...], ...]
    plain: Floats

    @classmethod
    def empty(cls, needs: Needs) -> Ledger:
        return cls(needs, NOTHING, needs.scale * needs.first)

    def count(self, muscle: int) -> int:
        """Picks credited to that muscle so far."""
        return len(self.credits[muscle])

    def raw(self, muscle: int, factor: float, relative: float = 1.0) -> float:
        """The muscle dimension's score (0..1) of one more pick: the objective's gain per unit of its weight."""
        amounts = self.credits[muscle]
        amount = factor * relative
        if not amounts:
            return float(self.needs.scale[muscle] * (self.needs.first[muscle] * amount) / relative)
        grown = list(amounts)
        insort(grown, amount)
        gain = self._worth(muscle, tuple(grown)) - self._worth(muscle, amounts)
        return min(1.0, max(0.0, float(self.needs.scale[muscle] * gain / relative)))

    def raws(self, factor: float, relative: float = 1.0) -> Floats:
        """`raw` for every muscle at once."""
        if factor == relative == 1.0:
            return self.plain
        raws: Floats = self.needs.scale * (self.needs.first * (factor * relative)) / relative
        for muscle, amounts in enumerate(self.credits):
            if amounts:
                raws[muscle] = self.raw(muscle, factor, relative)
        return raws

    def credit(self, muscle: int, amount: float) -> Ledger:
        amounts = list(self.credits[muscle])
        insort(amounts, amount)
        return self._with(muscle, amounts)

    def withdraw(self, muscle: int, amount: float) -> Ledger:
        amounts = list(self.credits[muscle])
        amounts.remove(amount)
        return self._with(muscle, amounts)

    def value(self) -> float:
        """The muscle term of the session objective, before the dimension's weight."""
        return sum(
            float(self.needs.scale[muscle]) * self._worth(muscle, amounts)
            for muscle, amounts in enumerate(self.credits)
            if amounts
        )

    def _with(self, muscle: int, amounts: list[float]) -> Ledger:
        credits = (*self.credits[:muscle], tuple(amounts), *self.credits[muscle + 1 :])
        changed = Ledger(self.needs, credits, self.plain.copy())
        changed.plain[muscle] = changed.raw(muscle, 1.0)
        changed.plain.setflags(write=False)
        return changed

    def _worth(self, muscle: int, amounts: tuple[float, ...]) -> float:
        total = 0.0
        worths = self.needs.worths_of(muscle, len(amounts))
        for worth, amount in zip(worths, reversed(amounts), strict=False):
            total += worth * amount
        return total
