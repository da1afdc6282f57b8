"""python -m benchmarks.recording: what it costs to record which way was taken and how long each phase lasted.

The same program is planned by turns with a recorder and with one that keeps nothing; processor time, and the
median of the pairs' ratios, so that neither the machine's other work nor its changing speed counts.
"""

from __future__ import annotations

import time
from statistics import median

from alloy_engine.flow import Recorder, Silent
from alloy_engine.generate import plan
from alloy_engine.services import Materials
from alloy_engine.services.clock import SystemClock
from alloy_engine.settings import DATA_FOLDER
from benchmarks.figures import Figure, print_only
from benchmarks.surroundings import REQUEST

PAIRS = 9


def figures() -> list[Figure]:
    materials = Materials.load(DATA_FOLDER)
    pairs = [_pair(materials, seed) for seed in range(-1, PAIRS)][1:]  # the first one warms up
    return [Figure("plan, recorded : not recorded", median(on / off for on, off in pairs), "")]


def _pair(materials: Materials, seed: int) -> tuple[float, float]:
    """Seconds with and without; which comes first changes from pair to pair."""
    clock = SystemClock()
    seconds = {}
    for recorded in (True, False) if seed % 2 else (False, True):
        tracer = Recorder(clock.nanoseconds) if recorded else Silent()
        brief = materials.brief({**REQUEST, "seed": max(0, seed)}, tracer, today=clock.today())
        start = time.process_time()
        plan(brief, materials.catalogue, materials.policy, tracer)
        seconds[recorded] = time.process_time() - start
    return seconds[True], seconds[False]


if __name__ == "__main__":
    print_only(figures)
