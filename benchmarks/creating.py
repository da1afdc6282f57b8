"""python -m benchmarks.creating: how long it takes until a program exists, for one and for many who ask at once.

Creators are threads of one process, as they are in the studio and behind HTTP; each has an athlete of its own.
Latency is what a creator waits, for a free connection too.
"""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median, quantiles

from alloy_engine.services import Alloy
from alloy_engine.settings import Settings
from alloy_engine.storage.counting import count_statements
from benchmarks.figures import Figure, print_only
from benchmarks.surroundings import REQUEST, server

CREATORS = (1, 16, 64)
CREATES = 384  # a multiple of each


def figures() -> list[Figure]:
    with server() as url, Alloy.open(Settings(home=Path(), database_url=url), worker=False) as alloy:
        alloy.create(REQUEST)
        with count_statements(alloy.database.engine) as counted:
            alloy.create(REQUEST)
        found = [Figure("create, statements", counted.statements, ""), Figure("create, commits", counted.commits, "")]
        for creators in CREATORS:
            found += _with(alloy, creators)
    return found


def _with(alloy: Alloy, creators: int) -> list[Figure]:
    barrier = threading.Barrier(creators)

    def many(creator: int) -> list[float]:
        waits = []
        barrier.wait()
        for seed in range(CREATES // creators):
            start = time.perf_counter()
            alloy.create({**REQUEST, "seed": seed, "athlete": {"name": f"Athlete {creator}"}})
            waits.append((time.perf_counter() - start) * 1e3)
        return waits

    start = time.perf_counter()
    with ThreadPoolExecutor(creators) as pool:
        waits = [wait for some in pool.map(many, range(creators)) for wait in some]
    rate = CREATES / (time.perf_counter() - start)
    said = "1 creator" if creators == 1 else f"{creators} creators"
    return [
        Figure(f"create, {said}, median", median(waits)),
        Figure(f"create, {said}, p99", quantiles(waits, n=100)[98]),
        Figure(f"create, {said}, all together", rate, "programs/s"),
    ]


if __name__ == "__main__":
    print_only(figures)
