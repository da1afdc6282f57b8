"""What a sweep knows of how close a program's choices come to the proven best ones.

The solver that proves them belongs to whoever measures, not to the engine: a sweep is handed a judge, or goes without.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from alloy_engine.services.materials import Materials


class Optimum(NamedTuple):
    """Of some sessions of a program. share, worst: value over the proven optimum, on average and at worst, 0..1; None
    where no session was measured, and note says why.
    """

    share: float | None
    worst: float | None
    sessions: int
    note: str = ""

    @classmethod
    def unknown(cls, note: str) -> Optimum:
        return cls(None, None, 0, note)


# Asked once a request, with its complete document; goes to the processes of a sweep, so it must be picklable.
Judge = Callable[[Materials, Mapping[str, Any]], Optimum]
NOT_ASKED = Optimum.unknown("not asked for")
