"""The short version of `make chaos`."""

from __future__ import annotations

from collections.abc import Callable

from alloy_engine.services import Alloy
from tests.durability.chaos import rage
from tests.durability.processes import PROMISED_SECONDS, Started

SECONDS = 35.0  # then the workers are left alone


def test_whatever_is_killed_nothing_is_lost_and_nothing_is_doubled(alloy: Alloy, start: Callable[..., Started]) -> None:
    tally = rage(alloy, start, kills=12, seed=4, seconds=SECONDS)
    assert tally.exact, str(tally)
    assert tally.kills_in_hand >= tally.kills / 3, str(tally)
    assert tally.longest_pause < PROMISED_SECONDS * tally.stretch, str(tally)
