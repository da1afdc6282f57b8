"""How many hard sets each muscle should get in one session: what its week lacks, shared over the sessions left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from alloy_engine.catalogue.policies.audit import Band
from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.history import History
from alloy_engine.domain.vocabulary import MAJORS, SHOULDERS, Muscle, SessionType
from alloy_engine.selection import CandidatePool
from alloy_engine.selection.variety import like_days
from alloy_engine.session.doses.mainlift import usual_blend
from alloy_engine.session.needs.shelf import Shelf

WEEK = 7
HALF = 0.5
BESIDE_SHOULDERS = MAJORS.difference(SHOULDERS)


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
    muscles, weeks = pool.policy.composition.muscles, day.length_days / WEEK
    done, before = history.sets_in_microcycle(day.microcycle), history.sets_before(day.microcycle)
    times = exposures(day, pool, history)
    targets, floors = pool.once(_targets), pool.once(_floors, day.type)
    owed = _owed(floors, day, before.weeks, before.usual)
    pull = {m: muscles[m].weight * max(1.0, times[m][0] / weeks) / target for m, target in targets.items()}
    return Aims(
        sets=_shares(targets, {}, done, times, day, pool),
        pull=pull,
        floor=_shares(floors, owed, done, times, day, pool),
        floor_pull={m: pool.policy.composition.accessories.floor * pull[m] for m in floors},
        most=session_most(day, pool, history),
        due=frozenset(_due(times, day, pool, history)),
    )


def asked_floors(day: DayPlan, pool: CandidatePool, history: History) -> dict[Muscle, float]:
    """The session's floors after the sets that a careful coach has really asked for so far."""
    done, before = history.asked_in_microcycle(day.microcycle), history.sets_before(day.microcycle)
    floors = pool.once(_floors, day.type)
    owed = _owed(floors, day, before.weeks, before.asked)
    return _shares(floors, owed, done, exposures(day, pool, history), day, pool)


def _shares(
    targets: Mapping[Muscle, float],
    owed: Mapping[Muscle, float],
    done: Mapping[Muscle, float],
    times: Mapping[Muscle, tuple[float, float]],
    day: DayPlan,
    pool: CandidatePool,
) -> dict[Muscle, float]:
    """The session's share in each week's target, as `session_aims` says. done: sets of the microcycle so far."""
    cap, weeks = pool.policy.prescription.fit.sets_per_muscle_aim, day.length_days / WEEK
    today, ahead = pool.expected_sets(day.focus), pool.expected_sets(day.ahead)

    def share(muscle: Muscle, target: float) -> float:
        own = today.get(muscle, 0.0)
        missing = target * weeks + owed.get(muscle, 0.0) - done.get(muscle, 0.0) - own - ahead.get(muscle, 0.0)
        return max(0.0, min(cap, own + missing / times[muscle][1]))

    return {muscle: share(muscle, target) for muscle, target in targets.items()}


def _targets(pool: CandidatePool) -> Mapping[Muscle, float]:
    """Of the muscles that sessions aim at."""
    return {m: target for m, target in pool.targets.items() if m in pool.policy.composition.muscles}


def _floors(pool: CandidatePool, kind: SessionType) -> Mapping[Muscle, float]:
    """Sets a week that the audit asks for, of the majors that such a day trains."""
    targets, asked = pool.once(_targets), pool.once(_weekly_band).ok_from
    trained = pool.once(_majors).intersection(pool.policy.composition.types[kind].muscles)
    return {m: min(asked, target) for m, target in targets.items() if m in trained}


def _owed(
    floors: Mapping[Muscle, float], day: DayPlan, past: float, had: Mapping[Muscle, float]
) -> dict[Muscle, float]:
    """What the program's weeks so far (`past`), with the sets they had, lack of these floors, deloads left out: it is
    made up for, but by no more than half a week's floor at a time.
    """
    weeks = day.length_days / WEEK
    return {m: max(0.0, min(HALF * floor * weeks, floor * past - had.get(m, 0.0))) for m, floor in floors.items()}


def _majors(pool: CandidatePool) -> frozenset[Muscle]:
    """The seven majors. For the shoulders the front delts stand, which every press trains: the others get theirs while
    these have enough. Where no press is left to hurt shoulders, it is the head that most lifts are for.
    """
    shelf = pool.once(Shelf)
    if shelf.training(Muscle.FRONT_DELTS):
        return BESIDE_SHOULDERS | {Muscle.FRONT_DELTS}
    return BESIDE_SHOULDERS | {max(SHOULDERS, key=shelf.training)}


def _bounded(pool: CandidatePool) -> frozenset[Muscle]:
    """What a week may have too much of: the majors, and of the shoulders every head, since the best trained counts."""
    return pool.once(_majors).union(SHOULDERS)


def _weekly_band(pool: CandidatePool) -> Band:
    """What the audit asks of a muscle's week where every training day lifts."""
    return pool.policy.audit.weekly_sets.blended(pool.brief.goals, 1.0)


def session_most(day: DayPlan, pool: CandidatePool, history: History) -> dict[Muscle, float]:
    """The majors' share in what their week can still take: what the lifts of the day's focus bring, less where they and
    those of the days ahead are too much together, and half of what is over while there are days ahead.
    """
    weeks, done = day.length_days / WEEK, history.sets_in_microcycle(day.microcycle)
    today, ahead, fewest = pool.expected_sets(day.focus), pool.expected_sets(day.ahead), pool.once(_fewest)
    bound = pool.once(_weekly_band).ok_to * pool.policy.composition.accessories.week_share * weeks
    most = {}
    for muscle in pool.once(_bounded) & pool.targets.keys():
        own, later = today.get(muscle, 0.0) * fewest, ahead.get(muscle, 0.0) * fewest
        left = max(0.0, bound - done.get(muscle, 0.0))
        share = own * min(1.0, left / (own + later)) if own else 0.0
        most[muscle] = share + max(0.0, left - own - later) * (HALF if day.ahead else 1.0)
    return most


def pushed_most(
    day: DayPlan, pool: CandidatePool, history: History, today: Mapping[Muscle, float]
) -> dict[Muscle, float]:
    """What the coach may bring the majors to: today's own sets, and half of what the week has room for beyond those
    asked for so far and those of the days ahead, the last time these came; all of it on the last day. Of what a week
    may hold beyond what is planned for it, the coach has half: lifts for power add some as well.
    """
    share = HALF * (1.0 + pool.policy.composition.accessories.week_share)
    bound = pool.once(_weekly_band).ok_to * share * day.length_days / WEEK
    done, ahead, fewest = history.asked_in_microcycle(day.microcycle), pool.expected_sets(day.ahead), pool.once(_fewest)
    _, *later = like_days(day, history)
    most = {}
    for muscle in pool.once(_bounded) & pool.targets.keys():
        own, known = today.get(muscle, 0.0), sum([fact.sets.get(muscle, 0.0) for fact in later if fact is not None])
        coming = max(known, ahead.get(muscle, 0.0) * fewest)
        room = max(0.0, bound - done.get(muscle, 0.0) - own - coming)
        most[muscle] = own + room * (HALF if day.ahead else 1.0)
    return most


def _fewest(pool: CandidatePool) -> float:
    """Of the sets a main lift is expected to have, the share that it may at least have."""
    return max(1.0, usual_blend(pool).sets.low / pool.policy.composition.accessories.expected_main_sets)


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
