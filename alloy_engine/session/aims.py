"""How many hard sets each muscle should get in one session: what its week lacks, shared over the sessions left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import inf

from alloy_engine.catalogue.mix import lifting_week
from alloy_engine.catalogue.policies.audit import Band
from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.history import History
from alloy_engine.domain.vocabulary import MAJOR_MUSCLES, Muscle, SessionType
from alloy_engine.scoring import expected_sets
from alloy_engine.selection import CandidatePool

WEEK = 7
HALF = 0.5
# The seven majors; side and rear delts get theirs while the front ones, which every press trains, have enough.
MAJORS = frozenset(m for muscles in MAJOR_MUSCLES.values() for m in muscles) - {Muscle.SIDE_DELTS, Muscle.REAR_DELTS}


@dataclass(frozen=True, slots=True)
class Aims:
    """sets: to aim at in this session, by muscle. pull: what each of these sets is worth, as long as it is missing.
    floor: of these, sets without which the muscle's week would fall short of what the audit asks for; floor_pull: what
    they are worth on top of that. most: sets the muscle's week still has room for. due: muscles that would not be
    trained often enough if this session left them out.
    """

    sets: Mapping[Muscle, float]
    pull: Mapping[Muscle, float]
    floor: Mapping[Muscle, float] = field(default_factory=dict)
    floor_pull: Mapping[Muscle, float] = field(default_factory=dict)
    most: Mapping[Muscle, float] = field(default_factory=dict)
    due: frozenset[Muscle] = frozenset()

    def has_room(self, muscles: Iterable[tuple[Muscle, float]], done: Mapping[Muscle, float]) -> bool:
        """True if one set more of a lift with these muscles and credits leaves every muscle's week within bounds."""
        return all(done.get(m, 0.0) + weight <= self.most.get(m, inf) for m, weight in muscles)

    def misses(self, muscles: Iterable[tuple[Muscle, float]], done: Mapping[Muscle, float]) -> bool:
        """True if one set less of such a lift takes a muscle below the floor of its week."""
        return any(done.get(m, 0.0) - weight < self.floor.get(m, 0.0) for m, weight in muscles)

    def worth(self, muscle: Muscle, weight: float, done: float) -> float:
        """What `weight` sets more are worth after `done`: the less, the nearer the aim; nothing beyond it."""
        done += HALF * weight
        missing = max(0.0, self.sets.get(muscle, 0.0) - done)
        lacking = max(0.0, self.floor.get(muscle, 0.0) - done)
        return weight * (self.pull.get(muscle, 0.0) * missing + self.floor_pull.get(muscle, 0.0) * lacking)

    def lacking(self, done: Mapping[Muscle, float]) -> float:
        """Sets by which the muscles together are below their floors."""
        return sum(max(0.0, floor - done.get(muscle, 0.0)) for muscle, floor in self.floor.items())


NOTHING_AIMED_AT = Aims({}, {})


def microcycle_days(day: DayPlan, pool: CandidatePool) -> int:
    """The asked length; a deload is always a week."""
    return WEEK if day.is_deload else pool.brief.request.microcycle_length_days


def session_aims(day: DayPlan, pool: CandidatePool, history: History) -> Aims:
    """What the main lifts of the day's focus bring, and an even share of what the microcycle will then still lack:
    of a muscle's target, what neither the sessions before nor the focus of this one and of those ahead bring, over
    the sessions left that can train it. At most what one session should give a muscle.

    A muscle that matters more and is further behind its even share pulls harder.
    """
    muscles, cap = pool.policy.composition.muscles, pool.policy.prescription.fit.sets_per_muscle_aim
    weeks = microcycle_days(day, pool) / WEEK
    done = history.sets_in_microcycle(day.microcycle)
    today, ahead = (expected_sets(focus, pool.brief, pool.policy) for focus in (day.focus, day.ahead))
    times = exposures(day, pool, history)

    def share(muscle: Muscle, target: float) -> float:
        own = today.get(muscle, 0.0)
        missing = target * weeks - done.get(muscle, 0.0) - own - ahead.get(muscle, 0.0)
        return max(0.0, min(cap, own + missing / times[muscle][1]))

    targets = {m: target for m, target in pool.targets.items() if m in muscles}
    band = pool.once(_weekly_band)
    trained = pool.policy.composition.types[day.type].muscles
    floors = {m: min(band.ok_from, targets[m]) for m in targets if m in MAJORS and m in trained}
    pull = {m: muscles[m].weight * times[m][0] / (target * weeks) for m, target in targets.items()}
    return Aims(
        sets={m: share(m, target) for m, target in targets.items()},
        pull=pull,
        floor={m: share(m, floor) for m, floor in floors.items()},
        floor_pull={m: pool.policy.composition.accessories.floor * pull[m] for m in floors},
        most={m: band.ok_to * weeks - done.get(m, 0.0) - ahead.get(m, 0.0) for m in targets if m in MAJORS},
        due=frozenset(_due(times, day, pool, history)),
    )


def _weekly_band(pool: CandidatePool) -> Band:
    """What the audit asks of a muscle's week where every training day lifts."""
    return pool.policy.audit.weekly_sets.blended(pool.brief.goals, 1.0)


def trained_on(kind: SessionType, pool: CandidatePool) -> tuple[Muscle, ...]:
    """Muscles that accessories of such a day may be for; a full-body day leaves no focus muscle out."""
    own = pool.policy.composition.types[kind].muscles
    focus = pool.brief.request.athlete.focus_muscles if kind is SessionType.FULL_BODY else ()
    return (*own, *(muscle for muscle in focus if muscle not in own))


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
    before = [fact.day.type for fact in history.of_microcycle(day.microcycle) if fact.day.type.is_lifting]
    gone = Counter(muscle for kind in before for muscle in trained_on(kind, pool))
    week = pool.once(_whole_week).items()
    return {muscle: (max(1.0, times), max(1.0, times - gone[muscle])) for muscle, times in week}


def _whole_week(pool: CandidatePool) -> dict[Muscle, float]:
    """Lifting sessions of a microcycle that can train each muscle."""
    week = lifting_week(pool.brief, pool.policy.structure)
    return {
        muscle: sum(count for kind, count in week.items() if muscle in trained_on(kind, pool))
        for muscle in pool.policy.composition.muscles
    }
