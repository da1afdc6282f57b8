"""Effort and load: Tuchscherer's chart."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

TOP_RPE = 10.0


def percent_of_max(reps: float, rpe: float, table: Sequence[float], tail: float) -> float:
    """% of the one-rep maximum for `reps` at `rpe` (1..10, half steps): the chart at reps + (10 − RPE).

    Positions between two entries are interpolated; beyond the last one `tail` is added for each step.
    """
    position = max(1.0, reps + TOP_RPE - rpe)
    last = len(table)
    if position >= last:
        return max(0.0, table[-1] + tail * (position - last))
    below = floor(position)
    share = position - below
    return table[below - 1] * (1 - share) + table[below] * share
