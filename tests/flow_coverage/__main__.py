"""python -m tests.flow_coverage: the branches of the last whole run of the tests, and what is wrong with them."""

from __future__ import annotations

import sys

from alloy_engine.flow.forks import REGISTRY
from tests.flow_coverage.judging import Coverage, read_reasons
from tests.flow_coverage.kept import kept


def main() -> int:
    run = kept()
    if run is None:
        print("no run of the tests is kept here yet: run `make test` first", file=sys.stderr)
        return 1
    coverage = Coverage(REGISTRY, run.taken, read_reasons())
    print(coverage.table())
    print(f"\n{coverage.summary()}, by {'all tests' if run.whole else 'a part of the tests'}")
    faults = list(coverage.faults())
    for fault in faults:
        print(f"FAULT {fault}")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
