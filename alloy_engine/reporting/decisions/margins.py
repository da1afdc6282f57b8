"""How firm a pick is: the lead over the next, and how far each weight can move before somebody else is taken.

All of it is linear: multiplied by what the weights are brought to 1 with, every total is a straight line in any one
base weight, and "taken" is a set of inequalities between such lines.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from alloy_engine.domain.vocabulary import Dimension
from alloy_engine.reporting.decisions.weighing import DIMENSIONS, Floats, Weighing
from alloy_engine.reporting.wording import title

MOST = 1.0  # base weights go from 0 to this
BEYOND = 1e-7  # far enough past a border to see who is taken there
GRID = 101  # weights that are tried from where one is to either end
SWING = 0.5  # the tornado makes each weight so much larger and smaller


@dataclass(frozen=True, slots=True)
class Span:
    """How far one base weight can go, the others as they are, while the same movement is taken.

    low, high: the borders, 0..1; low_to, high_to: who is taken past them. None: nothing changes up to 0, or up to 1.
    """

    dimension: Dimension
    weight: float
    low: float | None
    low_to: str | None
    high: float | None
    high_to: str | None

    @property
    def nearest(self) -> tuple[float, str] | None:
        """The nearer border, and who is taken past it."""
        borders = [
            (border, to)
            for border, to in ((self.low, self.low_to), (self.high, self.high_to))
            if border is not None and to is not None
        ]
        return min(borders, key=lambda one: abs(one[0] - self.weight), default=None)


def spans(weighing: Weighing) -> tuple[Span, ...]:
    """One a dimension; none where nobody is taken."""
    taken = weighing.winner(weighing.base)
    return () if taken is None else tuple(_span(weighing, taken, dimension) for dimension in DIMENSIONS)


def _span(weighing: Weighing, taken: int, dimension: Dimension) -> Span:
    here = float(weighing.base[DIMENSIONS.index(dimension)])
    out = _losing(weighing, taken, dimension)
    below = out[:, 1][out[:, 1] <= here]
    above = out[:, 0][out[:, 0] >= here]
    low = float(below.max()) if len(below) and below.max() > 0 else None
    high = float(above.min()) if len(above) and above.min() < MOST else None
    return Span(
        dimension, here, low, _past(weighing, dimension, low, -BEYOND), high, _past(weighing, dimension, high, BEYOND)
    )


def _past(weighing: Weighing, dimension: Dimension, border: float | None, step: float) -> str | None:
    if border is None:
        return None
    place = weighing.winner(weighing.with_weight(dimension, max(0.0, border + step)))
    return "nobody" if place is None else weighing.movements[place]


def _losing(weighing: Weighing, taken: int, dimension: Dimension) -> Floats:
    """float[k, 2]: the stretches of that weight on which `taken` is not taken, and why is one of: it does not qualify,
    somebody is ahead by more than the margin, or somebody whose turn comes first counts as equal to the best.
    """
    free, slope = lines(weighing, dimension)
    whole_free, whole_slope = _whole(weighing, dimension)
    need = weighing.minimum
    # a + b x > 0 is where it loses: below the minimum, or beaten by more than the margin
    ahead, steeper = np.delete(free, taken) - free[taken], np.delete(slope, taken) - slope[taken]
    a = np.append(ahead - weighing.margin * whole_free, need * whole_free - free[taken])
    b = np.append(steeper - weighing.margin * whole_slope, need * whole_slope - slope[taken])
    stretches = [_where(a, b, strictly=True)]
    for rival in np.flatnonzero(weighing.turns < weighing.turns[taken]):
        near_a = free[rival] - free + weighing.margin * whole_free
        near_b = slope[rival] - slope + weighing.margin * whole_slope
        able_a, able_b = free[rival] - need * whole_free, slope[rival] - need * whole_slope
        inside = _where(np.append(near_a, able_a), np.append(near_b, able_b), strictly=False)
        if len(inside) == len(near_a) + 1:  # each inequality holds somewhere
            low, high = inside[:, 0].max(), inside[:, 1].min()
            if low < high:
                stretches.append(np.array([[low, high]]))
    return np.concatenate(stretches)


def winning(weighing: Weighing, movement: str) -> list[tuple[Dimension, float, float]]:
    """Where one base weight alone makes that candidate the one that is taken: dimension, its weight now and the nearest
    weight at which it is so, to BEYOND, on a grid of GRID steps; the smallest change first. Empty for no candidate.
    """
    if movement not in weighing.movements:
        return []
    wanted, found = weighing.movements.index(movement), []
    for dimension in DIMENSIONS:
        here = float(weighing.base[DIMENSIONS.index(dimension)])
        for way in (np.linspace(here, 0.0, GRID), np.linspace(here, MOST, GRID)):
            taken = [weighing.winner(weighing.with_weight(dimension, float(weight))) == wanted for weight in way]
            if any(taken[1:]):
                first = taken.index(True, 1)
                border = _narrowed(weighing, dimension, wanted, (float(way[first - 1]), float(way[first])))
                found.append((dimension, here, border))
    return sorted(found, key=lambda one: abs(one[2] - one[1]))


def _narrowed(weighing: Weighing, dimension: Dimension, wanted: int, between: tuple[float, float]) -> float:
    """The weight next to the first of the two at which `wanted` is taken, as it is at the second."""
    without, taken = between
    while abs(taken - without) > BEYOND:
        middle = (without + taken) / 2
        if weighing.winner(weighing.with_weight(dimension, middle)) == wanted:
            taken = middle
        else:
            without = middle
    return taken


def lines(weighing: Weighing, dimension: Dimension) -> tuple[Floats, Floats]:
    """Per candidate, intercept and slope of the total times the whole, in that base weight."""
    at = DIMENSIONS.index(dimension)
    fixed = weighing.base * weighing.bends
    fixed[at] = 0.0
    return weighing.raws @ fixed, weighing.raws[:, at] * weighing.bends[at]


def _whole(weighing: Weighing, dimension: Dimension) -> tuple[float, float]:
    """The same of what totals are divided by."""
    at = DIMENSIONS.index(dimension)
    fixed = weighing.base * weighing.bends
    return float(fixed.sum() - fixed[at]), float(weighing.bends[at])


def _where(a: Floats, b: Floats, *, strictly: bool) -> Floats:
    """float[k, 2]: where a + b x ≥ 0 within 0..1 (strictly: > 0 between the ends), of those lines that are so over a
    stretch.
    """
    low, high = np.zeros(len(a)), np.full(len(a), MOST)
    rising, falling = b > 0, b < 0
    low[rising] = np.maximum(0.0, -a[rising] / b[rising])
    high[falling] = np.minimum(MOST, -a[falling] / b[falling])
    level = (a > 0) if strictly else (a >= 0)
    holds = np.where(b == 0, level, low < high)
    return np.column_stack([low, high])[holds]


def lead(weighing: Weighing, base: Floats, taken: int) -> float:
    """How far `taken` is ahead of the best other candidate; negative if it is behind, 1 if there is no other."""
    totals = weighing.totals(base)
    others = np.delete(totals, taken)
    return float(totals[taken] - others.max()) if len(others) else 1.0


def tornado(weighing: Weighing) -> pd.DataFrame:
    """One row a dimension, the one that moves the lead most first: label, weight, less and more (the lead when that
    weight is half as large and half as large again), lead (now).
    """
    taken = weighing.winner(weighing.base)
    columns = ["label", "weight", "less", "lead", "more"]
    if taken is None:
        return pd.DataFrame(columns=columns)
    now = lead(weighing, weighing.base, taken)
    rows = []
    for dimension, weight in zip(DIMENSIONS, weighing.base, strict=True):
        less, more = (
            lead(weighing, weighing.with_weight(dimension, float(weight) * factor), taken)
            for factor in (1 - SWING, 1 + SWING)
        )
        rows.append((title(dimension.value), float(weight), less, now, more))
    frame = pd.DataFrame(rows, columns=columns)
    order = (frame["more"] - frame["less"]).abs().sort_values(ascending=False, kind="stable").index
    return frame.loc[order].reset_index(drop=True)
