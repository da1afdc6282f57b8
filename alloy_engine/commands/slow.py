"""slow: the statements the database spends its time on."""

from __future__ import annotations

import argparse

from alloy_engine.commands.console import DONE, FAILED, open_engine, print_json

ABOUT = "the statements that took most of the database's time"
MOST = 20
WIDTH = 90  # of a statement on the screen


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--limit", metavar="N", type=int, default=MOST, help=f"so many; default {MOST}")


def slow(options: argparse.Namespace) -> int:
    from pydantic_core import to_jsonable_python

    with open_engine(worker=False) as alloy:
        found = alloy.times.statements(max(1, options.limit))
    if options.json:
        print_json(to_jsonable_python(found))
    elif found.missing:
        print(found.missing)
    else:
        print(f"{'total ms':>10} {'share':>6} {'calls':>8} {'mean ms':>9} {'max ms':>9} {'rows':>9}  statement")
        for row in found.rows:
            print(
                f"{row.total_ms:>10.1f} {row.share:>6.1%} {row.calls:>8} {row.mean_ms:>9.3f} {row.max_ms:>9.2f} "
                f"{row.rows:>9}  {' '.join(row.query.split())[:WIDTH]}"
            )
    return FAILED if found.missing else DONE
