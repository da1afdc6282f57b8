"""The sweep itself: requests dealt out to processes, rows gathered in the order of the requests."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from alloy_engine.catalogue.own import Cells
from alloy_engine.errors import AlloyError
from alloy_engine.services.clock import SystemClock
from alloy_engine.services.materials import Materials
from alloy_engine.services.memory import here_for_good, search_seldom
from alloy_engine.services.planning import foreseen_requirements, plan_document
from alloy_engine.services.sweep.asked import Asked
from alloy_engine.services.sweep.firing import Firing
from alloy_engine.services.sweep.optimum import NOT_ASKED, Judge, Optimum
from alloy_engine.services.sweep.row import COLUMNS, broken_gates, row_of, row_of_error

# Requests handed to a process at a time: enough that the handing over does not count, few enough that
# progress shows and the processes end together.
CHUNK = 4
Progress = Callable[[int, int], None]
Frozen = tuple[tuple[tuple[str, str], ...], ...]  # rows of cells, for a cache to know them by


class WorkerDied(AlloyError):
    """A process of the sweep ended without an answer; its requests have no rows."""


def sweep(
    requests: Sequence[Asked],
    data: Path,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
    judge: Judge | None = None,
    unjudged: str = NOT_ASKED.note,
    own: Sequence[Cells] = (),
    rules: bool = False,
) -> pd.DataFrame:
    """Plan every request; a frame with COLUMNS, one row a request in their order.

    data: the data folder, loaded once a process. workers: processes, by default one a core, never more
    than there is work for; 1 plans in this process. progress: called with (done, total) after each.
    own: movements of the coaches' own, beside the data folder's.
    rules: count which rules of the seven dimensions fire; planning takes about a third longer with it.
    judge: measures each program's choices against the optimum; unjudged: why there is none.
    Every column but `seconds` depends on the requests, catalogue and policy alone.
    Raises WorkerDied, CatalogueError, PolicyError.
    """
    count = min(workers or os.cpu_count() or 1, max(1, len(requests)))
    rows: list[dict[str, Any]] = []
    for row in _rows(requests, _Planner(str(data), judge, unjudged, _frozen(own), rules), count):
        rows.append(row)
        if progress is not None:
            progress(len(rows), len(requests))
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype({"optimum_share": float, "optimum_worst": float})


def _rows(requests: Sequence[Asked], planner: _Planner, workers: int) -> Iterator[dict[str, Any]]:
    if workers == 1:
        yield from map(planner, requests)
        return
    _materials(planner.data, planner.own)  # a faulty data folder is told here, in words, not by a dead process
    executor = ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_ready,
        initargs=(planner.data, planner.own),
    )
    try:
        chunk = max(1, min(CHUNK, len(requests) // (2 * workers)))
        yield from executor.map(planner, requests, chunksize=chunk)
    except BrokenProcessPool as error:
        raise WorkerDied("a process of the sweep died; with fewer workers it may have the memory it needs") from error
    finally:
        executor.shutdown(cancel_futures=True)


@dataclass(frozen=True, slots=True)
class _Planner:
    """What a process is asked to do with each request."""

    data: str
    judge: Judge | None
    unjudged: str
    own: Frozen
    rules: bool

    def __call__(self, request: Asked) -> dict[str, Any]:
        clock, materials = SystemClock(), _materials(self.data, self.own)
        start = clock.nanoseconds()
        try:
            firing = Firing.nothing()
            # No column shows scores or substitutes.
            document = plan_document(materials, request.document, firing.seen if self.rules else None, ranks=False)
            seconds = (clock.nanoseconds() - start) / 1e9
            foreseen = foreseen_requirements(materials, request.document) if broken_gates(document) else ()
            optimum = self.judge(materials, request.document) if self.judge else Optimum.unknown(self.unjudged)
        except Exception as error:  # noqa: BLE001  a defect met on one request is what a sweep looks for; the rest goes on
            return row_of_error(request.index, request.document, repr(error))
        return row_of(request.index, document, seconds, foreseen, optimum, firing)


def _frozen(own: Sequence[Cells]) -> Frozen:
    return tuple(tuple(row.items()) for row in own)


def _ready(data: str, own: Frozen) -> None:
    """A process's first act. An interrupt at the keyboard is the parent's to handle; it ends with the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, name="alloy-parent", daemon=True).start()
    _materials(data, own)
    here_for_good()
    search_seldom()


def _end_with_parent() -> None:
    """A parent that was killed cannot say so: nobody is left to take the rows."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@lru_cache(maxsize=1)
def _materials(data: str, own: Frozen) -> Materials:
    return Materials.load(Path(data)).with_own([dict(row) for row in own])
