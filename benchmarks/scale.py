"""python -m benchmarks.scale: does anything get slower when there are 100 000 programs (8 million days)?

Two databases on one server, a small and a large one, filled with copies of the same real programs. Each operation
is done in both by turns, so that whatever else the machine does falls on both alike; what is compared is the time
that a tenth of the runs stay below, those that the machine's other work has touched least.
An embedded server in a fresh folder is used, or DATABASE_URL (its user has to be a superuser).

Filling takes long and may go on beside other work, measuring wants a quiet machine: --keep FOLDER only fills, and
leaves the server's folder there; --measure FOLDER only measures what is in it, as often as there are programs left
to delete (twice).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import quantiles

from sqlalchemy import text

from alloy_engine.services import configure_log
from alloy_engine.storage.database import Database
from benchmarks.scale_filling import Pair, engine, fill, kept, opened, passing
from benchmarks.scale_operations import AT_HAND, FLAT, Operation, operations, sample
from benchmarks.scale_plans import BIG, blocks_of, indexes, plans_of, read_whole, sent_by

# Each program of the sample is met once before it counts: what is compared is reading what is at hand, not the disk.
WARM, ROUNDS, FEWER, FEWEST = 50, 100, 40, 20
# Each time another program. As it comes, its pages may lie on the disk; at hand, they have just been read.
CHANGING = ("regenerate a session", "cancel", "delete")
LIMIT = 1.2


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
    parser.add_argument("--small", type=int, default=400, help="in the small one, all of which have everything")
    parser.add_argument("--details", type=int, default=250, help="one in so many has exercises, decisions and traces")
    parts = parser.add_mutually_exclusive_group()
    parts.add_argument("--keep", type=Path, metavar="FOLDER", help="fill a server there, and measure nothing")
    parts.add_argument(
        "--measure", type=Path, metavar="FOLDER", help="measure what --keep left there, and fill nothing"
    )
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    configure_log("ERROR")
    if options.keep:
        with kept(options.keep) as pair:
            fill(pair, options.small, options.programs, options.details)
        return 0
    with opened(options.measure) if options.measure else passing() as pair:
        if not options.measure:
            fill(pair, options.small, options.programs, options.details)
        sizes = [_size(pair.small), _size(pair.large)]
        lines = measured(pair)
    if options.json:
        print(json.dumps({"sizes": sizes, "lines": [asdict(line) for line in lines]}, indent=2))
    else:
        print(as_table(lines, sizes))
    return 1 if any(line.ratio > LIMIT for line in lines if line.name in FLAT) else 0


def measured(pair: Pair) -> list[Line]:
    """Every operation, in both databases by turns."""
    with engine(pair.small) as one, engine(pair.large) as other:
        here, there = (operations(alloy, sample(alloy)) for alloy in (one, other))
        return [_line(name, here[name], there[name], one.database, other.database) for name in here]


def _line(name: str, small: Operation, large: Operation, one: Database, other: Database) -> Line:
    changes = name.removesuffix(AT_HAND) in CHANGING
    here, there = sent_by(one, small), sent_by(other, large)
    plans = plans_of(other, there)
    blocks = blocks_of(one, here), blocks_of(other, there)
    for _ in range(0 if changes else WARM):
        small(), large()
    times: tuple[list[float], list[float]] = ([], [])
    turns = [(small, times[0]), (large, times[1])]
    for _ in range(FEWEST if changes else ROUNDS if name in FLAT else FEWER):
        turns.reverse()
        for action, seconds in turns:
            action.ready()
            start = time.perf_counter()
            action.do()
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


def _size(url: str) -> list[tuple[str, int]]:
    """Rows a table, and the whole in megabytes."""
    with engine(url) as alloy, alloy.database.connect() as c:
        rows = [(row.relname, row.rows) for row in c.execute(ROWS) if row.relname in BIG]
        return [*rows, ("MB in all", c.execute(MEGABYTES).scalar_one())]


ROWS = text("""
SELECT relname, CAST(reltuples AS bigint) AS rows FROM pg_class
WHERE relkind = 'r' AND relnamespace = CAST('public' AS regnamespace) ORDER BY reltuples DESC, relname
""")

MEGABYTES = text("SELECT pg_database_size(current_database()) / 1000000")

if __name__ == "__main__":
    sys.exit(main())
