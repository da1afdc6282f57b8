"""python -m benchmarks: every figure of the README, on a real PostgreSQL.

Medians of several rounds; the machine's speed drifts, so compare figures of one run with each other.
An embedded server with its default durability is started in a fresh folder, or DATABASE_URL is used.
Each topic is a module of its own and can be run alone: python -m benchmarks.creating.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from dataclasses import asdict

from alloy_engine.services import configure_log
from benchmarks import creating, generating, idling, planning, previewing, reaching, resuming, studio, tracing
from benchmarks.figures import Figure, Measure, as_table, surroundings, write_readme

TOPICS: dict[str, Measure] = {
    module.__name__.rpartition(".")[2]: module.figures
    for module in (planning, previewing, reaching, creating, generating, resuming, idling, tracing, studio)
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--only", choices=TOPICS, action="append", help="this topic; may be given again")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true")
    form.add_argument("--readme", action="store_true", help="write the table into the README as well")
    options = parser.parse_args()
    if options.readme and options.only:
        parser.error("--readme writes all figures; leave --only out")
    configure_log("ERROR")
    where, figures = surroundings(), list[Figure]()
    topics = options.only or list(TOPICS)
    for topic in topics:
        figures += _here(topic) if len(topics) == 1 else _alone(topic)
    if options.json:
        print(json.dumps([asdict(figure) for figure in figures], indent=2))
        return
    text = f"{as_table(figures)}\n\n{where}"
    print(text)
    if options.readme:
        write_readme(text)


def _here(topic: str) -> list[Figure]:
    print(f"{topic} …", file=sys.stderr)
    return TOPICS[topic]()


def _alone(topic: str) -> list[Figure]:
    """In a process of its own: what one topic leaves behind changes no figure of the next."""
    command = [sys.executable, "-m", "benchmarks", "--only", topic, "--json"]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return [Figure(**figure) for figure in json.loads(told)]


if __name__ == "__main__":
    main()
