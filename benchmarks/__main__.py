"""python -m benchmarks: create and generate a program of 12 weeks × 7 days, on a real PostgreSQL.

Medians of several rounds; the machine's speed drifts, so compare figures of one run with each other.
An embedded server with its default durability is started in a fresh folder, or DATABASE_URL is used.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from alloy_engine.services import Alloy, Materials, configure_log, plan_document
from alloy_engine.settings import DATA_FOLDER, Settings
from alloy_engine.storage.counting import count_statements
from benchmarks.surroundings import REQUEST, finish, server

CREATES = 200
ROUNDS = 5


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    configure_log("ERROR")
    figures = {"plan": plan_figures(), **stored_figures()}
    print(json.dumps(figures, indent=2) if options.json else as_table(figures))


def plan_figures() -> dict[str, float]:
    """The pure engine: a whole program, no database."""
    materials = Materials.load(DATA_FOLDER)
    plan_document(materials, REQUEST)
    seconds = []
    for seed in range(ROUNDS):
        start = time.perf_counter()
        plan_document(materials, {**REQUEST, "seed": seed})
        seconds.append(time.perf_counter() - start)
    return {"program_ms": median(seconds) * 1e3, "session_ms": median(seconds) * 1e3 / 84}


def stored_figures() -> dict[str, Any]:
    with server() as url:
        settings = Settings(home=Path(), database_url=url)
        with Alloy.open(settings, worker=False) as alloy:
            created = create_figures(alloy)
        with Alloy.open(settings) as alloy:
            for card in alloy.programs(limit=200):
                alloy.delete(card.id)
            return {"create": created, "generate": generate_figures(alloy)}


def create_figures(alloy: Alloy) -> dict[str, float]:
    alloy.create(REQUEST)
    with count_statements(alloy.database.engine) as counted:
        alloy.create(REQUEST)
    times = [alloy.create({**REQUEST, "seed": seed}).milliseconds for seed in range(CREATES)]
    return {
        "median_ms": median(times),
        "p99_ms": quantiles(times, n=100)[98],
        "statements": counted.statements,
        "commits": counted.commits,
    }


def generate_figures(alloy: Alloy) -> dict[str, Any]:
    """Generate and save, from the worker's start to the end of the job."""
    finish(alloy, alloy.create(REQUEST).id)
    ends = [finish(alloy, alloy.create({**REQUEST, "seed": seed}).id) for seed in range(ROUNDS)]
    phases = {name: median(end.phases_ms[name] for end in ends) for name in ends[0].phases_ms}
    elapsed = median(end.elapsed_ms or 0.0 for end in ends)
    sessions = ends[0].sessions_total
    return {"program_ms": elapsed, "session_ms": elapsed / sessions, "sessions": sessions, "phases_ms": phases}


def as_table(figures: dict[str, Any]) -> str:
    plan, create, generate = figures["plan"], figures["create"], figures["generate"]
    rows = [
        ("plan, pure, a program", f"{plan['program_ms']:.0f} ms"),
        ("plan, pure, a session", f"{plan['session_ms']:.2f} ms"),
        ("create, median", f"{create['median_ms']:.1f} ms"),
        ("create, p99", f"{create['p99_ms']:.1f} ms"),
        ("create, statements / commits", f"{create['statements']} / {create['commits']}"),
        (f"generate and save, {generate['sessions']} sessions", f"{generate['program_ms']:.0f} ms"),
        ("generate and save, a session", f"{generate['session_ms']:.2f} ms"),
        *((f"  of that, {name}", f"{ms:.0f} ms") for name, ms in generate["phases_ms"].items()),
    ]
    return "\n".join(f"| {name} | {figure} |" for name, figure in [("figure", "value"), ("---", "---"), *rows])


if __name__ == "__main__":
    main()
