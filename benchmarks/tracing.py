"""python -m benchmarks.tracing: what it costs to keep times, statements, waits and branches.

Two engines side by side on one server, one that traces and one that does not, generate the same programs by turns.
What is traced is spans (of phases, statements and waits) and the branches taken; decisions and the sessions'
own rows are kept either way.

Compared is processor time, to the nanosecond: of this process, of the compute processes, of the server's backends
and of its log writer. Not counted is what comes and goes for reasons of its own (autovacuum is off, the
checkpointer is left out).

A block is one program generated sixteen times, eight times by each engine, in an order (TURNS) in which neither comes
earlier, or after the other, more often: drift, and caches the one before has filled, fall on both alike. Whatever else
the machine does can only add to a program's processor time, so the three cheapest of the eight count. Both engines are
opened anew for each block: how a process happens to lie in memory makes some per cent, for as long as it lives.

The figure is the middle of all the means of two blocks (Hodges and Lehmann), with the bounds between which it truly
lies with 95 % confidence (Wilcoxon; errors need not be normal, only as likely too high as too low): if they are far
apart, the machine was too busy to tell.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import combinations_with_replacement
from math import floor, sqrt
from pathlib import Path
from statistics import median

import psutil
from sqlalchemy import create_engine, text

from alloy_engine.services import Alloy
from alloy_engine.settings import Settings
from alloy_engine.storage.database import normalised_url
from alloy_engine.storage.embedded import EmbeddedServer
from benchmarks.figures import Figure, print_only
from benchmarks.surroundings import REQUEST, home

BLOCKS = 20
TURNS = 2 * (True, False, False, True, False, True, True, False)  # whose turn it is: the one that traces?
COUNTED = 3  # of the eight of each
DEVIATIONS = 1.96  # of a normal distribution, between which 95 % lie
LOOK_SECONDS = 0.1
OURS = ("alloy", "walwriter")  # as a server process tells in its title whose it is
CPU_CLOCK = 2  # of a process, as Linux numbers the clocks of others: see clock_getcpuclockid(3)


def figures() -> list[Figure]:
    """The overhead over all blocks; the bounds of its confidence stand below it."""
    with home() as folder, EmbeddedServer(folder, settings={"autovacuum": "off"}) as server:
        url = server.start()
        settings = Settings(home=folder, database_url=url)
        other = replace(settings, database_url=another_database(url), tracing=False)
        measured = []
        for seed in range(1, BLOCKS + 1):
            with Alloy.open(settings) as traced, Alloy.open(other) as untraced:
                for engine in (traced, untraced):
                    seconds_of(engine, folder, seed=0)  # to get everything going
                measured.append(block(traced, untraced, folder, seed))
                sessions = traced.status(traced.programs(limit=1)[0].id).sessions_total
    low, overhead, high = located([100 * (with_it / without - 1) for with_it, without in measured])
    with_it, without = (median(each) * 1e3 / sessions / COUNTED for each in zip(*measured, strict=True))
    return [
        Figure("tracing, share of generation's processor time", overhead, "%"),
        Figure("&ensp;95 % confidence, from", low, "%"),
        Figure("&ensp;to", high, "%"),
        Figure("generate, processor time a session, traced", with_it),
        Figure("generate, processor time a session, not traced", without),
    ]


def block(traced: Alloy, untraced: Alloy, folder: Path, seed: int) -> tuple[float, float]:
    """Processor seconds of the cheapest of the same program with and without; each comes first every other time."""
    seconds: dict[bool, list[float]] = {True: [], False: []}
    for turn in TURNS:
        traces = turn is (seed % 2 == 0)
        seconds[traces].append(seconds_of(traced if traces else untraced, folder, seed))
    with_it, without = (sum(sorted(seconds[each])[:COUNTED]) for each in (True, False))
    return with_it, without


def located(values: Sequence[float]) -> tuple[float, float, float]:
    """Where the values lie, whatever they are distributed like as long as that is even to both sides: the least it may
    be with 95 % confidence, the best guess, and the most."""
    count = len(values)
    means = sorted((one + other) / 2 for one, other in combinations_with_replacement(values, 2))
    spread = sqrt(count * (count + 1) * (2 * count + 1) / 24)
    out = max(0, floor(len(means) / 2 - DEVIATIONS * spread))
    return means[out], median(means), means[-1 - out]


def seconds_of(alloy: Alloy, folder: Path, seed: int) -> float:
    """Processor time from a program's creation to its end."""
    before = processor_seconds(folder)
    program = alloy.create({**REQUEST, "seed": seed}).id
    with alloy.database.apart() as c:  # what a status poll costs is no part of it
        while c.execute(ENDED, {"id": program}).scalar_one() is None:
            time.sleep(LOOK_SECONDS)
    after = processor_seconds(folder)
    return sum(seconds - before.get(process, 0.0) for process, seconds in after.items())


def processor_seconds(folder: Path) -> dict[int, float]:
    """By process: this one, its children, and those of the server below the folder that work for us."""
    postmaster = psutil.Process(int(next(folder.rglob("postmaster.pid")).read_text().split()[0]))
    me, found = psutil.Process(), dict[int, float]()
    for process in (me, *me.children(recursive=True), *postmaster.children()):
        with suppress(psutil.NoSuchProcess, ProcessLookupError):
            if process.ppid() != postmaster.pid or any(name in " ".join(process.cmdline()) for name in OURS):
                found[process.pid] = _seconds(process)
    return found


def _seconds(process: psutil.Process) -> float:
    """To the nanosecond where the system tells, else as it counts: in hundredths. ProcessLookupError if it is gone."""
    if not psutil.LINUX:
        return sum(process.cpu_times()[:2])
    try:
        return time.clock_gettime(~process.pid << 3 | CPU_CLOCK)
    except OSError as error:
        raise ProcessLookupError(f"process {process.pid} is gone") from error


def another_database(url: str) -> str:
    engine = create_engine(normalised_url(url), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE alloy_untraced"))
    other = engine.url.set(database="alloy_untraced").render_as_string(hide_password=False)
    engine.dispose()
    return other


ENDED = text("SELECT finished_at FROM programs WHERE id = CAST(:id AS uuid)")

if __name__ == "__main__":
    print_only(figures)
