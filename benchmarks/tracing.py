"""python -m benchmarks.tracing: what it costs to keep times, statements, waits and branches.

Two engines side by side on one server, one that traces and one that does not, generate the same programs by turns.
What is traced is spans (of phases, statements and waits) and the branches taken; decisions and the sessions'
own rows are kept either way.

Compared is processor time, to the nanosecond: of this process, of the compute processes, of the server's backends
and of its log writer. Not counted is what comes and goes for reasons of its own (autovacuum is off, the
checkpointer is left out). A block is four programs, with, without, without and with: what the machine does slower
as time goes by falls on both alike.
"""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from statistics import median, quantiles

import psutil
from sqlalchemy import create_engine, text

from alloy_engine.services import Alloy
from alloy_engine.settings import Settings
from alloy_engine.storage.database import normalised_url
from alloy_engine.storage.embedded import EmbeddedServer
from benchmarks.figures import Figure, print_only
from benchmarks.surroundings import REQUEST, home

BLOCKS = 24
LOOK_SECONDS = 0.02
OURS = ("alloy", "walwriter")  # as a server process tells in its title whose it is
CPU_CLOCK = 2  # of a process, as Linux numbers the clocks of others: see clock_getcpuclockid(3)


def figures() -> list[Figure]:
    """The overhead is the median over all blocks; its quartiles stand beside it."""
    with home() as folder, EmbeddedServer(folder, settings={"autovacuum": "off"}) as server:
        url = server.start()
        settings = Settings(home=folder, database_url=url)
        other = replace(settings, database_url=another_database(url), tracing=False)
        with Alloy.open(settings) as traced, Alloy.open(other) as untraced:
            for engine in (traced, untraced):
                seconds_of(engine, folder, seed=0)  # to get everything going
            measured = [block(traced, untraced, folder, seed) for seed in range(1, BLOCKS + 1)]
            sessions = traced.status(traced.programs(limit=1)[0].id).sessions_total
    low, middle, high = quantiles([100 * (with_it / without - 1) for with_it, without in measured], n=4)
    with_it, without = (median(each) * 1e3 / sessions / 2 for each in zip(*measured, strict=True))
    return [
        Figure("tracing, share of generation's processor time", middle, "%"),
        Figure("&ensp;of the blocks, lower quartile", low, "%"),
        Figure("&ensp;of the blocks, upper quartile", high, "%"),
        Figure("generate, processor time a session, traced", with_it),
        Figure("generate, processor time a session, not traced", without),
    ]


def block(traced: Alloy, untraced: Alloy, folder: Path, seed: int) -> tuple[float, float]:
    """Processor seconds of the same program twice with and twice without; each comes first every other time."""
    outer, inner = (traced, untraced) if seed % 2 else (untraced, traced)
    first = seconds_of(outer, folder, seed)
    between = seconds_of(inner, folder, seed) + seconds_of(inner, folder, seed)
    around = first + seconds_of(outer, folder, seed)
    return (around, between) if outer is traced else (between, around)


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
