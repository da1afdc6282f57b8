"""Many who create at the same moment: in threads of this process, or in processes with threads of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from alloy_engine.services import Alloy, configure_log
from alloy_engine.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
REQUEST: dict[str, Any] = {
    "goals": {"hypertrophy": 6, "strength": 4},
    "duration_weeks": 8,
    "days_per_week": 3,
    "start_date": "2026-01-05",
}


def at_once(action: Callable[[int], object], times: int) -> list[Any]:
    """Do it so often, each in a thread, all beginning together; what came of each, errors included."""
    gate = threading.Barrier(times)

    def one(number: int) -> object:
        gate.wait()
        try:
            return action(number)
        except Exception as error:  # noqa: BLE001  an error is what the test looks for
            return error

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


class Processes:
    """Processes that are ready to create; ended when left."""

    def __init__(self, url: str, home: Path, processes: int) -> None:
        environment = {**os.environ, "DATABASE_URL": url, "ALLOY_HOME": str(home)}
        self._started = [
            subprocess.Popen(
                [sys.executable, "-m", "tests.services.creators"], cwd=ROOT, env=environment, stdin=subprocess.PIPE,
                stdout=subprocess.PIPE, text=True,
            )
            for _ in range(processes)
        ]  # fmt: skip

    def __enter__(self) -> Processes:
        for one in self._started:
            assert one.stdout is not None
            assert one.stdout.readline() == "ready\n"
        return self

    def __exit__(self, *_: object) -> None:
        for one in self._started:
            one.communicate(timeout=60)

    def create(self, threads: int, **options: object) -> list[str]:
        """So many programs in each, all at once; ids, and the words of errors."""
        for one in self._started:
            assert one.stdin is not None
            one.stdin.write(json.dumps({"threads": threads, **options}) + "\n")
            one.stdin.flush()
        return [word for one in self._started if one.stdout for word in json.loads(one.stdout.readline())]


def main() -> None:
    configure_log("ERROR")
    with Alloy.open(Settings.from_environment(), worker=False) as alloy:
        alloy.check(REQUEST)
        print("ready", flush=True)
        for line in sys.stdin:
            print(json.dumps(created(alloy, json.loads(line))), flush=True)


def created(alloy: Alloy, options: dict[str, Any]) -> list[str]:
    outcomes = at_once(lambda _: alloy.create(REQUEST, key=options.get("key")).id, options["threads"])
    return [outcome if isinstance(outcome, str) else repr(outcome) for outcome in outcomes]


if __name__ == "__main__":
    main()
