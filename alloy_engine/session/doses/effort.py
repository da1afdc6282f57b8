"""Effort and numbers, rounded as people can tell them apart."""

from __future__ import annotations

from math import floor

HALF = 2


def half_steps(rpe: float) -> float:
    """RPE to the nearest half; people cannot tell finer."""
    return floor(rpe * HALF + 0.5) / HALF


def whole(value: float) -> int:
    """Nearest whole number, halves up (Python's own rounding goes to even)."""
    return floor(value + 0.5)


def within(value: float, low: float, high: float) -> float:
    return max(low, min(high, value))
