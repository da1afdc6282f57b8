"""Draws from a seeded generator that every part of a random request is made with."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TypeVar

import numpy as np
from numpy.random import Generator

from alloy_engine.domain.request import TEN

T = TypeVar("T")


def pick(random: Generator, values: Sequence[T]) -> T:
    return values[int(random.integers(len(values)))]


def several(random: Generator, values: Sequence[T], most: int) -> list[T]:
    """One to `most` of the values, each once."""
    places = random.permutation(len(values))[: int(random.integers(1, most + 1))]
    return [values[int(place)] for place in places]


def dollars(random: Generator, names: Sequence[StrEnum], most: int) -> dict[str, int]:
    """One to `most` names with whole dollars that sum to ten."""
    chosen = several(random, names, most)
    cuts = sorted(int(cut) for cut in random.permutation(np.arange(1, TEN))[: len(chosen) - 1])
    amounts = np.diff([0, *cuts, TEN])
    return {name.value: int(amount) for name, amount in zip(chosen, amounts, strict=True)}
