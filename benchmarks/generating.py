"""python -m benchmarks.generating: from a program that waits to one that is done.

First by the worker inside an app, phase by phase; then by one and by two worker processes that share several
programs, from their creation to the end of the last. A worker is three processes: itself, the one that computes, and
its backend at the server. So besides the time it is told how many cores were busy meanwhile and what processor time a
session took, of the whole machine: with all cores full, more workers gain nothing.
"""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median

import psutil

from alloy_engine.services import Alloy
from alloy_engine.settings import Settings
from benchmarks.figures import Figure, print_only
from benchmarks.surroundings import REQUEST, SESSIONS, finish, server, workers

ROUNDS = 5
WORKERS = (1, 2)
SHARED = 4  # programs


def figures() -> list[Figure]:
    with server() as url:
        settings = Settings(home=Path(), database_url=url)
        with Alloy.open(settings) as alloy:
            found = _in_the_app(alloy)
        with Alloy.open(settings, worker=False) as alloy:
            for number in WORKERS:
                with workers(alloy, url, number):
                    found += _shared(alloy, number)
    return found


def _in_the_app(alloy: Alloy) -> list[Figure]:
    finish(alloy, alloy.create(REQUEST).id)
    ends = [finish(alloy, alloy.create({**REQUEST, "seed": seed}).id) for seed in range(ROUNDS)]
    elapsed = median(end.elapsed_ms or 0.0 for end in ends)
    phases = {name: median(end.phases_ms.get(name, 0.0) for end in ends) for name in ends[0].phases_ms}
    return [
        Figure(f"generate and save, {SESSIONS} sessions, worker in the app", elapsed),
        Figure("generate and save, a session", elapsed / SESSIONS),
        *(Figure(f"&ensp;of {SESSIONS} sessions, {name}", ms) for name, ms in phases.items()),
    ]


def _shared(alloy: Alloy, number: int) -> list[Figure]:
    """After a program for each that nobody looks at: a worker's first one costs it its start."""
    _finished(alloy, number)
    start, before = time.perf_counter(), _busy_seconds()
    _finished(alloy, SHARED)
    seconds, busy = time.perf_counter() - start, _busy_seconds() - before
    said = "1 worker process" if number == 1 else f"{number} worker processes"
    return [
        Figure(f"generate and save, a session, {said}", seconds * 1e3 / SESSIONS / SHARED),
        Figure("&ensp;processor time of the machine, a session", busy * 1e3 / SESSIONS / SHARED),
        Figure(f"&ensp;cores busy, of {psutil.cpu_count()}", busy / seconds, ""),
    ]


def _busy_seconds() -> float:
    """That the machine's cores have been at work since it started."""
    times = psutil.cpu_times()
    return sum(times) - times.idle - getattr(times, "iowait", 0.0) - getattr(times, "guest", 0.0)


def _finished(alloy: Alloy, programs: int) -> None:
    made = [alloy.create({**REQUEST, "athlete": {"name": f"Athlete {n}"}}).id for n in range(programs)]
    for program in made:
        finish(alloy, program)


if __name__ == "__main__":
    print_only(figures)
