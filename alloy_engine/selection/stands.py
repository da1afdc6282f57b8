"""Who stands for a kind of slot before anything is picked, remembered for the whole program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alloy_engine.catalogue.policies.relaxation import Step
from alloy_engine.domain.history import COUNTED_ROLES
from alloy_engine.domain.slot import Slot
from alloy_engine.scoring import Lineup, Scorer
from alloy_engine.selection.sieve import Rows, Sieve, Sifted

NOTHING = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Stand:
    """One kind of slot at one step.

    number: of the step. sifted: who passed the filters that depend on nothing else; rows: these; places: where among
    them each row stands. lineup: the same, ready to be scored. minimum: the total a candidate needs. cost: their CNS
    cost before role and deload; dearest: the largest of it.
    """

    number: int
    step: Step
    sifted: Sifted
    rows: Rows
    places: Mapping[int, int]
    lineup: Lineup
    minimum: float
    cost: NDArray[np.float64]
    dearest: float


class Stands:
    """Stands of one program. The same kinds of slot come back in every week, so every answer is kept.

    cost: CNS by catalogue row.
    """

    __slots__ = ("_cost", "_known", "_scorer", "_sieve", "_steps")

    def __init__(self, sieve: Sieve, scorer: Scorer, steps: tuple[Step, ...], cost: NDArray[np.float64]) -> None:
        self._sieve, self._scorer, self._steps, self._cost = sieve, scorer, steps, cost
        self._known: dict[tuple[object, ...], Stand] = {}

    def at(self, slot: Slot, step: int) -> Stand:
        """The stand for that slot at the step of that number."""
        key = (
            slot.role, slot.patterns, slot.muscles, slot.wants_isolation, slot.sets, slot.minutes, slot.own,
            slot.foremost, step,
        )  # fmt: skip
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._built(slot, step)
        return known

    def _built(self, slot: Slot, number: int) -> Stand:
        step = self._steps[number]
        sifted = self._sieve.sift(slot, step)
        cost = self._cost[sifted.rows]
        return Stand(
            number=number,
            step=step,
            sifted=sifted,
            rows=sifted.rows,
            places={row: place for place, row in enumerate(sifted.rows.tolist())},
            lineup=self._scorer.lineup(slot, step, sifted.rows),
            minimum=step.minimum.hard if slot.role in COUNTED_ROLES else step.minimum.support,
            cost=cost,
            dearest=float(cost.max(initial=NOTHING)),
        )
