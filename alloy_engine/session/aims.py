"""How many hard sets each muscle should get in one session: what its week lacks, shared over the sessions left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from alloy_engine.catalogue.mix import lifting_week
from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.history import History
from alloy_engine.domain.vocabulary import Muscle
from alloy_engine.selection import CandidatePool

WEEK = 7
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Aims:
    """sets: to aim at in this session, by muscle. pull: what each of these sets is worth, as long as it is missing.
    due: muscles that would not be trained often enough if this session left them out.
    """

    sets: Mapping[Muscle, float]
    pull: Mapping[Muscle, float]
    due: frozenset[Muscle] = frozenset()

    def worth(self, muscle: Muscle, weight: float, done: float) -> float:
        """What `weight` sets more are worth after `done`: the less, the nearer the aim; nothing beyond it."""
        missing = self.sets.get(muscle, 0.0) - done - HALF * weight
        return weight * self.pull.get(muscle, 0.0) * missing if missing > 0 else 0.0


def microcycle_days(day: DayPlan, pool: CandidatePool) -> int:
    """The asked length; a deload is always a week."""
    return WEEK if day.is_deload else pool.brief.request.microcycle_length_days


def session_aims(day: DayPlan, pool: CandidatePool, history: History) -> Aims:
    """What the microcycle lacks of a muscle's target, over the sessions left that can train it (this one included),
    at most what one session should give a muscle.

    A muscle that matters more and is further behind its even share pulls harder.
    """
    muscles, cap = pool.policy.composition.muscles, pool.policy.prescription.fit.sets_per_muscle_aim
    weeks = microcycle_days(day, pool) / WEEK
    done = history.sets_in_microcycle(day.microcycle)
    sets: dict[Muscle, float] = {}
    pull: dict[Muscle, float] = {}
    times = exposures(day, pool, history)
    for muscle, target in pool.targets.items():
        if muscle not in muscles:
            continue
        whole_week, left = times.get(muscle, (1.0, 1.0))
        missing = target * weeks - done.get(muscle, 0.0)
        sets[muscle] = max(0.0, min(cap, missing / left))
        pull[muscle] = muscles[muscle].weight * whole_week / (target * weeks)
    return Aims(sets, pull, frozenset(_due(times, day, pool, history)))


def _due(
    times: Mapping[Muscle, tuple[float, float]], day: DayPlan, pool: CandidatePool, history: History
) -> Iterator[Muscle]:
    """Muscles whose sessions so far and still to come (this one left out) are fewer than twice a week, though the
    week has that many.
    """
    often = pool.policy.audit.frequency.band.ok_from * microcycle_days(day, pool) / WEEK
    facts = [fact for fact in history.of_microcycle(day.microcycle) if fact.day.type.is_lifting]
    trained = Counter(muscle for fact in facts for muscle, sets in fact.sets.items() if sets >= 1.0)
    for muscle, (whole_week, left) in times.items():
        if trained[muscle] + left - 1.0 < min(often, whole_week):
            yield muscle


def exposures(day: DayPlan, pool: CandidatePool, history: History) -> dict[Muscle, tuple[float, float]]:
    """Muscle → sessions a microcycle that can train it, and how many of these are left from this one on."""
    types = pool.policy.composition.types
    before = [fact.day.type for fact in history.of_microcycle(day.microcycle) if fact.day.type.is_lifting]
    gone = Counter(muscle for kind in before for muscle in types[kind].muscles)
    week = pool.once(_whole_week).items()
    return {muscle: (max(1.0, times), max(1.0, times - gone[muscle])) for muscle, times in week}


def _whole_week(pool: CandidatePool) -> dict[Muscle, float]:
    """Lifting sessions of a microcycle that can train each muscle."""
    types, week = pool.policy.composition.types, lifting_week(pool.brief, pool.policy.structure)
    return {
        muscle: sum(count for kind, count in week.items() if muscle in types[kind].muscles)
        for muscle in pool.policy.composition.muscles
    }
