"""Audit rows about which patterns are trained: pushes against pulls, and all that a full week should hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from math import log

from alloy_engine.domain.program import PlannedExercise
from alloy_engine.domain.vocabulary import (
    PULLS,
    PUSHES,
    SIDED_DAYS,
    ExerciseRole,
    MovementPattern,
    RuleType,
    SessionType,
)
from alloy_engine.quality.finding import (
    Finding,
    Ground,
    as_laid_out,
    band_words,
    excused,
    milder,
    not_asked,
    shares,
    worst,
)
from alloy_engine.quality.tally import MicrocycleTally, SessionTally
from alloy_engine.scoring import is_light

# What one pattern of two can bring at most, where both may come equally often.
HALF = 0.5


def push_pull(ground: Ground) -> Finding:
    """Sets of pushes over those of pulls, by pattern, of main lifts and compound accessories: flies and raises have no
    pattern that says which side they are on. Deloads count: a split's rotation may put one side's day into them.
    """
    band = ground.policy.audit.push_pull.band
    words = band_words(band)
    sessions = [session for microcycle in ground.tally.microcycles for session in microcycle.sessions]
    lifts = _lifts(sessions)
    pushes, pulls = (_sets([exercise for exercise in lifts if exercise.pattern in side]) for side in (PUSHES, PULLS))
    if not pushes and not pulls:
        return not_asked("neither pushes nor pulls are trained", words)
    detail = f"{pushes} pushing and {pulls} pulling sets"
    ratio = pushes / pulls if pulls else float("inf")
    found = Finding(band.verdict(ratio), f"{ratio:.2f}" if pulls else "no pulls", words, detail)
    for side, patterns in (("pull", PULLS), ("push", PUSHES)):
        if found.status != "ok" and not any(ground.ceiling.lifts.get(pattern) for pattern in patterns):
            return replace(found, status="limited", ceiling=f"no allowed {side} with this kit and these limits")
    few = one_against_two(ratio, ground) or few_against_many(ratio, ground)
    if found.status != "ok" and few:
        return replace(found, status="limited", ceiling=few)
    side, patterns = ("push", PUSHES) if ratio < 1 else ("pull", PULLS)
    if found.status != "ok" and ground.ceiling.patterns.isdisjoint(patterns):
        return replace(found, status="limited", ceiling=f"no allowed {side} is more than a filler")
    names = _keeping_away(PUSHES if ratio < 1 else PULLS, ground)
    if found.status != "ok" and names:
        side = "pushes" if ratio < 1 else "pulls"
        return replace(found, status="limited", ceiling=f"{', '.join(names)} keeps {side} off the days around it")
    return as_laid_out(_by_day(_without_wishes(found, ratio, lifts, ground), ratio, ground), ground)


def _without_wishes(found: Finding, ratio: float, lifts: Sequence[PlannedExercise], ground: Ground) -> Finding:
    """Where lifts that the coach wishes for tip the balance, all the others are what is judged."""
    wished = {each.movement for each in ground.brief.request.movement_rules if each.rule is not RuleType.HARD_NO}
    side = PUSHES if ratio > 1 else PULLS
    asked = _sets([exercise for exercise in lifts if exercise.movement in wished and exercise.pattern in side])
    pushes, pulls = (
        _sets([exercise for exercise in lifts if exercise.movement not in wished and exercise.pattern in patterns])
        for patterns in (PUSHES, PULLS)
    )
    if found.status == "ok" or not asked or not pushes or not pulls:
        return found
    alike = pushes / pulls
    status = milder(found.status, worst("limited", ground.policy.audit.push_pull.band.verdict(alike)))
    held = f"{asked} of these sets are of lifts the coach wishes for: {alike:.2f} without such lifts"
    return replace(found, status=status, ceiling=held)


def _lifts(sessions: Iterable[SessionTally]) -> list[PlannedExercise]:
    """Main lifts, then compound accessories."""
    held = list(sessions)
    lifts = [exercise for session in held for exercise in session.exercises(ExerciseRole.MAIN)]
    others = (exercise for session in held for exercise in session.exercises(ExerciseRole.ACCESSORY))
    return [*lifts, *(exercise for exercise in others if exercise.compound)]


def _by_day(found: Finding, ratio: float, ground: Ground) -> Finding:
    """Where a split's rotation ends with more days of one side than of the other, or puts more of them into deloads, a
    day of each is what is compared: of the whole program, or of the weeks between deloads.
    """
    tally = ground.tally
    held, work = (_days(microcycles) for microcycles in (tally.microcycles, tally.work))
    uneven = held[SessionType.PUSH] - work[SessionType.PUSH] != held[SessionType.PULL] - work[SessionType.PULL]
    days, of = (work, " in the weeks between deloads") if uneven else (held, "")
    pushes, pulls = days[SessionType.PUSH], days[SessionType.PULL]
    if found.status == "ok" or not pushes or not pulls or not ratio:
        return found
    lifts = _lifts(tally.work_sessions) if uneven else []
    sets = [_sets([exercise for exercise in lifts if exercise.pattern in side]) for side in (PUSHES, PULLS)]
    alike = (sets[0] / sets[1] if all(sets) else ratio) * pulls / pushes
    if abs(log(alike)) >= abs(log(ratio)):
        return found
    status = milder(found.status, worst("limited", ground.policy.audit.push_pull.band.verdict(alike)))
    held_by = f"{pushes} push and {pulls} pull days by the split{of}: {alike:.2f} a day"
    return replace(found, status=status, ceiling=held_by)


def _days(microcycles: Iterable[MicrocycleTally]) -> Counter[SessionType]:
    return Counter(session.day.type for microcycle in microcycles for session in microcycle.sessions)


def one_against_two(ratio: float, ground: Ground) -> str:
    """Why one side has to fall behind, if it is this one: no lift of one of its two patterns is allowed, and the other
    may come no more often than each of the two on the other side.
    """
    fewer, more = (PUSHES, PULLS) if ratio < 1 else (PULLS, PUSHES)
    left, facing = ([pattern for pattern in side if ground.ceiling.lifts.get(pattern)] for side in (fewer, more))
    share = min(ratio, 1 / ratio) if ratio else 0.0
    if len(left) != 1 or len(facing) != len(more) or share < ground.policy.audit.limited_from * HALF:
        return ""
    (absent,) = set(fewer).difference(left)
    return f"no allowed {_of((absent,))}: one pattern stands against two"


def few_against_many(ratio: float, ground: Ground) -> str:
    """Why one side has to fall behind where a session must have many different lifts, if it is this one: fewer of that
    side are allowed than of the other have to fill the session, or such a day of its own, with as many sets each.
    """
    fewer = PUSHES if ratio < 1 else PULLS
    left = sum(ground.ceiling.lifts.get(pattern, 0) for pattern in fewer)
    wanted = ground.policy.composition.lifting.light_mains.low
    apart = all(session.day.type in SIDED_DAYS for session in ground.tally.work_sessions)
    facing = wanted if apart else wanted - left
    if not is_light(ground.brief, ground.policy) or not 0 < left < facing:
        return ""
    share = min(ratio, 1 / ratio) if ratio else 0.0
    if share < ground.policy.audit.limited_from * left / facing:
        return ""
    side, other = ("pushes", "pulls") if fewer is PUSHES else ("pulls", "pushes")
    held = f"of {wanted} different lifts a session should have, {left} can be {side}"
    return held if apart else f"{held}: {facing} are {other}"


def _keeping_away(patterns: Collection[MovementPattern], ground: Ground) -> list[str]:
    """The athlete's activities that such lifts have to make way for."""
    windows = ground.policy.structure.activities.windows
    asked = [each.activity for each in ground.brief.request.activities]
    return sorted(
        {name.value for name in asked if set(patterns) & {*windows[name].not_before, *windows[name].not_after}}
    )


def patterns(ground: Ground) -> Finding:
    """Share of the microcycles in which every wanted pattern comes."""
    rules, band = ground.policy.audit.patterns, ground.policy.audit.patterns.band
    words = f"squat or lunge, hinge, both pushes and both pulls; in {shares(band)} of microcycles"
    work = [
        microcycle
        for microcycle in ground.tally.work
        if sum(day.type.is_lifting for day in microcycle.plan.days) >= rules.from_lifting_days
    ]
    if not work:
        return not_asked(f"asked from {rules.from_lifting_days} lifting days on", words)
    missing: dict[str, int] = {}
    complete = as_allowed = 0
    beyond = _names([group for group in rules.wanted if ground.ceiling.patterns.isdisjoint(group)])
    for microcycle in work:
        trained = {exercise.pattern for session in microcycle.sessions for exercise in session.exercises()}
        lacking = _names([group for group in rules.wanted if trained.isdisjoint(group)])
        complete += not lacking
        as_allowed += lacking <= beyond
        for name in sorted(lacking):
            missing[name] = missing.get(name, 0) + 1
    share = complete / len(work)
    detail = "; ".join(f"{name} missing in {times} of {len(work)}" for name, times in missing.items())
    found = Finding(band.verdict(share), f"{complete} of {len(work)} microcycles", words, detail or "all there")
    away = {each: names for each in rules.wanted if (names := _keeping_away(each, ground))}
    if found.status != "ok" and set(missing) <= beyond | _names(list(away)):
        none = sorted(beyond & set(missing))
        why = [f"no allowed main lift: {', '.join(none)}"] if none else []
        kept = ((group, names) for group, names in away.items() if _of(group) in set(missing) - beyond)
        why += [f"{', '.join(names)} keeps {_of(group)} off the days around it" for group, names in kept]
        return replace(found, status="limited", ceiling="; ".join(why))
    held = excused(found, as_allowed / len(work), ground.ceiling.complete, band.ok_from, ground.policy)
    if held.status == "limited":
        none = sorted(beyond & set(missing))
        why = [f"no allowed main lift: {', '.join(none)}"] if none else []
        of = "all others" if none else "all of them"
        why += [f"days and minutes have places for {of} in {ground.ceiling.complete:.0%} of microcycles"]
        return replace(held, ceiling="; ".join(why))
    return as_laid_out(found, ground)


def _names(groups: Sequence[tuple[MovementPattern, ...]]) -> set[str]:
    return {_of(group) for group in groups}


def _of(group: tuple[MovementPattern, ...]) -> str:
    return " or ".join(pattern.value.replace("_", " ") for pattern in group)


def _sets(exercises: Sequence[PlannedExercise]) -> int:
    return sum(exercise.sets for exercise in exercises)
