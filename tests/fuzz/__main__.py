"""make fuzz: so many made-up requests through HTTP and the command line, and what became of them."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from alloy_engine.services import configure_log
from tests.database import Databases, running_server
from tests.fuzz.doors import Tally, fire, opened


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    configure_log("ERROR")
    with running_server() as server, tempfile.TemporaryDirectory() as home:
        databases = Databases(server)
        with databases.stocked() as url, opened(url, Path(home)) as doors:
            doors.tally.watch = lambda line: print(line, file=sys.stderr, flush=True)
            try:
                fire(doors, options.requests, options.seed)
            except KeyboardInterrupt:
                print("interrupted; so far:")
            told(doors.tally)
        databases.close()
    return 1 if doors.tally.wrong else 0


def told(tally: Tally) -> None:
    for (door, outcome), count in sorted(tally.outcomes.items()):
        print(f"{door:<12} {outcome:<20} {count:>6}")
    print(f"{'in all':<33} {tally.total:>6}")
    print(f"{'wrong':<33} {len(tally.wrong):>6}")
    for wrong in tally.wrong[:40]:
        print(f"- {wrong}")


if __name__ == "__main__":
    sys.exit(main())
