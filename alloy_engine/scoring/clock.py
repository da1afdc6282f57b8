"""Dimension 7: does the movement use the slot's minutes, and no more?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from alloy_engine.catalogue.policies.scoring import TimeRules
from alloy_engine.domain.slot import Slot
from alloy_engine.domain.vocabulary import ExerciseRole, Goal, MetricType
from alloy_engine.scoring.verdict import Verdict

SECONDS = 60.0


class Pace(NamedTuple):
    """Seconds one set takes by metric, and seconds of rest between sets."""

    work: Mapping[MetricType, float]
    rest: float


def pace(role: ExerciseRole, goals: Mapping[Goal, float], rules: TimeRules) -> Pace:
    """What the estimate assumes; for main lifts the goals' usual repetitions and rests, by share."""
    if role is not ExerciseRole.MAIN:
        return Pace(rules.work_seconds, rules.rest_seconds.get(role, 0.0))
    work = sum(share * rules.main_work_seconds[goal] for goal, share in goals.items())
    rest = sum(share * rules.main_rest_seconds[goal] for goal, share in goals.items())
    return Pace({**rules.work_seconds, MetricType.REPS: work}, rest)


def estimate(slot: Slot, metric: MetricType, unilateral: bool, assumed: Pace, rules: TimeRules) -> float:
    """Minutes the movement would take in the slot: work, rests between the sets, and the change to it."""
    work = slot.sets * assumed.work[metric] * (rules.unilateral if unilateral else 1.0)
    return (work + (slot.sets - 1) * assumed.rest + rules.change_seconds) / SECONDS


def verdict(
    slot: Slot, metric: MetricType, unilateral: bool, rules: TimeRules, *, assumed: Pace, factor: float
) -> Verdict:
    """fits, under, slightly_over or far_over. factor: × the minutes the slot may take."""
    available = slot.minutes * factor
    if slot.role in rules.clocked:
        return Verdict(rules.fits, "fits", "runs by the clock")
    minutes = estimate(slot, metric, unilateral, assumed, rules)
    said = f"about {minutes:.1f} of {available:.1f} min"
    if abs(minutes - available) <= rules.tolerance * available:
        return Verdict(rules.fits, "fits", said)
    if minutes < available:
        return Verdict(rules.under, "under", said)
    if minutes <= available * (1.0 + rules.slightly):
        return Verdict(rules.slightly_over, "slightly_over", said)
    return Verdict(rules.far_over, "far_over", said)
