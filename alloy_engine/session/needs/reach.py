"""Majors that a week would train too rarely if today's main lifts left them out: short days have nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.vocabulary import MovementPattern, Muscle, SessionType
from alloy_engine.selection import CandidatePool
from alloy_engine.session.needs.aims import Aims
from alloy_engine.session.needs.bringup import accessory_patterns
from alloy_engine.session.needs.shelf import Shelf

Lifts = Sequence[tuple[MovementPattern, ...]]


def left_out(lifts: Lifts, aims: Aims, pool: CandidatePool) -> frozenset[Muscle]:
    """Those of the day's majors that none of these lifts trains."""
    today = pool.expected_sets(tuple([patterns[0] for patterns in lifts]))
    return frozenset(muscle for muscle in aims.floor if muscle in aims.due and not today.get(muscle))


def fewest_that_reach(lifts: Lifts, settled: int, aims: Aims, pool: CandidatePool) -> int:
    """How many of these lifts it takes, from the settled ones on, so that no major is left out that others reach."""
    last = left_out(lifts, aims, pool)
    return next(count for count in range(settled, len(lifts) + 1) if left_out(lifts[:count], aims, pool) == last)


def out_of_reach(aims: Aims, day: DayPlan, pool: CandidatePool) -> tuple[Muscle, ...]:
    """The day's majors that the week would train too rarely and no main lift the athlete has for such days trains,
    as long as there is an accessory for them.
    """
    trained = pool.once(_trained, day.type)
    return tuple([m for m in aims.floor if m in aims.due and m not in trained and accessory_patterns(m, pool)])


def _trained(pool: CandidatePool, kind: SessionType) -> frozenset[Muscle]:
    """What main lifts of such a day train that suit the athlete: what a mild limitation keeps out trains nothing."""
    shelf = pool.once(Shelf)
    groups = pool.policy.composition.types[kind].groups
    patterns = tuple([pattern for group in groups for pattern in group if shelf.has_main((pattern,))])
    return frozenset(pool.expected_sets(patterns))
