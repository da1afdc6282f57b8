"""Focus muscles: each gets an accessory of its own on every day that can train it, whatever the week's aims say."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.history import History
from alloy_engine.domain.vocabulary import ExerciseRole, MovementPattern, Muscle
from alloy_engine.selection import CandidatePool
from alloy_engine.session.needs.aims import WEEK, Aims, trained_on
from alloy_engine.session.needs.shelf import Shelf


def accessory_patterns(muscle: Muscle, pool: CandidatePool) -> tuple[MovementPattern, ...]:
    """How an accessory may train the muscle: by its usual patterns, or where the athlete has no proper one of these, by
    those that train it first of all; where nothing does, a focus muscle takes what reaches it.
    """
    return pool.once(_accessory_patterns, muscle)


def _accessory_patterns(pool: CandidatePool, muscle: Muscle) -> tuple[MovementPattern, ...]:
    shelf = pool.once(Shelf)
    patterns = pool.policy.composition.muscles[muscle].patterns
    own = shelf.accessories_for(muscle)
    if own and not set(patterns) & set(own):
        return own
    if own or shelf.stock(ExerciseRole.ACCESSORY, patterns, muscle):
        return patterns
    return shelf.reaching(muscle) if muscle in pool.brief.request.athlete.focus_muscles else ()


def brought_up(
    today: Mapping[Muscle, float], aims: Aims, day: DayPlan, pool: CandidatePool, history: History
) -> tuple[Muscle, ...]:
    """The day's focus muscles that something can be done for, those with the fewest sets this microcycle first.

    today: sets the mains will give. A muscle they fill up already gets no more, nor does one that has had its week.
    """
    fit, rules = pool.policy.prescription.fit, pool.policy.composition.accessories
    here, before = trained_on(day.type, pool), history.sets_in_microcycle(day.microcycle)
    plenty = rules.focus_plenty * day.length_days / WEEK
    found = [
        muscle
        for muscle in pool.brief.request.athlete.focus_muscles
        if muscle in here
        and today.get(muscle, 0.0) + fit.tight_sets <= fit.sets_per_muscle_aim
        and before.get(muscle, 0.0) + today.get(muscle, 0.0) < plenty * pool.targets[muscle]
        and today.get(muscle, 0.0) + fit.tight_sets <= aims.most.get(muscle, inf)
        and accessory_patterns(muscle, pool)
    ]
    return tuple(sorted(found, key=lambda muscle: before.get(muscle, 0.0) / pool.targets[muscle]))


def left_bare(today: Mapping[Muscle, float], aims: Aims, pool: CandidatePool) -> tuple[Muscle, ...]:
    """Muscles that today's main lifts leave most of an accessory's sets below what their week needs, or that they do
    not reach though the week would then train them too rarely; those furthest below first.
    """
    missing = pool.policy.composition.accessories.bare_from

    def is_bare(muscle: Muscle, floor: float) -> bool:
        got = today.get(muscle, 0.0)
        return floor - got >= missing or (not got and muscle in aims.due)

    bare = [m for m, floor in aims.floor.items() if is_bare(m, floor) and accessory_patterns(m, pool)]
    return tuple(sorted(bare, key=lambda muscle: today.get(muscle, 0.0) - aims.floor[muscle]))
