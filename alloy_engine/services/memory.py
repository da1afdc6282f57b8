"""What Python's search for garbage need not look through, and how often it need look at all."""

from __future__ import annotations

import gc

VALUES_BETWEEN_SEARCHES = 200_000


def here_for_good() -> None:
    """Have Python no longer look for garbage among what is in memory by now: modules, catalogue and policy stay as long
    as the process, and a look through all of them takes longer than a poll of a live page, or half a verdict."""
    gc.collect()
    gc.freeze()


def search_seldom() -> None:
    """For a process that only plans: that makes many values and no cycles."""
    gc.set_threshold(VALUES_BETWEEN_SEARCHES)
