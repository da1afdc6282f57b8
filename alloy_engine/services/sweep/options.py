"""What a sweep is asked to do, checked before the work begins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from alloy_engine.errors import Fault, InvalidRequest
from alloy_engine.services.materials import Materials
from alloy_engine.services.sweep.asked import Asked, asked
from alloy_engine.services.sweep.draw import draw_requests
from alloy_engine.services.sweep.grid import MOST_REQUESTS, grid_requests

SUFFIXES = (".csv", ".parquet")
MOST_WORKERS, MOST_SESSIONS = 64, 100


@dataclass(frozen=True, slots=True)
class SweepOptions:
    """Either a grid (its JSON value) or a count of random requests with the seed they come from.

    workers: processes, None for one a core. out: where the frame goes, None for nowhere. optimum: sessions of each
    program to hold against the proven optimum, None for none.
    """

    grid: object = None
    random: int | None = None
    seed: int = 0
    workers: int | None = None
    out: Path | None = None
    optimum: int | None = None

    def requests(self, materials: Materials, *, today: dt.date) -> tuple[Asked, ...]:
        """What will be planned. Raises InvalidRequest with every fault of the options, else of the
        grid, else of the requests."""
        if faults := list(self._faults()):
            raise InvalidRequest(faults)
        if self.random is None:
            return asked(materials, grid_requests(self.grid), today=today)
        return asked(materials, draw_requests(materials, self.random, self.seed), today=today)

    def _faults(self) -> Iterator[Fault]:
        if self.random is not None and not 1 <= self.random <= MOST_REQUESTS:
            yield Fault("random", self.random, "is out of range", f"a whole number from 1 to {MOST_REQUESTS}")
        if self.seed < 0:
            yield Fault("seed", self.seed, "is negative", "a whole number from 0")
        if self.workers is not None and not 1 <= self.workers <= MOST_WORKERS:
            yield Fault("workers", self.workers, "is out of range", f"a whole number from 1 to {MOST_WORKERS}")
        if self.optimum is not None and not 1 <= self.optimum <= MOST_SESSIONS:
            yield Fault("optimum", self.optimum, "is out of range", f"a whole number from 1 to {MOST_SESSIONS}")
        if self.out is None:
            return
        if self.out.suffix not in SUFFIXES:
            yield Fault("out", str(self.out), "is no kind of file we write", "a .csv or .parquet file")
        elif self.out.is_dir() or not self.out.absolute().parent.is_dir():
            yield Fault("out", str(self.out), "cannot be written", "a file in a folder that exists")
