"""What a request's own minutes, days, split, kit and rules can hold at proper rests.

Weekly hard sets of a major muscle, if all lifting time of a day went evenly to the majors it trains:

    minutes for sets = session minutes - shortest warm-up and cool-down - ramp sets - the finisher its goals ask for
    seconds a set    = work + rest, for all but an exercise's last set, halved where exercises share it
                       + the change to an exercise, spread over its sets
    sets a session   = minutes for sets ÷ minutes a set, at most what its places for exercises hold
    ceiling          = over a week's lifting days: sets a session × majors a set credits ÷ majors the day trains,
                       at most what one session brings a muscle

Days of cardio, conditioning and mobility lift nothing and are left out, and so are deload weeks. Work and rest are the
goals' own (by dollars; the rest is the shortest their main lifts ask for), so a plan that cuts rests short may hold
more. A major no allowed movement trains directly gets half, one none trains gets none.

Sessions a week that train a major: those whose type can, at most as many as the exercises of a session reach.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from alloy_engine.catalogue import Catalogue, Policy
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.calendar import DayPlan, Structure
from alloy_engine.domain.clock import MINUTE, set_seconds, support_minutes
from alloy_engine.domain.history import COUNTED_ROLES
from alloy_engine.domain.hybrid import cells, is_laid_out
from alloy_engine.domain.movement import Movement
from alloy_engine.domain.vocabulary import (
    MAJOR_MUSCLES,
    CardioPreference,
    ExerciseRole,
    Goal,
    MovementKind,
    MovementPattern,
    Muscle,
    SessionType,
    Severity,
)
from alloy_engine.quality.places import complete_share
from alloy_engine.selection.constraints import Constraints

DAYS_A_WEEK = 7
INDIRECT_ONLY = 0.5
MAIN_ONLY = (ExerciseRole.MAIN,)  # a short session may have no accessories
# An athlete who only likes finishers gets one every other session.
EVERY_OTHER = 0.5


@dataclass(frozen=True, slots=True)
class Ceiling:
    """weekly_sets, sessions: by major, in seven days. patterns: those some allowed main lift has that spares
    what is mildly limited.

    loadable: patterns some allowed main lift of can be loaded by a one-rep maximum. sets: of one session.
    lifting_share: of the training days outside deloads. complete: of the microcycles, that have places for every
    pattern a full week should hold. returns: some kind of lifting day comes in two microcycles of a mesocycle.
    """

    weekly_sets: dict[str, float]
    sessions: dict[str, float]
    patterns: frozenset[MovementPattern]
    loadable: frozenset[MovementPattern]
    sets: float
    lifting_share: float
    complete: float
    returns: bool


def ceiling_of(structure: Structure, brief: Brief, catalogue: Catalogue, policy: Policy) -> Ceiling:
    """Computed from the request alone: nothing that was planned for it enters."""
    work = [microcycle for microcycle in structure.microcycles if not microcycle.is_deload]
    weeks = sum(microcycle.length_days for microcycle in work) / DAYS_A_WEEK
    trained = [day for microcycle in work for day in microcycle.days if day.target_minutes]
    days = [day for day in trained if day.type.is_lifting]
    sets = sets_a_session(brief, policy)
    able = Constraints.of(brief, catalogue).allowed & (catalogue.columns.skill <= brief.experience.rank)
    allowed = [catalogue.movements[row] for row in np.flatnonzero(able)]
    mains = [m for m in allowed if ExerciseRole.MAIN in m.roles and not _loads_what_is_mild(m, brief)]
    sessions, most = _sessions(days, weeks, sets, allowed, brief, policy)
    patterns = frozenset(movement.pattern for movement in mains)
    finisher = finisher_minutes(brief, policy) > 0
    return Ceiling(
        weekly_sets=most,
        sessions=sessions,
        patterns=patterns,
        loadable=frozenset(movement.pattern for movement in mains if _carries_load(movement, brief, policy)),
        sets=sets,
        lifting_share=len(days) / len(trained) if trained else 0.0,
        complete=complete_share(structure, brief, patterns, finisher, policy),
        returns=_returns(days),
    )


def _sessions(
    days: Sequence[DayPlan], weeks: float, sets: float, allowed: Sequence[Movement], brief: Brief, policy: Policy
) -> tuple[dict[str, float], dict[str, float]]:
    """Sessions in seven days that can train each major, and the hard sets they hold for it: half where it only helps.
    Short ones have no exercise for every major. A day whose focus is the coach's own trains what that focus does.
    """
    rules, laid_out = policy.audit.ceilings, _own_focus(brief)
    roles = COUNTED_ROLES if brief.request.session_minutes > policy.composition.lifting.short_minutes else MAIN_ONLY
    lifts = [m for m in allowed if not _loads_what_is_mild(m, brief) and any(role in m.roles for role in roles)]
    trainable = {kind: _trainable(lifts, policy.composition.types[kind].muscles) for kind in {d.type for d in days}}
    found, most = dict.fromkeys(MAJOR_MUSCLES, 0.0), dict.fromkeys(MAJOR_MUSCLES, 0.0)
    reached = rules.majors_per_exercise * max(1.0, sets / rules.sets_per_exercise)
    for day in days:
        majors = dict.fromkeys(rules.majors[day.type], 1.0)
        if laid_out and (focus := laid_out[day.sequence % len(laid_out)]):
            majors = {name: share for name in majors if (share := _share_of(name, focus, policy))}
        for name, share in majors.items():
            found[name] += min(1.0, reached / len(majors))
            most[name] += (
                share * trainable[day.type][name] * min(rules.sets_a_session, sets * rules.credit_per_set / len(majors))
            )
    return {name: times / weeks for name, times in found.items()}, {name: n / weeks for name, n in most.items()}


def _returns(days: Sequence[DayPlan]) -> bool:
    """Whether what a day trains comes back before the mesocycle ends, so that there is something to rise."""
    seen: dict[tuple[int, SessionType], set[int]] = {}
    for day in days:
        seen.setdefault((day.mesocycle, day.type), set()).add(day.microcycle)
    return any(len(microcycles) > 1 for microcycles in seen.values())


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


def _trainable(lifts: Sequence[Movement], trained: Collection[Muscle]) -> Mapping[str, float]:
    """Share of a set each major can get on a day that is for these muscles: 1 directly, half as a helper only, or 0."""
    primary = {movement.primary for movement in lifts}
    secondary = {muscle for movement in lifts for muscle in movement.secondary}
    shares = {}
    for name, muscles in MAJOR_MUSCLES.items():
        direct, indirect = not primary.isdisjoint({*muscles} & {*trained}), not secondary.isdisjoint(muscles)
        shares[name] = 1.0 if direct else INDIRECT_ONLY if indirect else 0.0
    return shares


def _carries_load(movement: Movement, brief: Brief, policy: Policy) -> bool:
    """True for compounds the athlete's kit can load for heavy sets on both sides at once."""
    kit = movement.kit_for(brief.equipment)
    heavy = policy.audit.strength_zone.heavy_kit
    return movement.kind is MovementKind.COMPOUND and not movement.unilateral and any(item in heavy for item in kit)


def sets_a_session(brief: Brief, policy: Policy) -> float:
    """The most hard sets one full session has time and places for at proper rests."""
    rules, clock = policy.audit.ceilings, policy.prescription.time
    support = sum(support_minutes(role, rules.drills, clock) for role in (ExerciseRole.WARMUP, ExerciseRole.COOLDOWN))
    minutes = brief.request.session_minutes - support - rules.ramp_sets * clock.ramp_set_seconds / MINUTE
    minutes -= finisher_minutes(brief, policy)
    work = sum(share * set_seconds(rules.reps[goal], None, False, clock) for goal, share in brief.goals.items())
    rest = (
        rules.main_share * policy.audit.rest.asked(brief.goals) + (1 - rules.main_share) * rules.accessory_rest_seconds
    )
    idle = rest * (1 - rules.superset_share * (1 - clock.superset_rest))
    alone = 1 - rules.superset_share
    change = alone * clock.change_seconds + rules.superset_share * clock.superset_change_seconds
    sets = rules.sets_per_exercise
    in_time = minutes * MINUTE / (work + idle * (sets - 1) / sets + change / sets)
    return min(max(0.0, in_time), float(rules.exercises * sets))


def finisher_minutes(brief: Brief, policy: Policy) -> float:
    """Minutes of a session that go to its finisher, on average: none where neither goals nor athlete ask for one."""
    rules = policy.composition.finisher
    burning = brief.dollars(Goal.FAT_LOSS, Goal.ENDURANCE)
    lasting, losing = brief.dollars(Goal.ENDURANCE), brief.dollars(Goal.FAT_LOSS)
    if (
        burning > brief.dollars(Goal.STRENGTH, Goal.HYPERTROPHY)
        or losing >= rules.fat_loss_from
        or lasting >= rules.endurance_from
    ):
        return rules.emom_minutes if lasting > losing else rules.amrap_minutes
    liked = brief.request.athlete.cardio_preference in (CardioPreference.FINISHER, CardioPreference.MIXED)
    return rules.minutes * EVERY_OTHER if liked else 0.0
