"""Which muscles the accessories are for: those furthest below their weekly aim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.history import DIRECT, INDIRECT, History
from alloy_engine.domain.vocabulary import MAJOR_MUSCLES, SHOULDERS, ExerciseRole, MovementPattern, Muscle
from alloy_engine.scoring import weekly_targets
from alloy_engine.selection import CandidatePool
from alloy_engine.session.aims import WEEK, microcycle_days
from alloy_engine.session.shelf import Shelf

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

    A muscle's need is its share of the weekly target still missing after what the microcycle already holds and
    what today's mains will add. Majors without any set come first, focus muscles are preferred, and core is
    looked after once a microcycle.
    """
    rules = pool.policy.composition
    got = _expected(mains, day, pool, history)
    candidates = [m for m in _muscles(day, pool) if shelf.stock(ExerciseRole.ACCESSORY, rules.muscles[m].patterns, m)]
    targets = {m: t * microcycle_days(day, pool) / WEEK for m, t in weekly_targets(pool.brief, pool.policy).items()}
    chosen: list[Muscle] = []
    while candidates and len(chosen) < count:
        ranked = [(-_need(m, got, targets, chosen, pool), place) for place, m in enumerate(candidates)]
        muscle = candidates[min(ranked)[1]]
        chosen.append(muscle)
        got[muscle] = got.get(muscle, 0.0) + rules.accessories.expected_accessory_sets
    return tuple(_wanted(muscle, pool, shelf) for muscle in chosen)


def _muscles(day: DayPlan, pool: CandidatePool) -> list[Muscle]:
    rules = pool.policy.composition
    return [muscle for muscle in rules.types[day.type].muscles if muscle in rules.muscles]


def _expected(
    mains: Sequence[MovementPattern], day: DayPlan, pool: CandidatePool, history: History
) -> dict[Muscle, float]:
    """Sets so far this microcycle and what today's main lifts should add."""
    sets = pool.policy.composition.accessories.expected_main_sets
    got = history.sets_in_microcycle(day.microcycle)
    for pattern in mains:
        for place, muscle in enumerate(pool.policy.prescription.pattern_muscles.get(pattern, ())):
            got[muscle] = got.get(muscle, 0.0) + sets * (INDIRECT if place else DIRECT)
    return got


def _need(
    muscle: Muscle, got: dict[Muscle, float], targets: dict[Muscle, float], chosen: list[Muscle], pool: CandidatePool
) -> float:
    rules = pool.policy.composition
    target = max(1.0, targets.get(muscle, 1.0))
    need = (1.0 - got.get(muscle, 0.0) / target) * rules.muscles[muscle].weight
    if muscle in MAJORS and not _touched(muscle, got):
        need += rules.accessories.untouched
    if muscle is Muscle.CORE and not got.get(Muscle.CORE):
        need += rules.accessories.core_weekly
    if muscle in pool.brief.request.athlete.focus_muscles:
        need += rules.accessories.focus
    return need - rules.accessories.repeat_cost * chosen.count(muscle)


def _touched(muscle: Muscle, got: dict[Muscle, float]) -> bool:
    """Any of the three delts counts for the shoulders."""
    group = SHOULDERS if muscle in SHOULDERS else (muscle,)
    return any(got.get(each) for each in group)


def _wanted(muscle: Muscle, pool: CandidatePool, shelf: Shelf) -> Wanted:
    patterns = pool.policy.composition.muscles[muscle].patterns
    single = bool(shelf.stock(ExerciseRole.ACCESSORY, (MovementPattern.ISOLATION,), muscle))
    isolation = single and patterns[0] is MovementPattern.ISOLATION
    return Wanted(muscle, patterns, isolation)
