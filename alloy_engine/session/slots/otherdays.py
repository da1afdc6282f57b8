"""The slots of cardio, conditioning and mobility days."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from alloy_engine.catalogue.policies.prescription import Timed
from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.clock import MINUTE
from alloy_engine.domain.history import History
from alloy_engine.domain.slot import Slot
from alloy_engine.domain.vocabulary import ExerciseRole, MovementPattern, Muscle, SessionType
from alloy_engine.selection import CandidatePool
from alloy_engine.session.doses.circuits import rotated
from alloy_engine.session.doses.effort import whole, within
from alloy_engine.session.needs.shelf import Shelf
from alloy_engine.session.plan import BlockDraft, CircuitPlan, Composition, composed
from alloy_engine.session.slots.counts import support_row

LEGS_AND_HIPS = (Muscle.QUADRICEPS, Muscle.CALVES, Muscle.HAMSTRINGS, Muscle.GLUTES, Muscle.HIP_FLEXORS)
OVERHEAD = 12.0  # minutes of warm-up and cool-down a conditioning circuit leaves room for


def cardio(day: DayPlan, pool: CandidatePool, history: History) -> Composition:
    """One to three pieces: the first in the style whose turn it is, the others fill the time steadily."""
    rules = pool.policy.composition.cardio
    pieces = next((row.pieces for row in rules.pieces if day.target_minutes <= row.minutes), rules.pieces[-1].pieces)
    pieces = _varied(pieces, 1, ExerciseRole.CARDIO, rules.patterns, day, pool, history)
    earlier = _days_of(SessionType.CARDIO, history)
    share = max(1.0, (day.target_minutes - OVERHEAD) / pieces)
    lead = rotated(rules.styles, earlier)
    if day.is_deload or (pieces == 1 and share > _longest(pool.policy.prescription.cardio[lead])):
        lead = rules.fill_style
    support = support_row(day.target_minutes, pool.policy.composition)
    slots = [Slot(0, ExerciseRole.CARDIO, rules.patterns, minutes=share, sets=1, rpe=5.0) for _ in range(pieces)]
    return composed(
        [
            BlockDraft(ExerciseRole.WARMUP, _warmup(support.warmup, pool)),
            BlockDraft(ExerciseRole.CARDIO, slots, None, (lead, *(rules.fill_style for _ in slots[1:]))),
            BlockDraft(ExerciseRole.COOLDOWN, _cooldown(support.cooldown, pool)),
        ]
    )


def conditioning(day: DayPlan, pool: CandidatePool, history: History) -> Composition:
    """A circuit of five or more stations whose type is due; what a long day has left is steady work."""
    policy = pool.policy.composition
    rules = policy.conditioning
    earlier = _days_of(SessionType.CONDITIONING, history) + pool.brief.request.seed
    free = day.target_minutes - OVERHEAD
    length = min(free, rules.circuit_high)
    stations = whole(within(length / rules.minutes_per_station, rules.stations.low, rules.stations.high))
    circuit = CircuitPlan(
        rotated(rules.types, earlier), length, min(length, rules.circuit_low), max(length, rules.circuit_low)
    )
    slots = [
        Slot(0, ExerciseRole.CONDITIONING, rotated(rules.themes, place + earlier), minutes=length / stations, rpe=7.5)
        for place in range(stations)
    ]
    steady = [Slot(0, ExerciseRole.CARDIO, policy.cardio.patterns, minutes=free - length, sets=1, rpe=4.0)]
    long = free - rules.circuit_high > policy.cardio.warmup
    support = support_row(day.target_minutes, policy)
    return composed(
        [
            BlockDraft(ExerciseRole.WARMUP, _warmup(support.warmup, pool)),
            BlockDraft(ExerciseRole.CONDITIONING, slots, circuit),
            BlockDraft(ExerciseRole.CARDIO, steady if long else [], None, (policy.cardio.fill_style,)),
            BlockDraft(ExerciseRole.COOLDOWN, _cooldown(support.cooldown, pool)),
        ]
    )


def mobility(day: DayPlan, pool: CandidatePool, history: History) -> Composition:
    """Six to ten drills and holds, region by region; the regions start elsewhere each time."""
    rules = pool.policy.composition.mobility
    count = whole(within(day.target_minutes / rules.minutes_per_drill, rules.drills.low, rules.drills.high))
    fewest = max(rules.drills.low, ceil(day.target_minutes / rules.minutes_most))
    count = _varied(count, fewest, ExerciseRole.MOBILITY, rules.patterns, day, pool, history)
    earlier = _days_of(SessionType.MOBILITY, history)
    slots = [
        Slot(
            0,
            ExerciseRole.MOBILITY,
            rules.patterns if place % 2 == 0 else tuple(reversed(rules.patterns)),
            rotated(rules.regions, place + earlier),
            minutes=day.target_minutes / count,
            sets=2,
            rpe=3.0,
        )
        for place in range(count)
    ]
    return composed([BlockDraft(ExerciseRole.MOBILITY, slots)])


def _longest(style: Timed) -> float:
    """Minutes that one piece in that style can last."""
    return (style.sets.high * style.seconds.high + (style.sets.high - 1) * style.rest.usual) / MINUTE


def _varied(
    most: int,
    least: int,
    role: ExerciseRole,
    patterns: Sequence[MovementPattern],
    day: DayPlan,
    pool: CandidatePool,
    history: History,
) -> int:
    """How many places a day has of which the microcycle has so many that its movements would else come back too often.
    A deload may repeat what it likes.
    """
    if day.is_deload:
        return most
    alike = [kind for _, kind in day.later if kind is day.type]
    alike += [fact.day.type for fact in history.of_microcycle(day.microcycle) if fact.day.type is day.type]
    used = pool.policy.reachability.doubts.used_share * pool.once(Shelf).stock(role, patterns)
    share = pool.policy.gates.microcycle.unique_share_min
    return min(most, max(least, int(used / share / (1 + len(alike)))))


def _warmup(count: int, pool: CandidatePool) -> list[Slot]:
    patterns = pool.policy.composition.drills.warmup
    return [
        Slot(0, ExerciseRole.WARMUP, rotated(patterns, place), LEGS_AND_HIPS if place else (), minutes=1.0, sets=1,
             rpe=2.0, optional=place >= count)
        for place in range(count + 1)
    ]  # fmt: skip


def _cooldown(count: int, pool: CandidatePool) -> list[Slot]:
    patterns: tuple[MovementPattern, ...] = pool.policy.composition.drills.cooldown
    return [
        Slot(0, ExerciseRole.COOLDOWN, patterns, (LEGS_AND_HIPS[place],), minutes=1.0, sets=1, rpe=2.0,
             optional=place >= count)
        for place in range(count + 1)
    ]  # fmt: skip


def _days_of(kind: SessionType, history: History) -> int:
    return sum(1 for fact in history.facts if fact.day.type is kind)
