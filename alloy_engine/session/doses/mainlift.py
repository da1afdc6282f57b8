"""What a main lift's place in the session and the program means for its prescription."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import IntEnum, auto
from typing import NamedTuple

from alloy_engine.catalogue.policies.prescription import Band, RepFloor, TestedLifts
from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.history import SessionFacts
from alloy_engine.domain.movement import Movement
from alloy_engine.domain.vocabulary import ExerciseRole, MovementPattern
from alloy_engine.selection import CandidatePool
from alloy_engine.session.doses.bands import Blend, ballistic_blend, leaning_lifts, main_blend
from alloy_engine.session.doses.progression import Course, Step, course, steps


class MainPlace(NamedTuple):
    """Where a main lift stands. first: it opens the session. leads: it leans to the largest goal. variant: an earlier
    one of the session has the same pattern.
    """

    first: bool
    leads: bool
    variant: bool


class Fewest(IntEnum):
    """What keeps a loaded lift from going as low in reps as its goals would."""

    NOTHING = auto()
    SUPPORTING = auto()
    ONE_SIDED = auto()


class Terms(NamedTuple):
    """All that one main lift's course depends on, within a program. shift: of the usual effort."""

    ballistic: bool
    leads: bool
    short: bool
    mesocycle: int
    weeks: int
    shift: float
    loaded: bool
    fewest: Fewest


NOT_MAIN = MainPlace(first=False, leads=False, variant=False)


def main_places(lifts: Iterable[MovementPattern], pool: CandidatePool) -> Sequence[MainPlace]:
    """The places of a session's main lifts, given by their leading patterns, in order."""
    return pool.once(_places, tuple(lifts))


def _places(pool: CandidatePool, lifts: tuple[MovementPattern, ...]) -> Sequence[MainPlace]:
    leading = leaning_lifts(pool.brief, len(lifts))
    return [
        MainPlace(first=at == 0, leads=at < leading, variant=pattern in lifts[:at]) for at, pattern in enumerate(lifts)
    ]


def place_kept(movement: str, place: MainPlace, mesocycle: Iterable[SessionFacts], pool: CandidatePool) -> MainPlace:
    """The place with the leaning the movement has had since the mesocycle began: its order among the day's lifts
    turns from week to week, what it asks for must climb from one week to the next. mesocycle: its sessions so far.
    """
    for fact in mesocycle:
        if movement not in fact.doses:
            continue
        mains = fact.of_role(ExerciseRole.MAIN)
        if movement in (used for _, used in mains):
            began = main_places((pattern for pattern, _ in mains), pool)
            at = next(at for at, (_, used) in enumerate(mains) if used == movement)
            return place._replace(leads=began[at].leads, variant=began[at].variant)
    return place


def main_terms(
    wanted: MovementPattern,
    place: MainPlace,
    day: DayPlan,
    pool: CandidatePool,
    *,
    loaded: bool = True,
    fewest: Fewest = Fewest.NOTHING,
    push: float = 0.0,
) -> Terms:
    """What a main lift of that pattern is planned by on that day. push: RPE that the coach's aggression adds."""
    rules = pool.policy.prescription
    return Terms(
        ballistic=wanted in rules.ballistic,
        leads=place.leads,
        short=_is_short(day, pool),
        mesocycle=day.mesocycle,
        weeks=day.weeks,
        shift=rules.phases[day.phase].rpe + (rules.variant_rpe if place.variant else 0.0) + push,
        loaded=loaded,
        fewest=fewest,
    )


def main_course(pool: CandidatePool, terms: Terms) -> Course:
    """What a main lift's progression plans from."""
    return pool.once(_course, terms)


def main_step(pool: CandidatePool, terms: Terms, week: int) -> Step:
    """What a main lift asks in that week of its mesocycle (from 0); beyond its end, what it asks in the last."""
    course = pool.once(_steps, terms)
    return course[min(week, len(course) - 1)]


def usual_blend(pool: CandidatePool) -> Blend:
    """What the program asks of a main lift that does not lead."""
    return pool.once(_blend, False)


def _blend(pool: CandidatePool, leads: bool) -> Blend:
    return main_blend(pool.brief, pool.policy.prescription, leads=leads)


def _ballistic(pool: CandidatePool) -> Blend:
    return ballistic_blend(pool.brief, pool.policy.prescription)


def _course(pool: CandidatePool, terms: Terms) -> Course:
    rules = pool.policy.prescription
    blend = pool.once(_ballistic) if terms.ballistic else pool.once(_blend, terms.leads)
    if terms.fewest is not Fewest.NOTHING and terms.loaded and not terms.ballistic:
        heavy = rules.one_sided if terms.fewest is Fewest.ONE_SIDED else rules.supporting
        blend = _no_fewer(blend, rules.supporting_fast if blend.fast else heavy)
    if blend.reps.low >= rules.short_session.from_reps and terms.short:
        blend = replace(blend, reps=Band(low=blend.reps.low, usual=blend.reps.low, high=blend.reps.high))
    return course(
        blend,
        rules,
        mesocycle=terms.mesocycle,
        weeks=terms.weeks,
        rpe_shift=terms.shift,
        loaded=terms.loaded,
        ballistic=terms.ballistic,
    )


def _steps(pool: CandidatePool, terms: Terms) -> tuple[Step, ...]:
    return steps(pool.brief.progression, main_course(pool, terms))


def fewest_reps(pool: CandidatePool, movement_id: str) -> Fewest:
    """What a main lift of that movement may not go below."""
    movement = pool.catalogue[movement_id]
    if movement.unilateral:
        return Fewest.ONE_SIDED
    tested = _is_tested(movement, pool.policy.prescription.supporting.tested)
    return Fewest.NOTHING if tested else Fewest.SUPPORTING


def _is_tested(movement: Movement, tested: TestedLifts) -> bool:
    if movement.family not in tested.families:
        return False
    return tested.discipline in movement.disciplines if movement.ratio is None else movement.ratio >= tested.ratio_from


def _no_fewer(blend: Blend, floor: RepFloor) -> Blend:
    """The same blend with no fewer reps than the lift can bear, and the load that goes with them."""
    reps, percent = blend.reps, blend.percent
    return replace(
        blend,
        reps=Band(
            low=max(reps.low, floor.reps_low),
            usual=max(reps.usual, floor.reps_usual),
            high=max(reps.high, floor.reps_high),
        ),
        percent=Band(low=min(percent.low, floor.percent_low), usual=percent.usual, high=percent.high),
    )


def _is_short(day: DayPlan, pool: CandidatePool) -> bool:
    minutes = pool.brief.request.session_minutes if day.is_deload else day.target_minutes
    return minutes <= pool.policy.prescription.short_session.minutes


def expected_rpe(terms: Terms, day: DayPlan, pool: CandidatePool) -> float:
    """What a main lift will ask today of balanced coaching, for fatigue budgets."""
    rpe = main_step(pool, terms, day.week).rpe
    return min(rpe, pool.policy.prescription.deload.rpe) if day.is_deload else rpe


def push_of(pool: CandidatePool) -> float:
    """RPE that the coach's aggression adds to the usual effort."""
    return pool.policy.prescription.push(pool.brief.request.persona.aggression)
