"""python -m benchmarks.creating: how long it takes until a program exists, for one and for many who ask at once.

The many all ask for the same athlete, the worst case, in threads of one process as in the studio and behind HTTP,
and in processes. What they wait for is read from pg_stat_activity and pg_locks every few milliseconds. Most of a
creator's time with many in one process is the process's own: one thread computes at a time.
"""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from alloy_engine.services import Alloy, configure_log
from alloy_engine.settings import Settings
from alloy_engine.storage.counting import count_statements
from alloy_engine.storage.watch import Watch
from benchmarks.figures import Figure, print_only
from benchmarks.surroundings import REQUEST, engine

ALONE = 200  # creations one after the other
ROUNDS = 5
CREATORS = (16, 64)
PROCESSES = 4


def figures() -> list[Figure]:
    with engine() as (alloy, url):
        found = _alone(alloy)
        for creators in CREATORS:
            found += _in_threads(alloy, creators)
        return found + _in_processes(alloy, url)


def _alone(alloy: Alloy) -> list[Figure]:
    alloy.create(REQUEST)
    with count_statements(alloy.database.engine) as counted:
        alloy.create(REQUEST)
    times = [_milliseconds(alloy, number) for number in range(ALONE)]
    return [
        Figure("create, statements", counted.statements, ""),
        Figure("create, commits", counted.commits, ""),
        Figure("create, 1 creator, median", median(times)),
        Figure("create, 1 creator, p99", _p99(times)),
    ]


def _in_threads(alloy: Alloy, creators: int) -> list[Figure]:
    with Watch(alloy.database) as watch:
        times = [ms for _ in range(ROUNDS) for ms in _together(alloy, creators)]
    return _told(f"{creators} creators at once", times, watch)


def _in_processes(alloy: Alloy, url: str) -> list[Figure]:
    """As many creators again, spread over processes; watched once all of them are ready."""
    context, each = get_context("spawn"), CREATORS[-1] // PROCESSES
    ready, told = context.Barrier(PROCESSES + 1), context.SimpleQueue()
    arguments = (url, each, ready, told)
    processes = [context.Process(target=one_process, args=arguments) for _ in range(PROCESSES)]
    for process in processes:
        process.start()
    ready.wait()
    with Watch(alloy.database) as watch:
        ready.wait()
        times = [ms for _ in processes for ms in told.get()]
    for process in processes:
        process.join()
    return _told(f"{PROCESSES} processes × {each} creators at once", times, watch)


def one_process(url: str, creators: int, ready: Any, told: Any) -> None:
    configure_log("ERROR")
    with Alloy.open(Settings(home=Path(), database_url=url), worker=False) as alloy:
        alloy.create(REQUEST)
        ready.wait()
        ready.wait()
        told.put(_together(alloy, creators))


def _together(alloy: Alloy, creators: int) -> list[float]:
    """Milliseconds of each creator, from the moment all are let go to the answer."""
    gate = threading.Barrier(creators)

    def create(number: int) -> float:
        gate.wait()
        return _milliseconds(alloy, number)

    with ThreadPoolExecutor(creators) as pool:
        return list(pool.map(create, range(creators)))


def _milliseconds(alloy: Alloy, seed: int) -> float:
    start = time.perf_counter()
    alloy.create({**REQUEST, "seed": seed})
    return (time.perf_counter() - start) * 1e3


def _told(who: str, times: list[float], watch: Watch) -> list[Figure]:
    return [
        Figure(f"create, {who}, median", median(times)),
        Figure(f"create, {who}, p99", _p99(times)),
        Figure(f"create, {who}, waits for another's lock seen", watch.seen.lock_waits, ""),
        Figure(f"create, {who}, longest wait in the database seen", watch.seen.longest_wait_ms),
        Figure(f"create, {who}, connections", watch.seen.connections, ""),
    ]


def _p99(times: list[float]) -> float:
    return quantiles(times, n=100, method="inclusive")[98]


if __name__ == "__main__":
    print_only(figures)
