"""What a request's own minutes, days, split, kit and rules can hold at proper rests.

Weekly hard sets of a major muscle, if all lifting time of a day went evenly to the majors it trains:

    ceiling = over a week's lifting days: what the session's sets count (quality/room.py) ÷ majors the day trains,
              at most what one session brings a muscle

Days of cardio, conditioning and mobility lift nothing and are left out, and so are deload weeks. Work and rest are the
goals' own, so a plan that cuts rests short may hold more. Where few allowed movements train a major directly, what goes
beyond all the sets these can have counts half, where a main lift helps; a major that none trains and no main lift helps
gets nothing: nobody trains lats by drills for the core that brace with them.

Sessions a week that train a major: those whose type can, at most as many as the exercises of a session reach.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from alloy_engine.catalogue import Catalogue, Policy
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.calendar import DayPlan, MicrocyclePlan, Structure
from alloy_engine.domain.history import COUNTED_ROLES, UNCOUNTED_PATTERNS
from alloy_engine.domain.hybrid import cells, is_laid_out
from alloy_engine.domain.movement import Movement
from alloy_engine.domain.vocabulary import (
    MAJOR_MUSCLES,
    MAJORS,
    ExerciseRole,
    MovementKind,
    MovementPattern,
    MovementTier,
    Muscle,
    SessionType,
    Severity,
)
from alloy_engine.quality.places import complete_share
from alloy_engine.quality.room import finisher_minutes, room_of
from alloy_engine.quality.rotation import blocked_patterns
from alloy_engine.selection.constraints import Constraints

DAYS_A_WEEK = 7
INDIRECT_ONLY = 0.5
MAIN = ExerciseRole.MAIN
MAIN_ONLY = (MAIN,)  # a short session may have no accessories


@dataclass(frozen=True, slots=True)
class Ceiling:
    """weekly_sets, sessions: by major, in seven days. patterns: those some allowed main lift has that spares what is
    mildly limited and is no mere filler, such as a push-up against a wall; lifts: how many of each, fillers included.

    loadable: patterns of the days some allowed main lift of which, no filler, can be loaded by a one-rep maximum.
    lifting_share: of the training days outside deloads. complete: of the microcycles, that have places for every
    pattern a full week should hold. returns: some kind of lifting day comes in two microcycles of a mesocycle. away:
    majors that an activity keeps off some of the days that could train them.
    """

    weekly_sets: dict[str, float]
    sessions: dict[str, float]
    patterns: frozenset[MovementPattern]
    lifts: Mapping[MovementPattern, int]
    loadable: frozenset[MovementPattern]
    lifting_share: float
    complete: float
    returns: bool
    away: frozenset[str]


def ceiling_of(structure: Structure, brief: Brief, catalogue: Catalogue, policy: Policy) -> Ceiling:
    """Computed from the request alone: nothing that was planned for it enters."""
    work = [microcycle for microcycle in structure.microcycles if not microcycle.is_deload]
    weeks = sum(microcycle.length_days for microcycle in work) / DAYS_A_WEEK
    trained = [day for microcycle in work for day in microcycle.days if day.target_minutes]
    days = [day for day in trained if day.type.is_lifting]
    able = Constraints.of(brief, catalogue).allowed & (catalogue.columns.skill <= brief.experience.rank)
    allowed = [catalogue.movements[row] for row in np.flatnonzero(able)]
    mains = [m for m in allowed if MAIN in m.roles and not _loads_what_is_mild(m, brief)]
    short = brief.request.session_minutes <= policy.composition.lifting.short_minutes
    away = _kept_away(work, brief, policy) if short else {}
    sessions, most = _sessions(days, weeks, allowed, away, brief, policy)
    lifts = Counter(movement.pattern for movement in mains)
    patterns = frozenset(movement.pattern for movement in mains if movement.tier is not MovementTier.BRONZE)
    finisher = finisher_minutes(brief, policy) > 0
    return Ceiling(
        weekly_sets=most,
        sessions=sessions,
        patterns=patterns,
        lifts=lifts,
        loadable=_loadable(mains, _asked(days, brief, policy), brief, policy),
        lifting_share=len(days) / len(trained) if trained else 0.0,
        complete=complete_share(structure, brief, lifts, finisher, policy),
        returns=_returns(days),
        away=frozenset().union(*away.values()),
    )


def _sessions(
    days: Sequence[DayPlan],
    weeks: float,
    allowed: Sequence[Movement],
    away: Mapping[int, Collection[str]],
    brief: Brief,
    policy: Policy,
) -> tuple[dict[str, float], dict[str, float]]:
    """Sessions in seven days that can train each major, and the hard sets they hold for it: half where it only helps,
    or where only fillers are for it. Short ones have no exercise for every major. A day whose focus is the coach's own
    trains what that focus does.

    away: majors that are out of the question on a day, by its sequence.
    """
    rules, laid_out = policy.audit.ceilings, _own_focus(brief)
    roles = COUNTED_ROLES if brief.request.session_minutes > policy.composition.lifting.short_minutes else MAIN_ONLY
    lifts = [m for m in allowed if not _loads_what_is_mild(m, brief) and any(role in m.roles for role in roles)]
    proper = [movement for movement in lifts if movement.tier is not MovementTier.BRONZE]
    kinds = {day.type for day in days}
    direct = {kind: _direct_sets(proper, policy.composition.types[kind].muscles, policy) for kind in kinds}
    rooms = {kind: room_of(kind, brief, policy) for kind in kinds}
    aside = {kind: _focus_sets(kind, brief, policy) for kind in kinds}
    mains = (m for m in lifts if MAIN in m.roles and m.pattern not in UNCOUNTED_PATTERNS)
    helped = {muscle for movement in mains for muscle in movement.secondary}
    helped |= {movement.primary for movement in lifts if movement.tier is MovementTier.BRONZE}
    found, most = dict.fromkeys(MAJOR_MUSCLES, 0.0), dict.fromkeys(MAJOR_MUSCLES, 0.0)
    for day in days:
        reached = rules.majors_per_exercise * max(1.0, rooms[day.type].sets / rules.sets_per_exercise)
        majors = {name: 1.0 for name in rules.majors[day.type] if name not in away.get(day.sequence, ())}
        if laid_out and (focus := laid_out[day.sequence % len(laid_out)]):
            majors = {name: share for name in majors if (share := _share_of(name, focus, policy))}
        for name, share in majors.items():
            own = direct[day.type][name]
            part = min(rules.sets_a_session, max(0.0, rooms[day.type].credits - aside[day.type]) / len(majors))
            beyond = INDIRECT_ONLY if not helped.isdisjoint(MAJOR_MUSCLES[name]) else 0.0
            if own or beyond:
                found[name] += share * min(1.0, reached / len(majors))
            most[name] += share * (min(part, own) + beyond * max(0.0, part - own))
    return {name: times / weeks for name, times in found.items()}, {name: n / weeks for name, n in most.items()}


def _focus_sets(kind: SessionType, brief: Brief, policy: Policy) -> float:
    """Sets of such a day that go to the athlete's focus muscles and to no major: one accessory of few sets each, one
    in all beside a finisher, and none where sessions are short.
    """
    if brief.request.session_minutes <= policy.composition.lifting.short_minutes:
        return 0.0
    trained = Muscle if kind is SessionType.FULL_BODY else policy.composition.types[kind].muscles
    own = sum(m in trained and m not in MAJORS for m in brief.request.athlete.focus_muscles)
    most = 1 if finisher_minutes(brief, policy) else policy.composition.lifting.accessories.high
    return min(own, most) * policy.prescription.accessory.sets.low


def _kept_away(work: Sequence[MicrocyclePlan], brief: Brief, policy: Policy) -> dict[int, set[str]]:
    """Majors of which an activity blocks every main pattern, by the sequence of full-body days: these do without, and
    where sessions are short no accessory makes up for it.
    """
    rules, found = policy.prescription, dict[int, set[str]]()
    patterns = policy.structure.focus.days[SessionType.FULL_BODY].patterns
    for microcycle in work:
        for day in microcycle.days:
            if day.type is not SessionType.FULL_BODY:
                continue
            shut = blocked_patterns(day.date, microcycle, brief, policy)
            free = {muscle for pattern in patterns if pattern not in shut for muscle in rules.pattern_muscles[pattern]}
            names = {name for name, muscles in MAJOR_MUSCLES.items() if free.isdisjoint(muscles)}
            if names:
                found[day.sequence] = names
    return found


def _returns(days: Sequence[DayPlan]) -> bool:
    """Whether what a day trains comes back before the mesocycle ends, so that there is something to rise."""
    seen: dict[tuple[int, SessionType], set[int]] = {}
    for day in days:
        seen.setdefault((day.mesocycle, day.type), set()).add(day.microcycle)
    return any(len(microcycles) > 1 for microcycles in seen.values())


def _asked(days: Sequence[DayPlan], brief: Brief, policy: Policy) -> frozenset[MovementPattern]:
    """Patterns that some lifting day may be for: the coach's own focus, or all of its type."""
    laid_out = _own_focus(brief)
    own = [laid_out[day.sequence % len(laid_out)] if laid_out else () for day in days]
    kinds = policy.structure.focus.days
    return frozenset(
        pattern for day, focus in zip(days, own, strict=True) for pattern in focus or kinds[day.type].patterns
    )


def _loadable(
    mains: Sequence[Movement], asked: Collection[MovementPattern], brief: Brief, policy: Policy
) -> frozenset[MovementPattern]:
    return frozenset(
        movement.pattern
        for movement in mains
        if movement.pattern in asked
        and movement.tier is not MovementTier.BRONZE
        and _carries_load(movement, brief, policy)
    )


def _share_of(major: str, focus: Sequence[MovementPattern], policy: Policy) -> float:
    """1 where one of the patterns is for the major first of all, half where it helps in one, else 0."""
    rules, muscles = policy.prescription, MAJOR_MUSCLES[major]
    trained = [rules.pattern_muscles.get(pattern, ()) for pattern in focus]
    first = {m for pattern, own in zip(focus, trained, strict=True) for m in rules.main_movers.get(pattern, own[:1])}
    if not first.isdisjoint(muscles):
        return 1.0
    return INDIRECT_ONLY if any(muscle in muscles for own in trained for muscle in own) else 0.0


def _own_focus(brief: Brief) -> tuple[tuple[MovementPattern, ...], ...]:
    """The coach's own focus of each day of the layout, empty where there is none; the layout rolls on."""
    request = brief.request
    if request.hybrid is None or not is_laid_out(request):
        return ()
    return tuple(cell.focus for cell in cells(request.hybrid, request.microcycle_length_days))


def _loads_what_is_mild(movement: Movement, brief: Brief) -> bool:
    """True if a mild limitation keeps the movement out of all but the last relaxation."""
    return any(
        each.severity is Severity.MILD
        and (each.region in movement.contraindications or each.pattern is movement.pattern)
        for each in brief.request.athlete.limitations
    )


def _direct_sets(lifts: Sequence[Movement], trained: Collection[Muscle], policy: Policy) -> Mapping[str, float]:
    """The most sets of exercises for each major on a day that is for these muscles: none comes twice in a session. For
    the shoulders that is the one of their heads with the most.
    """
    most = policy.prescription.accessory.sets.high
    there = Counter(movement.primary for movement in lifts if movement.pattern not in UNCOUNTED_PATTERNS)
    return {
        name: max((most * there[muscle] for muscle in muscles if muscle in trained), default=0.0)
        for name, muscles in MAJOR_MUSCLES.items()
    }


def _carries_load(movement: Movement, brief: Brief, policy: Policy) -> bool:
    """True for compounds the athlete's kit can load for heavy sets on both sides at once."""
    kit = movement.kit_for(brief.equipment)
    heavy = policy.audit.strength_zone.heavy_kit
    if movement.id in policy.prescription.loads.hung:
        return False
    return movement.kind is MovementKind.COMPOUND and not movement.unilateral and any(item in heavy for item in kit)
