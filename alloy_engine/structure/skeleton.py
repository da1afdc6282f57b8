"""The calendar: every day of the program as a row, with its type and minutes but no focus yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from alloy_engine.catalogue.mix import DAYS_A_WEEK, rotation_of, round_half_up
from alloy_engine.catalogue.policies.structure import Mix
from alloy_engine.catalogue.policy import Policy
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.calendar import DayPlan, MicrocyclePlan, Structure
from alloy_engine.domain.vocabulary import Goal, SessionType, SkillLevel, SplitTemplate
from alloy_engine.flow import Silent, Tracer
from alloy_engine.structure.daytypes import MicrocycleTypes, day_types
from alloy_engine.structure.interference import blocked_days
from alloy_engine.structure.placement import CollisionCost, Week, place
from alloy_engine.structure.recommend import recommendations
from alloy_engine.structure.weeks import Frame, cut

DELOAD_WORTH = 0.5


def skeleton(brief: Brief, policy: Policy, tracer: Tracer) -> Structure:
    """The whole program's calendar. Focus patterns are left empty: see `assign_focus`."""
    frames = cut(brief, policy, tracer)
    turn = _best_turn(brief, frames, policy)
    weeks = day_types(brief, frames, policy, tracer, turn=turn)
    positions = _positions(brief, frames, weeks, policy, tracer)
    types = [dict(zip(days, week.types, strict=True)) for days, week in zip(positions, weeks, strict=True)]
    resting = [
        frame.first + day
        for frame, kinds in zip(frames, types, strict=True)
        for day in range(frame.length_days)
        if day not in kinds
    ]
    activities = recommendations(brief.request.activities, brief.start_date, resting)
    microcycles = tuple(
        _microcycle(frame, kinds, activities, brief.request.session_minutes, policy)
        for frame, kinds in zip(frames, types, strict=True)
    )
    return Structure(microcycles, tuple(_warnings(brief, weeks, frames, policy.structure.mix)))


def _best_turn(brief: Brief, frames: Sequence[Frame], policy: Policy) -> int:
    """Where in the split's rotation the program begins: where activities leave the days most of their patterns; of
    equals where it ends with as many push days as pull days, at its start if it can.
    """
    request = brief.request
    if request.split is SplitTemplate.HYBRID:
        return 0
    kinds = dict.fromkeys(rotation_of(brief, policy.structure))
    active = any(habit.weekdays for habit in request.activities)
    if not active and SessionType.PULL not in kinds:
        return 0
    cost = _collision_cost(brief, frames, policy)

    def price(turn: int) -> tuple[float, float, int]:
        weeks = day_types(brief, frames, policy, Silent(), turn=turn)
        uneven = abs(_pushes_ahead(frames, weeks))
        if not active:
            return 0.0, uneven, turn
        positions = _positions(brief, frames, weeks, policy, Silent())
        collisions = sum(
            cost(frame.first + day, kind)
            for frame, days, week in zip(frames, positions, weeks, strict=True)
            for day, kind in zip(days, week.types, strict=True)
        )
        return round(collisions, 6), uneven, turn

    return min(range(len(kinds)), key=price)


def _pushes_ahead(frames: Sequence[Frame], weeks: Sequence[MicrocycleTypes]) -> float:
    """Push days more than pull days; a deload's count half, as its sets do."""
    ahead = 0.0
    for frame, week in zip(frames, weeks, strict=True):
        more = week.types.count(SessionType.PUSH) - week.types.count(SessionType.PULL)
        ahead += more * (DELOAD_WORTH if frame.is_deload else 1.0)
    return ahead


def _positions(
    brief: Brief, frames: Sequence[Frame], weeks: Sequence[MicrocycleTypes], policy: Policy, tracer: Tracer
) -> list[tuple[int, ...]]:
    laid_out = [week.days for week in weeks if week.days is not None]
    if len(laid_out) == len(weeks):
        tracer.take("4.2.6", "A", times=len(weeks))
        return laid_out
    to_place = [Week(frame.first, frame.length_days, week.types) for frame, week in zip(frames, weeks, strict=True)]
    return place(to_place, _collision_cost(brief, frames, policy), policy.structure.placement, tracer)


def _collision_cost(brief: Brief, frames: Sequence[Frame], policy: Policy) -> CollisionCost:
    """Cost of a day type on a day: the share of its main patterns inside a window, and the activity's own day."""
    rules = policy.structure
    days = frames[-1].first + frames[-1].length_days
    blocked = blocked_days(brief.request.activities, brief.start_date, days, rules.activities)
    costs = rules.placement
    patterns = {kind: rules.focus.days[kind].patterns for kind in rules.focus.days}

    def cost(sequence: int, kind: SessionType) -> float:
        if not blocked.active:
            return 0.0
        own = costs.activity_day_cost * blocked.is_active(sequence)
        mains = patterns.get(kind)
        return own + (costs.collision_cost * blocked.count(sequence, mains) / len(mains) if mains else 0.0)

    return cost


def target_minutes(minutes: int, policy: Policy, *, deload: bool) -> int:
    """What a session of so many minutes is to last in such a week."""
    return round_half_up(minutes * (policy.structure.calendar.deload_minutes_share if deload else 1.0))


def _microcycle(
    frame: Frame, types: dict[int, SessionType], activities: dict[int, str], minutes: int, policy: Policy
) -> MicrocyclePlan:
    target = target_minutes(minutes, policy, deload=frame.is_deload)
    days = tuple(
        DayPlan(
            sequence=frame.first + position,
            microcycle=frame.index,
            day=position + 1,
            date=frame.start_date + dt.timedelta(days=position),
            type=types.get(position, SessionType.RECOVERY),
            phase=frame.phase,
            is_deload=frame.is_deload,
            mesocycle=frame.mesocycle,
            week=frame.week,
            weeks=frame.weeks,
            target_minutes=target if position in types else 0,
            activity=activities.get(frame.first + position),
        )
        for position in range(frame.length_days)
    )
    return MicrocyclePlan(
        frame.index,
        frame.start_date,
        frame.length_days,
        frame.phase,
        frame.is_deload,
        frame.mesocycle,
        frame.week,
        frame.weeks,
        days,
    )


def _warnings(brief: Brief, weeks: Sequence[MicrocycleTypes], frames: Sequence[Frame], mix: Mix) -> list[str]:
    """Limits the calendar could not keep, said once for the program."""
    request = brief.request
    trained = sum(len(week.types) for week in weeks)
    a_week = round(trained * DAYS_A_WEEK / sum(frame.length_days for frame in frames), 1)
    lifting = min(sum(kind.is_lifting for kind in week.types) for week in weeks)
    warnings = []
    if request.split is SplitTemplate.HYBRID:
        if round_half_up(a_week) != request.days_per_week:
            warnings.append(
                f"The hybrid split trains {a_week:g} days a week although days_per_week is {request.days_per_week}; "
                "the split was followed."
            )
        warnings.extend(_hybrid_limits(brief, weeks, frames, mix))
    elif lifting < mix.lifting_days_min and brief.dollars(Goal.ENDURANCE) >= mix.endurance_dollars_forcing_cardio:
        warnings.append(
            f"Endurance takes one of the {request.days_per_week} training days for cardio, "
            f"so only {lifting} day a week lifts."
        )
    return warnings


def _hybrid_limits(brief: Brief, weeks: Sequence[MicrocycleTypes], frames: Sequence[Frame], mix: Mix) -> list[str]:
    """A hybrid split is followed as given; what it breaks is said."""
    kinds = [kind for week in weeks for kind in week.types]
    days = sum(frame.length_days for frame in frames)
    aerobic = sum(kind in (SessionType.CARDIO, SessionType.CONDITIONING) for kind in kinds)
    mobility = kinds.count(SessionType.MOBILITY)
    hard = sum(kind.is_lifting or kind is SessionType.CONDITIONING for kind in kinds) * DAYS_A_WEEK / days
    easy = len(kinds) - round(hard * days / DAYS_A_WEEK)
    found = []
    if aerobic > mix.cardio_and_conditioning_max * len(kinds):
        found.append(f"cardio and conditioning are more than {mix.cardio_and_conditioning_max:.0%} of its days")
    if mobility > mix.mobility_max * len(kinds):
        found.append(f"mobility is more than {mix.mobility_max:.0%} of its days")
    if brief.experience is SkillLevel.BEGINNER and hard > mix.beginner_hard_days_max:
        found.append(f"a beginner has {hard:.1f} hard days a week, more than {mix.beginner_hard_days_max}")
    if len(kinds) == days and easy == 0:
        found.append("it trains every day with no easy one")
    return [f"The hybrid split was followed as given, although {item}." for item in found]
