"""How many movements each block of a session type holds."""

from __future__ import annotations

from collections.abc import Iterator

from alloy_engine.catalogue.policies.gates import CountRange, SessionGates
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.program import PlannedSession
from alloy_engine.domain.vocabulary import ExerciseRole, Goal, SessionType


def block_faults(session: PlannedSession, day: DayPlan, brief: Brief, rules: SessionGates) -> Iterator[str]:
    """Every block with too few or too many movements, in words."""
    found = counts(session)
    for role, allowed in _wanted(day.type, brief, rules).items():
        if found.get(role, 0) not in allowed:
            yield _said(role, found.get(role, 0), allowed)
    if day.type.is_lifting:
        yield from _middle_faults(found, day, rules)
    if day.type is SessionType.CONDITIONING:
        yield from _conditioning_faults(session, day, rules)


def is_short(day: DayPlan, rules: SessionGates) -> bool:
    """True where fewer movements suffice: a deload session, or one of few minutes."""
    return day.is_deload or day.target_minutes <= rules.short_minutes


def counts(session: PlannedSession) -> dict[ExerciseRole, int]:
    """Exercises by role."""
    found: dict[ExerciseRole, int] = {}
    for block in session.blocks:
        found[block.role] = found.get(block.role, 0) + len(block.exercises)
    return found


def _wanted(kind: SessionType, brief: Brief, rules: SessionGates) -> dict[ExerciseRole, CountRange]:
    if kind is SessionType.CARDIO:
        return {
            ExerciseRole.WARMUP: rules.cardio.warmup,
            ExerciseRole.CARDIO: rules.cardio.cardio,
            ExerciseRole.COOLDOWN: rules.cardio.cooldown,
        }
    if kind is SessionType.CONDITIONING:
        return {
            ExerciseRole.WARMUP: rules.conditioning.warmup,
            ExerciseRole.CONDITIONING: rules.conditioning.conditioning,
            ExerciseRole.COOLDOWN: rules.conditioning.cooldown,
        }
    if kind is SessionType.MOBILITY:
        return {ExerciseRole.MOBILITY: rules.mobility.mobility}
    blocks = rules.lifting
    light = brief.dollars(Goal.ENDURANCE) >= blocks.light_main_dollars
    return {
        ExerciseRole.WARMUP: blocks.warmup,
        ExerciseRole.MAIN: blocks.light_main if light else blocks.main,
        ExerciseRole.COOLDOWN: blocks.cooldown,
    }


def _middle_faults(found: dict[ExerciseRole, int], day: DayPlan, rules: SessionGates) -> Iterator[str]:
    """Accessories or a finisher, each in its range; short sessions may do without."""
    blocks = rules.lifting
    accessories = found.get(ExerciseRole.ACCESSORY, 0)
    finishers = found.get(ExerciseRole.FINISHER, 0)
    short = is_short(day, rules)
    low = 0 if short or finishers else blocks.accessory.low
    if not low <= accessories <= blocks.accessory.high:
        yield _said(ExerciseRole.ACCESSORY, accessories, CountRange(low=low, high=blocks.accessory.high))
    if finishers and finishers not in blocks.finisher:
        yield _said(ExerciseRole.FINISHER, finishers, blocks.finisher)


def _conditioning_faults(session: PlannedSession, day: DayPlan, rules: SessionGates) -> Iterator[str]:
    """Different stations are checked as duplicates; here the circuit's length is."""
    blocks = rules.conditioning
    wanted = min(float(blocks.minutes_min), blocks.minutes_share_min * day.target_minutes)
    minutes = sum(block.minutes for block in session.blocks if block.role is ExerciseRole.CONDITIONING)
    if minutes < wanted:
        yield f"{minutes:g} minutes of conditioning, at least {wanted:g} wanted"


def _said(role: ExerciseRole, count: int, allowed: CountRange) -> str:
    return f"{count} in {role.value}, {allowed.low} to {allowed.high} wanted"
