"""python -m benchmarks.scale: does anything get slower when there are 100 000 programs (8 million days)?

Two databases on one server, a small and a large one, filled with copies of the same real programs. Each operation
is done in both by turns, so that whatever else the machine does falls on both alike; what is compared is the time
that a tenth of the runs stay below, those that the machine's other work has touched least.
An embedded server in a fresh folder is used, or DATABASE_URL (its user has to be a superuser).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import quantiles

from sqlalchemy import create_engine, make_url, text

from alloy_engine.services import Alloy, configure_log
from alloy_engine.settings import Settings
from alloy_engine.storage.database import Database, normalised_url
from benchmarks.scale_loader import load
from benchmarks.scale_operations import FLAT, Operation, operations, sample
from benchmarks.scale_plans import BIG, blocks_of, indexes, plans_of, read_whole, sent_by
from benchmarks.surroundings import REQUEST, finish, server

WARM, ROUNDS, FEWER = 5, 100, 40
CHANGING = ("regenerate a session", "cancel", "delete")  # each needs a program it was not done to before
LIMIT = 1.2
REQUESTS = (
    {**REQUEST, "name": "Strength and size"},
    {**REQUEST, "name": "Lean and fit", "goals": {"fat_loss": 6, "endurance": 4}, "days_per_week": 4},
    {**REQUEST, "name": "Power", "goals": {"explosiveness": 5, "strength": 5}, "days_per_week": 3},
)


@dataclass(frozen=True, slots=True)
class Line:
    """small_ms, large_ms: the fastest tenth of the runs stays below. small_blocks, large_blocks: of 8 KB, touched by
    what only reads; None for what writes. indexes: what EXPLAIN names. whole: big tables it would read whole."""

    name: str
    small_ms: float
    large_ms: float
    small_blocks: int | None
    large_blocks: int | None
    indexes: tuple[str, ...]
    whole: tuple[str, ...]

    @property
    def ratio(self) -> float:
        return self.large_ms / self.small_ms


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale")
    parser.add_argument("--programs", type=int, default=100_000, help="in the large database")
    parser.add_argument("--small", type=int, default=400, help="in the small one")
    parser.add_argument("--details", type=int, default=400, help="one in so many has exercises, decisions and traces")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    configure_log("ERROR")
    with server() as url, ExitStack() as stack:
        small, large = (stack.enter_context(_database(url, name)) for name in ("alloy_small", "alloy_large"))
        _fill(small, options.small, max(1, options.small // 200))
        _fill(large, options.programs, options.details)
        sizes = [_size(small), _size(large)]
        lines = measured(small, large)
    if options.json:
        print(json.dumps({"sizes": sizes, "lines": [asdict(line) for line in lines]}, indent=2))
    else:
        print(as_table(lines, sizes))
    return 1 if any(line.ratio > LIMIT for line in lines if line.name in FLAT) else 0


def measured(small: str, large: str) -> list[Line]:
    """Every operation, in both databases by turns."""
    with _engine(small) as one, _engine(large) as other:
        here, there = (operations(alloy, sample(alloy)) for alloy in (one, other))
        return [_line(name, here[name], there[name], one.database, other.database) for name in here]


def _line(name: str, small: Operation, large: Operation, one: Database, other: Database) -> Line:
    changes = name in CHANGING
    here, there = sent_by(one, small), sent_by(other, large)
    plans = plans_of(other, there)
    blocks = blocks_of(one, here), blocks_of(other, there)
    for _ in range(0 if changes else WARM):
        small(), large()
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS if name in FLAT else FEWER):
        for action, seconds in zip((small, large), times, strict=True):
            start = time.perf_counter()
            action()
            seconds.append(time.perf_counter() - start)
    found = sorted(set().union(*map(indexes, plans)))
    whole = sorted(set().union(*map(read_whole, plans)))
    fastest = [quantiles(seconds, n=10)[0] * 1e3 for seconds in times]
    return Line(name, *fastest, *blocks, tuple(found), tuple(whole))


def as_table(lines: Sequence[Line], sizes: Sequence[Sequence[tuple[str, int]]]) -> str:
    """Markdown: what is in the databases, then what each operation costs in them."""
    small, large = (dict(size) for size in sizes)
    counts = [f"| {table} | {small[table]:,} | {large[table]:,} |" for table in large]
    costs = [
        f"| {line.name} | {line.small_ms:.2f} | {line.large_ms:.2f} | {line.ratio:.2f} "
        f"| {_known(line.small_blocks)} | {_known(line.large_blocks)} "
        f"| {', '.join(line.indexes)}{f' **reads whole: {line.whole}**' if line.whole else ''} |"
        for line in lines
    ]
    return "\n".join(
        [
            "| rows | small | large |", "| --- | ---: | ---: |", *counts, "",
            "| operation | small, ms | large, ms | ratio | small, blocks | large, blocks | indexes |",
            "| --- | ---: | ---: | ---: | ---: | ---: | --- |", *costs,
        ]
    )  # fmt: skip


def _known(blocks: int | None) -> str:
    return "–" if blocks is None else str(blocks)


def _fill(url: str, programs: int, details: int) -> None:
    with _engine(url, worker=True) as alloy:
        patterns = [alloy.create(request).id for request in REQUESTS]
        for program in patterns:
            finish(alloy, program)
            alloy.regenerate_session(program, "1-1")
            finish(alloy, program)
    with _engine(url) as alloy:
        patterns.append(alloy.create(REQUESTS[0]).id)
        start = time.perf_counter()
        for so_far in load(alloy.database, patterns, programs, details):
            if so_far % 5000 == 0:
                print(f"{so_far} programs, {time.perf_counter() - start:.0f} s", file=sys.stderr)


def _size(url: str) -> list[tuple[str, int]]:
    """Rows a table, and the whole in megabytes."""
    with _engine(url) as alloy, alloy.database.connect() as c:
        rows = [(row.relname, row.rows) for row in c.execute(ROWS) if row.relname in BIG]
        return [*rows, ("MB in all", c.execute(MEGABYTES).scalar_one())]


@contextmanager
def _engine(url: str, *, worker: bool = False) -> Iterator[Alloy]:
    with Alloy.open(Settings(home=Path(), database_url=url), worker=worker) as alloy:
        yield alloy


@contextmanager
def _database(url: str, name: str) -> Iterator[str]:
    """URL of a database of this name, made and in the end dropped."""
    address = make_url(normalised_url(url))
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as c:
        c.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
    try:
        yield address.set(database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as c:
            c.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        engine.dispose()


ROWS = text("""
SELECT relname, CAST(reltuples AS bigint) AS rows FROM pg_class
WHERE relkind = 'r' AND relnamespace = CAST('public' AS regnamespace) ORDER BY reltuples DESC, relname
""")

MEGABYTES = text("SELECT pg_database_size(current_database()) / 1000000")

if __name__ == "__main__":
    sys.exit(main())
