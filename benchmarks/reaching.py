"""python -m benchmarks.reaching: can a request be met, and if not, what clashes and how is it mended?

Processor time of the whole verdict, from the request document to the report with the cheapest repair of each clash.
The requests are those of a random sweep: the first of them as they come, then as many that clash as are looked for.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import count
from statistics import quantiles

import numpy as np

from alloy_engine.services import Materials
from alloy_engine.services.memory import here_for_good
from alloy_engine.services.planning import check_document
from alloy_engine.services.sweep import draw_request
from alloy_engine.settings import DATA_FOLDER
from benchmarks.figures import Figure, print_only

ANY, CLASHING = 200, 100
SEED = 0


def figures() -> list[Figure]:
    materials = Materials.load(DATA_FOLDER)
    here_for_good()  # as in the app
    next(_verdicts(materials))
    everyone: list[float] = []
    clashing: list[float] = []
    for milliseconds, clashes in _verdicts(materials):
        if len(everyone) < ANY:
            everyone.append(milliseconds)
        if clashes and len(clashing) < CLASHING:
            clashing.append(milliseconds)
        if len(everyone) == ANY and len(clashing) == CLASHING:
            break
    return [*_of("verdict", everyone), *_of("verdict with clashes and repairs", clashing)]


def _verdicts(materials: Materials) -> Iterator[tuple[float, bool]]:
    """Processor time in ms and whether something clashes, request after request without end."""
    for index in count():
        document = draw_request(materials, np.random.default_rng([SEED, index]))
        start = time.thread_time()
        report = check_document(materials, document)
        yield (time.thread_time() - start) * 1e3, not report.certified


def _of(name: str, milliseconds: list[float]) -> list[Figure]:
    parts = quantiles(milliseconds, n=20)
    named = (("p50", parts[9]), ("p95", parts[18]), ("most", max(milliseconds)))
    return [Figure(f"{name}, {len(milliseconds)} requests, CPU {what}", value) for what, value in named]


if __name__ == "__main__":
    print_only(figures)
