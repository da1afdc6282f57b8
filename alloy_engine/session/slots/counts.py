"""How many main lifts and accessories a lifting session starts with, so that its estimate starts near the target."""

from __future__ import annotations

from dataclasses import dataclass

from alloy_engine.catalogue.policies.composition import CompositionPolicy, SupportRow
from alloy_engine.domain.clock import MINUTE, exercise_seconds, set_seconds, support_minutes
from alloy_engine.domain.vocabulary import ExerciseRole, SessionType
from alloy_engine.scoring import is_light
from alloy_engine.selection import CandidatePool
from alloy_engine.session.doses.effort import whole
from alloy_engine.session.doses.mainlift import usual_blend

RAMP_SETS = 3


@dataclass(frozen=True, slots=True)
class Counts:
    """Slots by block. optional: accessories beyond `accessories` that time may still admit."""

    warmup: int
    mains: int
    accessories: int
    optional: int
    cooldown: int


def support_row(minutes: int, rules: CompositionPolicy) -> SupportRow:
    return next((row for row in rules.support if minutes <= row.minutes), rules.support[-1])


def main_minutes(pool: CandidatePool) -> float:
    """One main lift as usually prescribed for these goals."""
    rules = pool.policy.prescription
    blend = usual_blend(pool)
    work = set_seconds(whole(blend.reps.usual), None, False, rules.time)
    return exercise_seconds(whole(blend.sets.usual), work, blend.rest.usual, 0, False, rules.time) / MINUTE


def accessory_minutes(pool: CandidatePool) -> float:
    rules = pool.policy.prescription
    row = rules.accessory
    work = set_seconds(whole(row.reps.usual), None, False, rules.time)
    return exercise_seconds(whole(row.sets.usual), work, row.rest.usual, 0, False, rules.time) / MINUTE


def choose_counts(
    pool: CandidatePool, kind: SessionType, minutes: int, settled: int, most: int, finisher: float | None, owed: int = 0
) -> Counts:
    """Of all counts the section allows, those whose usual length comes closest to the time there is; a goal's liking
    for main lifts or accessories weighs in.

    kind: a lifting type. minutes: the session's target. settled: main lifts the day has in any case (its focus, a
    ballistic one). most: main lifts its muscles have room for. finisher: its minutes, None where accessories stand
    instead. owed: accessories that focus muscles have a right to, beside a finisher too.
    """
    rules, time = pool.policy.composition, pool.policy.prescription.time
    lifting, support = rules.lifting, support_row(minutes, rules)
    light = is_light(pool.brief, pool.policy)
    mains = (not light and rules.types[kind].mains) or lifting.mains_of(light=light)
    beside = finisher is None or (minutes >= lifting.both_from and not light)
    least = 0 if minutes <= lifting.short_minutes or finisher else lifting.accessories.low
    owed = min(owed, lifting.accessories.high)
    accessories = range(max(least, owed), lifting.accessories.high + 1) if beside else range(owed, owed + 1)
    free = minutes - (finisher or 0.0) - RAMP_SETS * time.ramp_set_seconds / MINUTE
    free -= support_minutes(ExerciseRole.WARMUP, support.warmup, time)
    free -= support_minutes(ExerciseRole.COOLDOWN, support.cooldown, time)
    room = lifting.total.high - support.warmup - support.cooldown - (finisher is not None)
    one, other = pool.once(main_minutes), pool.once(accessory_minutes)
    top = max(mains.low, min(mains.high, most))
    like = lifting.main_share[pool.brief.leading_goal]
    options = [
        (
            abs(m * one + a * other - free) / max(free, 1.0) + lifting.share_cost * abs(m / (m + a) - like) * bool(a),
            m,
            a,
        )
        for m in range(min(max(mains.low, settled), top), top + 1)
        for a in accessories
        if m + a <= room
    ]
    _, m, a = min(options, default=(0.0, mains.low, accessories[0]))
    spare = min(lifting.optional_accessories, lifting.accessories.high - a) if beside else 0
    if a + spare < lifting.accessories.low and beside:
        spare = lifting.accessories.low - a
    return Counts(support.warmup, m, a, spare, support.cooldown)
