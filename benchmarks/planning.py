"""python -m benchmarks.planning: the pure engine, no database."""

from __future__ import annotations

import time
from statistics import median

from alloy_engine.services import Materials, plan_document
from alloy_engine.services.memory import here_for_good
from alloy_engine.settings import DATA_FOLDER
from benchmarks.figures import Figure, print_only
from benchmarks.surroundings import REQUEST, SESSIONS

ROUNDS = 7


def figures() -> list[Figure]:
    materials = Materials.load(DATA_FOLDER)
    here_for_good()  # as in the app
    plan_document(materials, REQUEST)
    seconds = []
    for seed in range(ROUNDS):
        start = time.perf_counter()
        plan_document(materials, {**REQUEST, "seed": seed})
        seconds.append(time.perf_counter() - start)
    whole = median(seconds) * 1e3
    return [Figure("plan, pure, a program", whole), Figure("plan, pure, a session", whole / SESSIONS)]


if __name__ == "__main__":
    print_only(figures)
