"""How many hard sets each muscle should get in one session: what its week lacks, shared over the sessions left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from alloy_engine.catalogue.policies.audit import Band
from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.history import History
from alloy_engine.domain.vocabulary import MAJOR_MUSCLES, SHOULDERS, Muscle, SessionType
from alloy_engine.selection import CandidatePool
from alloy_engine.session.doses.mainlift import usual_blend
from alloy_engine.session.needs.shelf import Shelf

WEEK = 7
HALF = 0.5
MAJORS = frozenset(m for muscles in MAJOR_MUSCLES.values() for m in muscles) - {*SHOULDERS}


@dataclass(frozen=True, slots=True)
class Aims:
    """sets: to aim at in this session, by muscle. pull: what each of these sets is worth, as long as it is missing.
    floor: of these, sets without which the muscle's week would fall short of what the audit asks for; floor_pull: what
    they are worth on top of that. most: sets the session may give the muscle so that its week stays within bounds.
    due: muscles that would not be trained often enough if this session left them out.
    """

    sets: Mapping[Muscle, float]
    pull: Mapping[Muscle, float]
    floor: Mapping[Muscle, float] = field(default_factory=dict)
    floor_pull: Mapping[Muscle, float] = field(default_factory=dict)
    most: Mapping[Muscle, float] = field(default_factory=dict)
    due: frozenset[Muscle] = frozenset()

    def has_room(self, muscles: Iterable[tuple[Muscle, float]], done: Mapping[Muscle, float]) -> bool:
        """True if one set more of a lift with these muscles and credits leaves every muscle's week within bounds."""
        most = self.most
        for muscle, weight in muscles:  # noqa: SIM110  asked at every step of fitting: `all` would take twice as long
            if muscle in most and done.get(muscle, 0.0) + weight > most[muscle]:
                return False
        return True

    def misses(self, muscles: Iterable[tuple[Muscle, float]], done: Mapping[Muscle, float]) -> bool:
        """True if one set less of such a lift takes a muscle below the floor of its week."""
        return any(done.get(m, 0.0) - weight < self.floor.get(m, 0.0) for m, weight in muscles)

    def worth(self, muscle: Muscle, weight: float, done: float) -> float:
        """What `weight` sets more are worth after `done`: the less, the nearer the aim; nothing beyond it."""
        done += HALF * weight
        missing, lacking = self.sets.get(muscle, 0.0) - done, self.floor.get(muscle, 0.0) - done
        value = self.pull.get(muscle, 0.0) * missing if missing > 0.0 else 0.0
        return weight * (value + self.floor_pull.get(muscle, 0.0) * lacking) if lacking > 0.0 else weight * value

    def lacking(self, done: Mapping[Muscle, float]) -> float:
        """Sets by which the muscles together are below their floors."""
        return sum(max(0.0, floor - done.get(muscle, 0.0)) for muscle, floor in self.floor.items())


NOTHING_AIMED_AT = Aims({}, {})


def session_aims(day: DayPlan, pool: CandidatePool, history: History) -> Aims:
    """What the main lifts of the day's focus bring, and an even share of what the microcycle will then still lack:
    of a muscle's target, what neither the sessions before nor the focus of this one and of those ahead bring, over
    the sessions left that can train it. At most what one session should give a muscle.

    A muscle that matters more and is further behind its even share pulls harder. That share is a week's at most: a day
    that comes every other week has no less to make up for.
    """
    muscles, cap = pool.policy.composition.muscles, pool.policy.prescription.fit.sets_per_muscle_aim
    weeks = day.length_days / WEEK
    done = history.sets_in_microcycle(day.microcycle)
    today, ahead = pool.expected_sets(day.focus), pool.expected_sets(day.ahead)
    times = exposures(day, pool, history)

    def share(muscle: Muscle, target: float, owed: float = 0.0) -> float:
        own = today.get(muscle, 0.0)
        missing = target * weeks + owed - done.get(muscle, 0.0) - own - ahead.get(muscle, 0.0)
        return max(0.0, min(cap, own + missing / times[muscle][1]))

    targets, floors = pool.once(_targets), pool.once(_floors, day.type)
    owed = _owed(floors, day, history)
    pull = {m: muscles[m].weight * max(1.0, times[m][0] / weeks) / target for m, target in targets.items()}
    return Aims(
        sets={m: share(m, target) for m, target in targets.items()},
        pull=pull,
        floor={m: share(m, floor, owed.get(m, 0.0)) for m, floor in floors.items()},
        floor_pull={m: pool.policy.composition.accessories.floor * pull[m] for m in floors},
        most=session_most(day, pool, history),
        due=frozenset(_due(times, day, pool, history)),
    )


def _targets(pool: CandidatePool) -> Mapping[Muscle, float]:
    """Of the muscles that sessions aim at."""
    return {m: target for m, target in pool.targets.items() if m in pool.policy.composition.muscles}


def _floors(pool: CandidatePool, kind: SessionType) -> Mapping[Muscle, float]:
    """Sets a week that the audit asks for, of the majors that such a day trains."""
    targets, asked = pool.once(_targets), pool.once(_weekly_band).ok_from
    trained = pool.once(_majors).intersection(pool.policy.composition.types[kind].muscles)
    return {m: min(asked, target) for m, target in targets.items() if m in trained}


def _owed(floors: Mapping[Muscle, float], day: DayPlan, history: History) -> dict[Muscle, float]:
    """What the program's weeks so far lack of these floors, deloads left out: it is made up for, but by no more than
    half a week's floor at a time.
    """
    past, had = history.sets_before(day.microcycle)
    weeks = day.length_days / WEEK
    return {m: max(0.0, min(HALF * floor * weeks, floor * past - had.get(m, 0.0))) for m, floor in floors.items()}


def _majors(pool: CandidatePool) -> frozenset[Muscle]:
    """The seven majors. For the shoulders the front delts stand, which every press trains: the others get theirs while
    these have enough. Where no press is left to hurt shoulders, it is the head that most lifts are for.
    """
    shelf = pool.once(Shelf)
    if shelf.training(Muscle.FRONT_DELTS):
        return MAJORS | {Muscle.FRONT_DELTS}
    return MAJORS | {max(SHOULDERS, key=shelf.training)}


def _weekly_band(pool: CandidatePool) -> Band:
    """What the audit asks of a muscle's week where every training day lifts."""
    return pool.policy.audit.weekly_sets.blended(pool.brief.goals, 1.0)


def session_most(
    day: DayPlan, pool: CandidatePool, history: History, today: Mapping[Muscle, float] | None = None, scale: float = 1.0
) -> dict[Muscle, float]:
    """The majors' share in what their week can still take: what today's lifts bring, less where they and those of the
    days ahead are too much together, and half of what is over while there are days ahead.

    today: sets by muscle, by default those of the day's focus. scale: of the sets of the days before.
    """
    weeks, done = day.length_days / WEEK, history.sets_in_microcycle(day.microcycle)
    rules = pool.policy.composition.accessories
    fewest = max(1.0, usual_blend(pool).sets.low / rules.expected_main_sets)
    if today is None:
        today = {m: sets * fewest for m, sets in pool.expected_sets(day.focus).items()}
    ahead = pool.expected_sets(day.ahead)
    bound = pool.once(_weekly_band).ok_to * rules.week_share * weeks
    most = {}
    for muscle in pool.once(_majors) & pool.targets.keys():
        own, later = today.get(muscle, 0.0), ahead.get(muscle, 0.0) * fewest
        left = max(0.0, bound - scale * done.get(muscle, 0.0))
        share = own * min(1.0, left / (own + later)) if own else 0.0
        most[muscle] = share + max(0.0, left - own - later) * (HALF if day.ahead else 1.0)
    return most


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
    often = pool.policy.audit.frequency.band.ok_from * day.length_days / WEEK
    facts = [fact for fact in history.of_microcycle(day.microcycle) if fact.day.type.is_lifting]
    trained = Counter(muscle for fact in facts for muscle, sets in fact.sets.items() if sets >= 1.0)
    for muscle, (whole_week, left) in times.items():
        if trained[muscle] + left - 1.0 < min(often, whole_week):
            yield muscle


def exposures(day: DayPlan, pool: CandidatePool, history: History) -> Mapping[Muscle, tuple[float, float]]:
    """Muscle → sessions of the microcycle that can train it, and how many of these are left from this one on."""
    gone = tuple([fact.day.type for fact in history.of_microcycle(day.microcycle)])
    return pool.once(_exposures, gone, (day.type, *(kind for _, kind in day.later)))


def _exposures(
    pool: CandidatePool, before: tuple[SessionType, ...], ahead: tuple[SessionType, ...]
) -> Mapping[Muscle, tuple[float, float]]:
    gone, left = _times(before, pool), _times(ahead, pool)
    return {
        muscle: (max(1.0, float(gone[muscle] + left[muscle])), max(1.0, float(left[muscle])))
        for muscle in pool.policy.composition.muscles
    }


def _times(kinds: Iterable[SessionType], pool: CandidatePool) -> Counter[Muscle]:
    """How many of these days can train each muscle."""
    return Counter(muscle for kind in kinds if kind.is_lifting for muscle in trained_on(kind, pool))
