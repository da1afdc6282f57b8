"""Audit rows about how it is trained: load, rest, balance, order, progression, and honesty about effort."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from statistics import fmean

from alloy_engine.catalogue.policies.audit import Band
from alloy_engine.domain.program import PlannedExercise
from alloy_engine.domain.vocabulary import PULLS, PUSHES, ExerciseRole, Goal, MovementPattern
from alloy_engine.quality.finding import Finding, Ground, as_laid_out, band_words, excused, not_asked
from alloy_engine.quality.tally import SessionTally
from alloy_engine.quality.volume_rows import weekly_band

# Done for speed, not against a heavy load: what is asked of main lifts does not fit them.
FAST = (MovementPattern.PLYOMETRIC, MovementPattern.OLYMPIC)
# What one pattern of two can bring at most, where both may come equally often.
HALF = 0.5
# Neither compound nor single-joint: their place among the lifts is free.
TRUNK = (MovementPattern.CORE, MovementPattern.ROTATION, MovementPattern.ISOMETRIC, MovementPattern.CARRY)


def strength_zone(ground: Ground) -> Finding:
    """Share of the main lifts' sets that are heavy and short enough for maximal strength."""
    rules = ground.policy.audit.strength_zone
    words = f"at least {rules.percent_min:g} % of 1RM and at most {rules.reps_max} reps"
    if ground.brief.dollars(Goal.STRENGTH) < rules.dollars_min:
        return not_asked(f"strength has fewer than {rules.dollars_min} dollars", words)
    mains = list(_main_lifts(ground))
    # Lifts done one side at a time are prescribed lighter and for more repetitions: they are not for maximal strength.
    loaded = [exercise for exercise in mains if exercise.percent_1rm is not None and not exercise.per_side]
    if not loaded:
        if ground.ceiling.loadable:
            return Finding("fail", "no load by 1RM", words, f"none of {len(mains)} main lifts carries a load by 1RM")
        return Finding("limited", "no load by 1RM", words, "no load to judge", "no allowed main lift can be loaded")
    band = rules.of_share(ground.brief.goals[Goal.STRENGTH])
    heavy = [lift for lift in loaded if _is_heavy(lift, rules.percent_min - rules.percent_rounding, rules.reps_max)]
    share = _sets(heavy) / _sets(loaded)
    others = len(mains) - len(loaded)
    detail = f"{_sets(heavy)} of {_sets(loaded)} sets; {others} main lifts carry no load by 1RM or are one-sided"
    return Finding(band.verdict(share), f"{share:.0%}", words, detail)


def _is_heavy(lift: PlannedExercise, percent_min: float, reps_max: int) -> bool:
    reps = lift.reps_max or lift.reps_min or 0
    return lift.percent_1rm is not None and lift.percent_1rm >= percent_min and 0 < reps <= reps_max


def _main_lifts(ground: Ground) -> Iterator[PlannedExercise]:
    """Compound main lifts outside deloads, fast ones left out."""
    for session in ground.tally.work_sessions:
        for exercise in session.exercises(ExerciseRole.MAIN):
            if exercise.compound and exercise.pattern not in FAST:
                yield exercise


def _sets(exercises: Sequence[PlannedExercise]) -> int:
    return sum(exercise.sets for exercise in exercises)


def rest(ground: Ground) -> Finding:
    """Share of the main lifts' sets that are rested long enough for the goals."""
    rules, brief = ground.policy.audit.rest, ground.brief
    strength, size = rules.seconds[Goal.STRENGTH], rules.seconds[Goal.HYPERTROPHY]
    asked = f"strength {strength} s, hypertrophy {size} s, blended by dollars"
    if brief.dollars(Goal.STRENGTH, Goal.HYPERTROPHY) < rules.dollars_min:
        return not_asked("neither strength nor hypertrophy decides the rests", asked)
    seconds = math.floor(rules.asked(brief.goals))
    words = f"at least {seconds} s ({asked}); {_shares(rules.band)} of sets"
    mains = list(_main_lifts(ground))
    if not mains:
        return not_asked("no compound main lift", words)
    rested = [exercise for exercise in mains if exercise.rest_seconds >= seconds]
    share = _sets(rested) / _sets(mains)
    shortest = min(exercise.rest_seconds for exercise in mains)
    found = Finding(rules.band.verdict(share), f"{share:.0%}", words, f"shortest rest {shortest} s")
    most, wanted = fmean(ground.ceiling.weekly_sets.values()), weekly_band(ground).ok_from
    if found.status != "ok" and most < wanted:
        held = f"at such rests {ground.brief.request.session_minutes} minutes hold {most:.1f} sets a week for a major"
        return replace(found, status="limited", ceiling=f"{held}, where {wanted:g} are wanted")
    return found


def push_pull(ground: Ground) -> Finding:
    """Sets of pushes over those of pulls, by pattern, of main lifts and compound accessories: flies and raises have no
    pattern that says which side they are on. Deloads count: a split's rotation may put one side's day into them.
    """
    band = ground.policy.audit.push_pull.band
    words = band_words(band)
    sessions = [session for microcycle in ground.tally.microcycles for session in microcycle.sessions]
    lifts = [exercise for session in sessions for exercise in session.exercises(ExerciseRole.MAIN)]
    others = (exercise for session in sessions for exercise in session.exercises(ExerciseRole.ACCESSORY))
    lifts += [exercise for exercise in others if exercise.compound]
    pushes = _sets([exercise for exercise in lifts if exercise.pattern in PUSHES])
    pulls = _sets([exercise for exercise in lifts if exercise.pattern in PULLS])
    if not pushes and not pulls:
        return not_asked("neither pushes nor pulls are trained", words)
    detail = f"{pushes} pushing and {pulls} pulling sets"
    ratio = pushes / pulls if pulls else float("inf")
    found = Finding(band.verdict(ratio), f"{ratio:.2f}" if pulls else "no pulls", words, detail)
    for side, patterns in (("pull", PULLS), ("push", PUSHES)):
        if found.status != "ok" and ground.ceiling.patterns.isdisjoint(patterns):
            return replace(found, status="limited", ceiling=f"no allowed {side} with this kit and these limits")
    few = one_against_two(ratio, ground)
    if found.status != "ok" and few:
        return replace(found, status="limited", ceiling=few)
    names = _keeping_away(PUSHES if ratio < 1 else PULLS, ground)
    if found.status != "ok" and names:
        side = "pushes" if ratio < 1 else "pulls"
        return replace(found, status="limited", ceiling=f"{', '.join(names)} keeps {side} off the days around it")
    return as_laid_out(found, ground)


def one_against_two(ratio: float, ground: Ground) -> str:
    """Why one side has to fall behind, if it is this one: no lift of one of its two patterns is allowed, and the other
    may come no more often than each of the two on the other side.
    """
    fewer, more = (PUSHES, PULLS) if ratio < 1 else (PULLS, PUSHES)
    left, facing = (ground.ceiling.patterns.intersection(side) for side in (fewer, more))
    share = min(ratio, 1 / ratio) if ratio else 0.0
    if len(left) != 1 or len(facing) != len(more) or share < ground.policy.audit.limited_from * HALF:
        return ""
    (absent,) = set(fewer) - left
    return f"no allowed {_of((absent,))}: one pattern stands against two"


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
    words = f"squat or lunge, hinge, both pushes and both pulls; in {_shares(band)} of microcycles"
    work = [
        microcycle
        for microcycle in ground.tally.work
        if sum(day.type.is_lifting for day in microcycle.plan.days) >= rules.from_lifting_days
    ]
    if not work:
        return not_asked(f"asked from {rules.from_lifting_days} lifting days on", words)
    missing: dict[str, int] = {}
    complete = 0
    for microcycle in work:
        trained = {exercise.pattern for session in microcycle.sessions for exercise in session.exercises()}
        lacking = [group for group in rules.wanted if trained.isdisjoint(group)]
        complete += not lacking
        for name in sorted(_names(lacking)):
            missing[name] = missing.get(name, 0) + 1
    share = complete / len(work)
    detail = "; ".join(f"{name} missing in {times} of {len(work)}" for name, times in missing.items())
    found = Finding(band.verdict(share), f"{complete} of {len(work)} microcycles", words, detail or "all there")
    beyond = _names([group for group in rules.wanted if ground.ceiling.patterns.isdisjoint(group)])
    away = {each: names for each in rules.wanted if (names := _keeping_away(each, ground))}
    if found.status != "ok" and set(missing) <= beyond | _names(list(away)):
        none = sorted(beyond & set(missing))
        why = [f"no allowed main lift: {', '.join(none)}"] if none else []
        kept = ((group, names) for group, names in away.items() if _of(group) in set(missing) - beyond)
        why += [f"{', '.join(names)} keeps {_of(group)} off the days around it" for group, names in kept]
        return replace(found, status="limited", ceiling="; ".join(why))
    held = excused(found, share, ground.ceiling.complete, band.ok_from, ground.policy)
    if held.status == "limited":
        most = f"days and minutes have places for all of them in {ground.ceiling.complete:.0%} of microcycles"
        return replace(held, ceiling=most)
    return as_laid_out(found, ground)


def _names(groups: Sequence[tuple[MovementPattern, ...]]) -> set[str]:
    return {_of(group) for group in groups}


def _of(group: tuple[MovementPattern, ...]) -> str:
    return " or ".join(pattern.value.replace("_", " ") for pattern in group)


def order(ground: Ground) -> Finding:
    """Share of the sessions in which no isolation exercise comes before a compound main lift."""
    band = ground.policy.audit.order.band
    words = f"compounds before isolation; in {_shares(band)} of sessions"
    sessions = ground.tally.work_sessions
    if not sessions:
        return not_asked("no session lifts outside deloads", words)
    wrong = [session.day.key for session in sessions if _isolates_first(session)]
    share = 1 - len(wrong) / len(sessions)
    detail = f"not in {', '.join(wrong[:4])}" if wrong else "in every session"
    return Finding(band.verdict(share), f"{share:.0%}", words, detail)


def _isolates_first(session: SessionTally) -> bool:
    mains = {exercise.movement for exercise in session.exercises(ExerciseRole.MAIN) if exercise.compound}
    isolated = False
    for exercise in session.exercises():
        isolated = isolated or (not exercise.compound and exercise.pattern not in TRUNK)
        if isolated and exercise.movement in mains:
            return True
    return False


def progression(ground: Ground) -> Finding:
    """Share of the main lifts done in at least two microcycles of a mesocycle whose load, reps, hold or pause rises
    in it. Within one microcycle a lift that comes twice is meant to be the same.
    """
    band = ground.policy.audit.progression.band
    words = f"load or reps rise across the mesocycle; {_shares(band)} of main lifts"
    exposures: dict[tuple[int, str], list[PlannedExercise]] = {}
    weeks: dict[tuple[int, str], set[int]] = {}
    for session in ground.tally.work_sessions:
        for exercise in session.exercises(ExerciseRole.MAIN):
            key = session.day.mesocycle, exercise.movement
            exposures.setdefault(key, []).append(exercise)
            weeks.setdefault(key, set()).add(session.day.microcycle)
    repeated = {key: lifts for key, lifts in exposures.items() if len(weeks[key]) > 1}
    if not repeated:
        if max((len(m) for m in _microcycles(ground).values()), default=0) < 2:
            return not_asked("no mesocycle has two microcycles that could be compared", words)
        reason = "no main lift comes in two microcycles of a mesocycle"
        if not exposures:
            return not_asked("no main lifts", words)
        if ground.ceiling.returns:
            return Finding("fail", "none", words, reason)
        return Finding("limited", "none", words, reason, "no kind of lifting day comes twice between two deloads")
    flat = [movement for (_, movement), lifts in repeated.items() if not _rises(lifts)]
    share = 1 - len(flat) / len(repeated)
    once = len(exposures) - len(repeated)
    detail = f"{len(repeated)} lifts judged, {once} came once only"
    if flat:
        detail += f"; without a rise: {', '.join(sorted(set(flat))[:4])}"
    return Finding(band.verdict(share), f"{share:.0%}", words, detail)


def _microcycles(ground: Ground) -> dict[int, set[int]]:
    """Microcycles that are no deload, by mesocycle."""
    found: dict[int, set[int]] = {}
    for microcycle in ground.tally.work:
        found.setdefault(microcycle.plan.mesocycle, set()).add(microcycle.plan.index)
    return found


def _rises(lifts: Sequence[PlannedExercise]) -> bool:
    """True if some later exposure asks for more than the first in load, reps, effort, time or pause."""
    first = _demands(lifts[0])
    return any(
        now > then
        for later in lifts[1:]
        for now, then in zip(_demands(later), first, strict=True)
        if then is not None and now is not None
    )


def _demands(lift: PlannedExercise) -> tuple[float | None, ...]:
    return (lift.percent_1rm, lift.load_kg, lift.reps_min, lift.reps_max, lift.seconds, lift.rpe, _pause(lift.tempo))


def _pause(tempo: str | None) -> float | None:
    """Seconds held at the bottom: the second figure of a tempo such as "3-1-1"."""
    parts = (tempo or "").split("-")
    return float(parts[1]) if len(parts) > 1 and parts[1].isdigit() else None


def rir_honesty(ground: Ground) -> Finding:
    """Effort targets are shown with the error people make in judging them."""
    reps = ground.policy.audit.rir.reps
    words = f"effort shown as ±{reps} rep"
    mains = list(_main_lifts(ground))
    if not mains:
        return not_asked("no main lift carries an effort target", words)
    without = [exercise.movement for exercise in mains if exercise.rpe is None]
    detail = f"people misjudge repetitions in reserve by about {reps}; read every RPE as ±{reps}"
    if without:
        detail += f"; {len(without)} main lifts have no RPE"
    return Finding("warn" if without else "ok", f"±{reps}", words, detail)


def _shares(band: Band) -> str:
    return f"at least {band.ok_from:.0%}"
