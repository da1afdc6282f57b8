"""Which muscles the accessories are for: those furthest below their weekly aim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from alloy_engine.domain.balance import side_of_pattern
from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.history import History
from alloy_engine.domain.slot import Hold, Slot
from alloy_engine.domain.vocabulary import MAJORS, SHOULDERS, ExerciseRole, Goal, MovementPattern, Muscle
from alloy_engine.selection import CandidatePool
from alloy_engine.session.doses.effort import whole
from alloy_engine.session.fitting.balance import has_both_sides, sets_ahead
from alloy_engine.session.needs.aims import Aims, trained_on
from alloy_engine.session.needs.bringup import accessory_patterns, brought_up, left_bare
from alloy_engine.session.needs.shelf import Shelf
from alloy_engine.session.slots.counts import accessory_minutes

# One exercise for the middle of the body does for all of it.
CORE = Muscle.CORE
TRUNK = (CORE, Muscle.OBLIQUES, Muscle.LOWER_BACK)
ARMS = (Muscle.BICEPS, Muscle.TRICEPS)


class _Got(NamedTuple):
    """What muscles had in the microcycle so far: hard sets, and which of them an accessory of their own."""

    sets: Mapping[Muscle, float]
    own: frozenset[Muscle]


@dataclass(frozen=True, slots=True)
class Wanted:
    """An accessory to look for: its muscle, the patterns that may train it, and whether one joint is best."""

    muscle: Muscle
    patterns: tuple[MovementPattern, ...]
    isolation: bool

    @property
    def side(self) -> int:
        """1 for a pull, −1 for a push, 0 for all else, as the balance of the two counts them."""
        return 0 if self.isolation else next(filter(None, map(side_of_pattern, self.patterns)), 0)


def accessory_slot(want: Wanted, pool: CandidatePool, held: str | None = None, *, optional: bool = False) -> Slot:
    """Its place; held: the movement that carries on there."""
    row = pool.policy.prescription.accessory
    return Slot(
        index=0,
        role=ExerciseRole.ACCESSORY,
        patterns=want.patterns,
        muscles=(want.muscle,),
        wants_isolation=want.isolation,
        minutes=pool.once(accessory_minutes),
        sets=whole(row.sets.usual),
        rpe=row.rpe.usual,
        optional=optional and held is None,  # what one week found time for stays for the mesocycle
        held=held,
        hold=Hold.MESOCYCLE if held else None,
        # Who wishes for more of a muscle may have two raises for it.
        distinct=held is None and want.muscle not in pool.brief.request.athlete.focus_muscles,
    )


def wanted_for(muscle: Muscle, pool: CandidatePool) -> Wanted | None:
    """An accessory for that muscle; None where the athlete may be given none."""
    return pool.once(_wanted, muscle) if accessory_patterns(muscle, pool) else None


def wanted_accessories(
    count: int,
    mains: tuple[MovementPattern, ...],
    aims: Aims,
    day: DayPlan,
    pool: CandidatePool,
    history: History,
) -> tuple[Wanted, ...]:
    """`count` accessories, the most needed muscle first; compounds come before isolation when they are placed.

    A muscle's need is what is missing of its aim for this session after what today's mains will add. Majors the
    week would train too rarely come first, core and, for size, arms are looked after once a microcycle, and what the
    mains already fill up waits. Before all of them come the focus muscles, and what would be left bare by that.
    """
    rules = pool.policy.composition
    today = dict(pool.expected_sets(mains))
    got = _Got(history.sets_in_microcycle(day.microcycle), _had_their_own(day, pool, history))
    candidates = [m for m in _muscles(day, pool) if accessory_patterns(m, pool)]
    first = kept_muscles(day, pool, history)
    if not first:
        focus, bare = brought_up(today, aims, day, pool, history), left_bare(today, aims, pool)
        first = tuple(dict.fromkeys((*focus[:1], *bare, *focus[1:]))) if focus else ()
    chosen = [muscle for muscle in first if muscle in candidates][:count]
    for muscle in chosen:
        today[muscle] = today.get(muscle, 0.0) + rules.accessories.expected_accessory_sets
    needs = {m: _need(m, today, got, aims, chosen, pool) for m in candidates}
    while candidates and len(chosen) < count:
        muscle = max(candidates, key=needs.__getitem__)
        chosen.append(muscle)
        today[muscle] = today.get(muscle, 0.0) + rules.accessories.expected_accessory_sets
        needs |= {m: _need(m, today, got, aims, chosen, pool) for m in candidates if _together(m, muscle)}
    return _balanced(chosen, mains, day, pool, history)


def _balanced(
    chosen: Sequence[Muscle], mains: Sequence[MovementPattern], day: DayPlan, pool: CandidatePool, history: History
) -> tuple[Wanted, ...]:
    """What trains each muscle: one joint where there is such, but a push or a pull where the day has both and the
    program, with its lifts so far and those of today, is that side's sets behind.
    """
    wanted = [pool.once(_wanted, muscle) for muscle in chosen]
    if not pool.once(has_both_sides, day.type):
        return tuple(wanted)
    rules = pool.policy.composition.accessories
    sets = rules.expected_accessory_sets
    ahead = float(sets_ahead(history.facts, pool))
    ahead += sum([side_of_pattern(pattern) for pattern in mains]) * rules.expected_main_sets
    ahead += sum([want.side for want in wanted]) * sets
    for at, want in enumerate(wanted):
        other = pool.once(_compound, want.muscle) if want.isolation else None
        if other and other.side * ahead <= -sets:
            wanted[at], ahead = other, ahead + other.side * sets
    return tuple(wanted)


def kept_muscles(day: DayPlan, pool: CandidatePool, history: History) -> tuple[Muscle, ...]:
    """What the accessories of the same session were for, where it comes back as a deload: the same, only less."""
    before = history.last_like(day) if day.is_deload else None
    if before is None:
        return ()
    primaries = (pool.catalogue[movement].primary for movement in before.movements(ExerciseRole.ACCESSORY))
    return tuple(dict.fromkeys(primaries))


def _muscles(day: DayPlan, pool: CandidatePool) -> list[Muscle]:
    rules = pool.policy.composition
    return [muscle for muscle in trained_on(day.type, pool) if muscle in rules.muscles]


def _had_their_own(day: DayPlan, pool: CandidatePool, history: History) -> frozenset[Muscle]:
    """Muscles that had an accessory this microcycle."""
    facts = history.of_microcycle(day.microcycle)
    return frozenset([pool.catalogue[m].primary for fact in facts for m in fact.movements(ExerciseRole.ACCESSORY)])


def _need(
    muscle: Muscle,
    today: Mapping[Muscle, float],
    before: _Got,
    aims: Aims,
    chosen: Sequence[Muscle],
    pool: CandidatePool,
) -> float:
    """How much the muscle wants an accessory after what it has had and will get from the lifts chosen so far."""
    rules = pool.policy.composition.accessories
    done = today.get(muscle, 0.0)
    need = aims.pull[muscle] * (aims.sets[muscle] - done)
    need += aims.floor_pull.get(muscle, 0.0) * max(0.0, aims.floor.get(muscle, 0.0) - done)
    if muscle in MAJORS and not _touched(muscle, today) and (muscle in aims.due or not _touched(muscle, before.sets)):
        need += rules.untouched
    if muscle is CORE and not done and not before.sets.get(CORE):
        need += rules.core_weekly
    if muscle in ARMS and muscle not in before.own:
        need += rules.arms_weekly * pool.brief.goals.get(Goal.HYPERTROPHY, 0.0)
    if done + rules.expected_accessory_sets > pool.policy.prescription.fit.sets_per_muscle_aim:
        need -= rules.full_cost
    if muscle in TRUNK:
        return need - rules.trunk_repeat_cost * sum(map(chosen.count, TRUNK))
    return need - rules.repeat_cost * chosen.count(muscle)


def _together(one: Muscle, other: Muscle) -> bool:
    """True if an accessory for the one changes what the other needs."""
    return one is other or any(one in group and other in group for group in (TRUNK, SHOULDERS))


def _touched(muscle: Muscle, got: Mapping[Muscle, float]) -> bool:
    """Any of the three delts counts for the shoulders."""
    group = SHOULDERS if muscle in SHOULDERS else (muscle,)
    return any(got.get(each) for each in group)


def _wanted(pool: CandidatePool, muscle: Muscle) -> Wanted:
    patterns = accessory_patterns(muscle, pool)
    single = bool(pool.once(Shelf).stock(ExerciseRole.ACCESSORY, (MovementPattern.ISOLATION,), muscle))
    isolation = single and patterns[0] is MovementPattern.ISOLATION
    return Wanted(muscle, patterns, isolation)


def _compound(pool: CandidatePool, muscle: Muscle) -> Wanted | None:
    """The push or pull that trains the muscle first of all, if the athlete may be given one without a relaxed rule."""
    proper = pool.once(Shelf).accessories_for(muscle)
    for pattern in accessory_patterns(muscle, pool):
        if side_of_pattern(pattern) and pattern in proper:
            return Wanted(muscle, (pattern,), isolation=False)
    return None
