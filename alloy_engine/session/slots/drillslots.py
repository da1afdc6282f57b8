"""The drills around a lifting day's work: places of its warm-up and cool-down."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from alloy_engine.domain.slot import Slot
from alloy_engine.domain.vocabulary import ExerciseRole, MovementPattern, Muscle
from alloy_engine.selection import CandidatePool
from alloy_engine.session.needs.shelf import Shelf
from alloy_engine.session.slots.held import BALLISTIC
from alloy_engine.session.slots.mains import muscles_of

DRILL_MINUTES = 1.0


Mains = tuple[tuple[MovementPattern, ...], ...]  # the patterns of each main lift


def warmup_slots(pool: CandidatePool, count: int, mains: Mains) -> Sequence[Slot]:
    """Something general, then drills for the joints and muscles of the day, of any kind where few are allowed; one
    more may be used if time is left.
    """
    drills, shelf = pool.policy.composition.drills, pool.once(Shelf)
    ballistic = bool(mains) and mains[0][0] in BALLISTIC
    slots = []
    for place in range(count + 1):
        patterns = drills.warmup[place % len(drills.warmup)]
        if ballistic and place == count - 1:
            patterns = drills.power_warmup
        if shelf.stock(ExerciseRole.WARMUP, patterns) <= count:
            patterns = tuple(dict.fromkeys(chain(patterns, *drills.warmup)))
        muscles = () if place == 0 else muscles_of(mains[(place - 1) % len(mains)], pool)
        slots.append(_drill(ExerciseRole.WARMUP, patterns, muscles, optional=place >= count))
    return slots


def cooldown_slots(pool: CandidatePool, count: int, mains: Mains) -> Sequence[Slot]:
    """Stretches for what was trained, a different muscle each as far as there are any."""
    trained = list(dict.fromkeys(muscle for patterns in mains for muscle in muscles_of(patterns, pool)[:2]))
    patterns = pool.policy.composition.drills.cooldown
    return [
        _drill(ExerciseRole.COOLDOWN, patterns, (trained[place % len(trained)],), optional=place >= count)
        for place in range(count + 1)
    ]


def _drill(
    role: ExerciseRole, patterns: tuple[MovementPattern, ...], muscles: tuple[Muscle, ...], *, optional: bool
) -> Slot:
    return Slot(
        index=0,
        role=role,
        patterns=patterns,
        muscles=muscles,
        minutes=DRILL_MINUTES,
        sets=1,
        rpe=2.0,
        optional=optional,
    )
