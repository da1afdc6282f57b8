"""python -m benchmarks.creators: 1, 16 and 64 creators at the same moment, in threads and in processes.

What they wait for is read from pg_stat_activity and pg_locks every few milliseconds. Most of a creator's time with many
in one process is the process's own: one thread computes at a time.
"""

from __future__ import annotations

import argparse
import json
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from alloy_engine.services import Alloy, configure_log
from alloy_engine.settings import Settings
from alloy_engine.storage.watch import Watch
from benchmarks.surroundings import REQUEST, home

ROUNDS = 3
CREATORS = (1, 16, 64)
PROCESSES = 4


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.creators")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    configure_log("ERROR")
    with home() as folder:
        settings = Settings(home=folder, database_url=os.environ.get("DATABASE_URL"))
        with Alloy.open(settings, worker=False) as alloy:
            figures = [*(in_threads(alloy, many) for many in CREATORS), in_processes(alloy, folder)]
    print(json.dumps(figures, indent=2) if options.json else as_table(figures))


def in_threads(alloy: Alloy, creators: int) -> dict[str, Any]:
    """All of one athlete, from the moment they are let go to the answer."""
    alloy.create(REQUEST)
    with Watch(alloy.database) as watch:
        times = [ms for _ in range(ROUNDS) for ms in together(alloy, creators)]
    return figures_of(f"{creators} threads", times, watch)


def in_processes(alloy: Alloy, folder: Path) -> dict[str, Any]:
    """64 creators again, 16 in each of four processes; watched once all of them are ready."""
    context = get_context("spawn")
    ready, told = context.Barrier(PROCESSES + 1), context.SimpleQueue()
    arguments = (alloy.database.url, folder, CREATORS[-1] // PROCESSES, ready, told)
    processes = [context.Process(target=one_process, args=arguments) for _ in range(PROCESSES)]
    for process in processes:
        process.start()
    ready.wait()
    with Watch(alloy.database) as watch:
        ready.wait()
        times = [ms for _ in processes for ms in told.get()]
    for process in processes:
        process.join()
    return figures_of(f"{PROCESSES} processes of {CREATORS[-1] // PROCESSES} threads", times, watch)


def one_process(url: str, folder: Path, creators: int, ready: Any, told: Any) -> None:
    configure_log("ERROR")
    with Alloy.open(Settings(home=folder, database_url=url), worker=False) as alloy:
        alloy.create(REQUEST)
        ready.wait()
        ready.wait()
        told.put(together(alloy, creators))


def together(alloy: Alloy, creators: int) -> list[float]:
    gate = threading.Barrier(creators)

    def create(number: int) -> float:
        gate.wait()
        start = time.perf_counter()
        alloy.create({**REQUEST, "seed": number})
        return (time.perf_counter() - start) * 1000

    with ThreadPoolExecutor(creators) as pool:
        return list(pool.map(create, range(creators)))


def figures_of(name: str, times: list[float], watch: Watch) -> dict[str, Any]:
    return {
        "creators": name,
        "p50_ms": median(times),
        "p99_ms": quantiles(times, n=100, method="inclusive")[98] if len(times) > 1 else times[0],
        "lock_waits": watch.seen.lock_waits,
        "waits_by_kind": dict(watch.seen.waits),
        "longest_wait_ms": watch.seen.longest_wait_ms,
        "connections": watch.seen.connections,
    }


def as_table(figures: list[dict[str, Any]]) -> str:
    rows = [
        "| creators at once | p50 | p99 | waits for another | longest wait seen | connections |",
        "|---|---|---|---|---|---|",
    ]
    rows += [
        f"| {one['creators']} | {one['p50_ms']:.0f} ms | {one['p99_ms']:.0f} ms | {one['lock_waits']} "
        f"| {one['longest_wait_ms']:.1f} ms | {one['connections']} |"
        for one in figures
    ]
    return "\n".join(rows)


if __name__ == "__main__":
    main()
