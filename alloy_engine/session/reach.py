"""Majors that a week would train too rarely if today's main lifts left them out: short days have nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from alloy_engine.domain.vocabulary import MovementPattern, Muscle
from alloy_engine.selection import CandidatePool
from alloy_engine.session.aims import Aims

Lifts = Sequence[tuple[MovementPattern, ...]]


def left_out(lifts: Lifts, aims: Aims, pool: CandidatePool) -> frozenset[Muscle]:
    """Those of the day's majors that none of these lifts trains."""
    today = pool.expected_sets(tuple([patterns[0] for patterns in lifts]))
    return frozenset(muscle for muscle in aims.floor if muscle in aims.due and not today.get(muscle))


def fewest_that_reach(lifts: Lifts, settled: int, aims: Aims, pool: CandidatePool) -> int:
    """How many of these lifts it takes, from the settled ones on, so that no major is left out that others reach."""
    last = left_out(lifts, aims, pool)
    return next(count for count in range(settled, len(lifts) + 1) if left_out(lifts[:count], aims, pool) == last)
