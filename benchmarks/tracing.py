"""python -m benchmarks.tracing: what it costs to keep times, statements, waits and branches.

Two engines side by side on one server, one with tracing and one without, generate the same programs in turn.
Compared is the processor time of everything that takes part (this process, the compute process, the server),
a pair at a time, so that neither the machine's speed nor other work on it matters much.
"""

from __future__ import annotations

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
from benchmarks.surroundings import REQUEST, finish, home

PAIRS = 12


def figures() -> list[Figure]:
    """The overhead is the median over all pairs; its quartiles stand beside it."""
    with home() as folder, EmbeddedServer(folder) as server:
        url = server.start()
        settings = Settings(home=folder, database_url=url)
        other = replace(settings, database_url=another_database(url), tracing=False)
        with Alloy.open(settings) as traced, Alloy.open(other) as untraced:
            for engine in (traced, untraced):
                seconds_of(engine, folder, seed=0)  # to get everything going
            measured = [pair(traced, untraced, folder, seed) for seed in range(1, PAIRS + 1)]
            sessions = traced.status(traced.programs(limit=1)[0].id).sessions_total
    low, middle, high = quantiles([100 * (with_it / without - 1) for with_it, without in measured], n=4)
    with_it, without = (median(each) * 1e3 / sessions for each in zip(*measured, strict=True))
    return [
        Figure("tracing, share of generation's processor time", middle, "%"),
        Figure("  of the pairs, lower quartile", low, "%"),
        Figure("  of the pairs, upper quartile", high, "%"),
        Figure("generate, processor time a session, traced", with_it),
        Figure("generate, processor time a session, not traced", without),
    ]


def pair(traced: Alloy, untraced: Alloy, folder: Path, seed: int) -> tuple[float, float]:
    """Processor seconds of the same program with and without; each comes first every other time."""
    if seed % 2:
        return seconds_of(traced, folder, seed), seconds_of(untraced, folder, seed)
    without = seconds_of(untraced, folder, seed)
    return seconds_of(traced, folder, seed), without


def seconds_of(alloy: Alloy, folder: Path, seed: int) -> float:
    before = processor_seconds(folder)
    finish(alloy, alloy.create({**REQUEST, "seed": seed}).id)
    return processor_seconds(folder) - before


def processor_seconds(folder: Path) -> float:
    """Of this process and its children, and of the server below the folder and its backends."""
    me = psutil.Process()
    postmaster = psutil.Process(int(next(folder.rglob("postmaster.pid")).read_text().split()[0]))
    everyone = [me, *me.children(recursive=True), postmaster, *postmaster.children(recursive=True)]
    return sum(sum(process.cpu_times()[:2]) for process in {one.pid: one for one in everyone}.values())


def another_database(url: str) -> str:
    engine = create_engine(normalised_url(url), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE untraced"))
    other = engine.url.set(database="untraced").render_as_string(hide_password=False)
    engine.dispose()
    return other


if __name__ == "__main__":
    print_only(figures)
