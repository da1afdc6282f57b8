"""Which muscles the accessories are for: those furthest below their weekly aim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.history import DIRECT, INDIRECT, UNCOUNTED_PATTERNS, History
from alloy_engine.domain.vocabulary import MAJOR_MUSCLES, SHOULDERS, ExerciseRole, MovementPattern, Muscle
from alloy_engine.selection import CandidatePool
from alloy_engine.session.aims import Aims, session_aims
from alloy_engine.session.counts import is_light
from alloy_engine.session.shelf import Shelf

# One exercise for the middle of the body does for all of it.
TRUNK = (Muscle.CORE, Muscle.OBLIQUES, Muscle.LOWER_BACK)
# Where either of two muscles may be the mover, each gets the mean of both credits.
SHARED = (DIRECT + INDIRECT) / 2
MAJORS = frozenset(muscle for muscles in MAJOR_MUSCLES.values() for muscle in muscles)


@dataclass(frozen=True, slots=True)
class Wanted:
    """An accessory to look for: its muscle, the patterns that may train it, and whether one joint is best."""

    muscle: Muscle
    patterns: tuple[MovementPattern, ...]
    isolation: bool


def wanted_accessories(
    count: int,
    mains: Sequence[MovementPattern],
    day: DayPlan,
    pool: CandidatePool,
    history: History,
    shelf: Shelf,
) -> tuple[Wanted, ...]:
    """`count` accessories, the most needed muscle first; compounds come before isolation when they are placed.

    A muscle's need is what is missing of its aim for this session after what today's mains will add. Majors the
    week would train too rarely come first, focus muscles are preferred, core is looked after once a microcycle, and
    what the mains already fill up waits.
    """
    rules = pool.policy.composition
    today = expected_sets(mains, pool, light=is_light(pool.brief, rules))
    got = history.sets_in_microcycle(day.microcycle)
    aims = session_aims(day, pool, history)
    candidates = [m for m in _muscles(day, pool) if shelf.stock(ExerciseRole.ACCESSORY, rules.muscles[m].patterns, m)]
    chosen: list[Muscle] = []
    while candidates and len(chosen) < count:
        ranked = [(-_need(m, today, got, aims, chosen, pool), place) for place, m in enumerate(candidates)]
        muscle = candidates[min(ranked)[1]]
        chosen.append(muscle)
        today[muscle] = today.get(muscle, 0.0) + rules.accessories.expected_accessory_sets
    return tuple(_wanted(muscle, pool, shelf) for muscle in chosen)


def _muscles(day: DayPlan, pool: CandidatePool) -> list[Muscle]:
    rules = pool.policy.composition
    return [muscle for muscle in rules.types[day.type].muscles if muscle in rules.muscles]


def expected_sets(mains: Sequence[MovementPattern], pool: CandidatePool, *, light: bool) -> dict[Muscle, float]:
    """Hard sets by muscle that main lifts of these patterns should add up to. A new dict each time."""
    return dict(pool.once(_expected_sets, tuple(mains), light))


def _expected_sets(pool: CandidatePool, mains: tuple[MovementPattern, ...], light: bool) -> dict[Muscle, float]:
    rules = pool.policy.composition.accessories
    sets = rules.expected_light_sets if light else rules.expected_main_sets
    today: dict[Muscle, float] = {}
    for pattern in mains:
        if pattern in UNCOUNTED_PATTERNS:
            continue
        movers = pool.policy.prescription.main_movers.get(pattern, ())
        for place, muscle in enumerate(pool.policy.prescription.pattern_muscles.get(pattern, ())):
            credit = SHARED if muscle in movers else INDIRECT if place else DIRECT
            today[muscle] = today.get(muscle, 0.0) + sets * credit
    return today


def _need(
    muscle: Muscle,
    today: Mapping[Muscle, float],
    before: Mapping[Muscle, float],
    aims: Aims,
    chosen: Sequence[Muscle],
    pool: CandidatePool,
) -> float:
    """How much the muscle wants an accessory after what it has had and will get from the lifts chosen so far."""
    rules = pool.policy.composition.accessories
    done = today.get(muscle, 0.0)
    need = aims.pull[muscle] * (aims.sets[muscle] - done)
    if muscle in MAJORS and not _touched(muscle, today) and (muscle in aims.due or not _touched(muscle, before)):
        need += rules.untouched
    if muscle is Muscle.CORE and not done and not before.get(Muscle.CORE):
        need += rules.core_weekly
    if muscle in pool.brief.request.athlete.focus_muscles:
        need += rules.focus
    if done + rules.expected_accessory_sets > pool.policy.prescription.fit.sets_per_muscle_aim:
        need -= rules.full_cost
    same = TRUNK if muscle in TRUNK else (muscle,)
    return need - rules.repeat_cost * sum(each in same for each in chosen)


def _touched(muscle: Muscle, got: Mapping[Muscle, float]) -> bool:
    """Any of the three delts counts for the shoulders."""
    group = SHOULDERS if muscle in SHOULDERS else (muscle,)
    return any(got.get(each) for each in group)


def _wanted(muscle: Muscle, pool: CandidatePool, shelf: Shelf) -> Wanted:
    patterns = pool.policy.composition.muscles[muscle].patterns
    single = bool(shelf.stock(ExerciseRole.ACCESSORY, (MovementPattern.ISOLATION,), muscle))
    isolation = single and patterns[0] is MovementPattern.ISOLATION
    return Wanted(muscle, patterns, isolation)
