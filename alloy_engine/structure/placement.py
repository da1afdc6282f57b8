"""Which days of a microcycle are trained: evenly spread, and out of the way of the athlete's activities."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from alloy_engine.catalogue.policies.structure import Placement
from alloy_engine.domain.vocabulary import SessionType
from alloy_engine.flow import Tracer

# The cost of training that type on the day with that sequence number, from activities alone.
CollisionCost = Callable[[int, SessionType], float]


@dataclass(frozen=True, slots=True)
class Week:
    """One microcycle to place: first day's sequence, its length, the types of its training days in order."""

    first: int
    length_days: int
    types: tuple[SessionType, ...]


def spreads(length_days: int, training: int) -> list[tuple[int, ...]]:
    """Every even spread of so many days over a microcycle, as 0-based day positions, the preferred first.

    Gaps, the one over the end included, differ by at most one day. Preferred: trained early, rested at the end.
    """
    if training <= 0:
        return [()]
    even = [i * length_days // training for i in range(training)]
    turned = {tuple(sorted((day + by) % length_days for day in even)) for by in range(length_days)}
    return sorted(turned, key=lambda days: (days[-1], days))


def place(weeks: Sequence[Week], cost: CollisionCost, policy: Placement, tracer: Tracer) -> list[tuple[int, ...]]:
    """Positions (0-based) of each microcycle's training days.

    Where all microcycles are equally long and trained equally often, all use the same days, so that a weekly
    program keeps its weekdays; otherwise each takes the spread that fits best behind the one before it.
    """
    shapes = {(week.length_days, len(week.types)) for week in weeks}
    groups = [list(weeks)] if len(shapes) == 1 else [[week] for week in weeks]
    placed: list[tuple[int, ...]] = []
    tail: int | None = None  # days from the last trained day to the end of its microcycle
    for group in groups:
        length, training = group[0].length_days, len(group[0].types)
        candidates = spreads(length, training)
        sums = [_cost(group, days, cost) + policy.boundary_cost * _misfit(tail, days, length) for days in candidates]
        best = min(range(len(candidates)), key=lambda i: (sums[i], i))
        unforced = min(range(len(candidates)), key=lambda i: (_misfit(tail, candidates[i], length), i))
        tracer.take("4.2.6", "A" if best == unforced else "B", times=len(group))
        placed.extend([candidates[best]] * len(group))
        if candidates[best]:
            tail = length - candidates[best][-1]
    return placed


def _cost(group: Sequence[Week], days: tuple[int, ...], cost: CollisionCost) -> float:
    return sum(cost(week.first + day, kind) for week in group for day, kind in zip(days, week.types, strict=True))


def _misfit(tail: int | None, days: tuple[int, ...], length_days: int) -> int:
    """Days by which the gap over the boundary is shorter or longer than the spread's own gaps."""
    if tail is None or not days:
        return 0
    shortest = length_days // len(days)
    longest = -(-length_days // len(days))
    gap = tail + days[0]
    return max(shortest - gap, gap - longest, 0)
