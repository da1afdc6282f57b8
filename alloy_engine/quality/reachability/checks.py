"""All checks of one variant of a request, and the evidence for what passes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from alloy_engine.domain.vocabulary import MAIN_PATTERNS, MAJOR_MUSCLES, ExerciseRole, SessionType
from alloy_engine.quality.reachability.ask import Ask
from alloy_engine.quality.reachability.blocks import block_shortfalls
from alloy_engine.quality.reachability.findings import Evidence, Requirement, Shortfall
from alloy_engine.quality.reachability.muscles import WORKING, major_shortfalls
from alloy_engine.quality.reachability.patterns import activity_shortfalls, lifting_days, pattern_shortfalls, words
from alloy_engine.quality.reachability.stock import count
from alloy_engine.quality.reachability.variety import choices, places, variety_shortfalls
from alloy_engine.quality.reachability.volume import (
    main_pattern_shortfalls,
    session_sets,
    volume_shortfalls,
    weekly_sets,
)
from alloy_engine.quality.reachability.wishes import must_haves, wish_shortfalls

Check = Callable[[Ask], Iterator[Shortfall]]
CHECKS: tuple[Check, ...] = (
    block_shortfalls,
    main_pattern_shortfalls,
    pattern_shortfalls,
    activity_shortfalls,
    major_shortfalls,
    variety_shortfalls,
    wish_shortfalls,
    volume_shortfalls,
)
MADE_BY: dict[Requirement, tuple[Check, ...]] = {
    Requirement.SESSION_BLOCKS: (block_shortfalls, pattern_shortfalls),
    Requirement.TIME: (block_shortfalls, wish_shortfalls),
    Requirement.LOW_STRESS_DAY: (block_shortfalls,),
    Requirement.PATTERN_ROTATION: (pattern_shortfalls,),
    Requirement.MAIN_PATTERNS: (main_pattern_shortfalls,),
    Requirement.INTERFERENCE: (activity_shortfalls,),
    Requirement.MAJOR_MUSCLES: (major_shortfalls,),
    Requirement.UNIQUE_MOVEMENTS: (variety_shortfalls,),
    Requirement.MUST_HAVE: (wish_shortfalls,),
    Requirement.WEEKLY_SETS: (volume_shortfalls,),
}
ORDER = {requirement: place for place, requirement in enumerate(Requirement)}


def shortfalls(ask: Ask) -> tuple[Shortfall, ...]:
    """Everything that fails or may fail, in the order of the requirements."""
    found = [shortfall for check in CHECKS for shortfall in check(ask)]
    return tuple(sorted(found, key=lambda shortfall: ORDER[shortfall.requirement]))


def fails(ask: Ask, shortfall: Shortfall) -> bool:
    """True if this very requirement fails, or may fail, in that variant."""
    checks = MADE_BY[shortfall.requirement]
    return any(found.key == shortfall.key for check in checks for found in check(ask))


def evidence(ask: Ask, failing: frozenset[Requirement]) -> tuple[Evidence, ...]:
    """One line for each requirement nothing was found against."""
    made = (
        *_sessions(ask), *_patterns(ask), *_majors(ask), *_variety(ask), *_wishes(ask), *_ceiling(ask),
    )  # fmt: skip
    return tuple(line for line in made if line.requirement not in failing)


def _sessions(ask: Ask) -> Iterator[Evidence]:
    kinds = sorted({day.type for day in ask.structure.days} - {SessionType.RECOVERY})
    stocks = [f"{role.value} {count(ask.stock.of_role(role))}" for role in ExerciseRole]
    detail = f"allowed movements by block: {', '.join(stocks)}; days: {', '.join(words(kind) for kind in kinds)}"
    yield Evidence(Requirement.SESSION_BLOCKS, detail)
    easy = sum(day.type in (SessionType.CARDIO, SessionType.MOBILITY) for day in ask.structure.days)
    rest = sum(day.type is SessionType.RECOVERY for day in ask.structure.days)
    yield Evidence(Requirement.LOW_STRESS_DAY, f"{rest} recovery days and {easy} easy training days")


def _patterns(ask: Ask) -> Iterator[Evidence]:
    asked = [p for p in MAIN_PATTERNS if any(p in day.focus for day in lifting_days(ask))]
    lifts = [f"{words(p)} {count(ask.stock.mains(p))}" for p in asked]
    if lifts:
        detail = f"some allowed main lift has each of: {', '.join(words(p) for p in asked)}"
        yield Evidence(Requirement.MAIN_PATTERNS, detail)
        yield Evidence(Requirement.PATTERN_ROTATION, f"main lifts that need no relaxed rule: {', '.join(lifts)}")


def _majors(ask: Ask) -> Iterator[Evidence]:
    found = [f"{words(name)} {count(ask.stock.training(m, WORKING))}" for name, m in MAJOR_MUSCLES.items()]
    yield Evidence(Requirement.MAJOR_MUSCLES, f"movements that train it: {', '.join(found)}")


def _variety(ask: Ask) -> Iterator[Evidence]:
    worst = max(ask.structure.microcycles, key=lambda microcycle: places(ask, microcycle))
    detail = (
        f"{choices(ask, worst)} different movements for the fullest microcycle's {places(ask, worst)} places or more"
    )
    yield Evidence(Requirement.UNIQUE_MOVEMENTS, detail)


def _wishes(ask: Ask) -> Iterator[Evidence]:
    named = [movement.name for _, movement in must_haves(ask)]
    habits = sorted({words(habit.activity) for habit in ask.brief.request.activities})
    yield Evidence(
        Requirement.INTERFERENCE, f"main patterns keep clear of {', '.join(habits) or 'nothing: no activities'}"
    )
    detail = f"allowed, with a place in every window: {', '.join(named)}" if named else "no must-have movements"
    yield Evidence(Requirement.MUST_HAVE, detail)


def _ceiling(ask: Ask) -> Iterator[Evidence]:
    """What minutes and days can hold; the audit is held to it."""
    if not lifting_days(ask):
        return
    detail = (
        f"{session_sets(ask):.0f} hard sets fit a session at proper rests, "
        f"{weekly_sets(ask):.1f} a week for each major muscle"
    )
    yield Evidence(Requirement.WEEKLY_SETS, detail)
