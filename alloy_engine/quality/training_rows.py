"""Audit rows about how it is trained: load, rest, order, progression, and honesty about effort."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import fmean

from alloy_engine.domain.history import Demand
from alloy_engine.domain.program import PlannedExercise
from alloy_engine.domain.rpe import percent_of_max
from alloy_engine.domain.vocabulary import ExerciseRole, Goal, MovementPattern, SessionType
from alloy_engine.quality.finding import Finding, Ground, milder, not_asked, shares, worst
from alloy_engine.quality.tally import SessionTally
from alloy_engine.quality.volume_rows import weekly_band

# Done for speed, not against a heavy load: what is asked of main lifts does not fit them.
FAST = (MovementPattern.PLYOMETRIC, MovementPattern.OLYMPIC)
HALF = 0.5
# Neither compound nor single-joint: their place among the lifts is free.
TRUNK = (MovementPattern.CORE, MovementPattern.ROTATION, MovementPattern.ISOMETRIC, MovementPattern.CARRY)


def strength_zone(ground: Ground) -> Finding:
    """Share of the main lifts' sets that are heavy and short enough for maximal strength."""
    rules = ground.policy.audit.strength_zone
    words = f"at least {rules.percent_min:g} % of 1RM and at most {rules.reps_max} reps"
    if ground.brief.dollars(Goal.STRENGTH) < rules.dollars_min:
        return not_asked(f"strength has fewer than {rules.dollars_min} dollars", words)
    mains = [lift for _, lift in _main_lifts(ground)]
    # Lifts done one side at a time are prescribed lighter and for more repetitions: they are not for maximal strength.
    loaded = [exercise for exercise in mains if exercise.percent_1rm is not None and not exercise.per_side]
    if not loaded:
        if ground.ceiling.loadable:
            return Finding("fail", "no load by 1RM", words, f"none of {len(mains)} main lifts carries a load by 1RM")
        return Finding(
            "limited", "no load by 1RM", words, "no load to judge", "no allowed main lift can be loaded, fillers aside"
        )
    band = rules.of_share(ground.brief.goals[Goal.STRENGTH])
    heavy = [lift for lift in loaded if _is_heavy(lift, rules.percent_min - rules.percent_rounding, rules.reps_max)]
    share = _sets(heavy) / _sets(loaded)
    others = len(mains) - len(loaded)
    detail = f"{_sets(heavy)} of {_sets(loaded)} sets; {others} main lifts carry no load by 1RM or are one-sided"
    found = Finding(band.verdict(share), f"{share:.0%}", words, detail)
    kept = -ground.policy.prescription.push(ground.brief.request.persona.aggression)
    if found.status == "ok" or kept <= 0:
        return found
    usual = [_at_usual_effort(lift, kept, ground) for lift in loaded]
    heavy = [lift for lift in usual if _is_heavy(lift, rules.percent_min - rules.percent_rounding, rules.reps_max)]
    share = _sets(heavy) / _sets(loaded)
    held = f"a careful coach keeps efforts {kept:.1f} RPE lower: at the usual effort {share:.0%} of the sets"
    return replace(found, status=milder(found.status, worst("limited", band.verdict(share))), ceiling=held)


def _at_usual_effort(lift: PlannedExercise, kept: float, ground: Ground) -> PlannedExercise:
    """The lift with the load that the same repetitions have without what a careful coach takes off its effort."""
    rules, reps = ground.policy.prescription, lift.reps_max or lift.reps_min or 0
    if lift.rpe is None or lift.percent_1rm is None:
        return lift
    now, usual = (
        percent_of_max(reps, rpe, rules.rpe_table, rules.rpe_table_tail) for rpe in (lift.rpe, lift.rpe + kept)
    )
    return lift.model_copy(update={"percent_1rm": lift.percent_1rm * usual / now})


def _is_heavy(lift: PlannedExercise, percent_min: float, reps_max: int) -> bool:
    reps = lift.reps_max or lift.reps_min or 0
    return lift.percent_1rm is not None and lift.percent_1rm >= percent_min and 0 < reps <= reps_max


def _main_lifts(ground: Ground) -> Iterator[tuple[SessionType, PlannedExercise]]:
    """Compound main lifts outside deloads with the kind of their day, fast ones left out."""
    for session in ground.tally.work_sessions:
        for exercise in session.exercises(ExerciseRole.MAIN):
            if exercise.compound and exercise.pattern not in FAST:
                yield session.day.type, exercise


def _sets(exercises: Sequence[PlannedExercise]) -> int:
    return sum(exercise.sets for exercise in exercises)


def rest(ground: Ground) -> Finding:
    """Share of the main lifts' sets that are rested long enough for the goals."""
    rules, brief = ground.policy.audit.rest, ground.brief
    strength, size = rules.seconds[Goal.STRENGTH], rules.seconds[Goal.HYPERTROPHY]
    asked = f"strength {strength} s, hypertrophy {size} s, blended by dollars"
    if brief.dollars(Goal.STRENGTH, Goal.HYPERTROPHY) < rules.dollars_min:
        return not_asked("neither strength nor hypertrophy decides the rests", asked)
    # Rests are planned in steps of a few seconds: what is asked is the nearest of them.
    step = ground.policy.prescription.fit.rest_step
    seconds = math.floor(rules.asked(brief.goals) / step + HALF) * step
    words = f"at least {seconds} s ({asked}); {shares(rules.band)} of sets"
    # A single set has nothing to rest for.
    lifts = [(kind, lift) for kind, lift in _main_lifts(ground) if lift.sets > 1]
    if not lifts:
        return not_asked("no compound main lift has two sets", words)
    rested = [lift for _, lift in lifts if lift.rest_seconds >= seconds]
    mains = [lift for _, lift in lifts]
    share = _sets(rested) / _sets(mains)
    shortest = min(lift.rest_seconds for lift in mains)
    found = Finding(rules.band.verdict(share), f"{share:.0%}", words, f"shortest rest {shortest} s")
    wanted, tight = weekly_band(ground).ok_from, _short_of_time(ground)
    others = [lift for kind, lift in lifts if kind in tight or lift.rest_seconds >= seconds]
    if found.status != "ok" and rules.band.verdict(_sets(others) / _sets(mains)) == "ok":
        held = ", ".join(f"{most:.1f} on {kind.value.replace('_', ' ')} days" for kind, most in tight.items())
        minutes = ground.brief.request.session_minutes
        ceiling = (
            f"at such rests {minutes} minutes hold, in sets a week for a major: {held}, where {wanted:g} are wanted"
        )
        return replace(found, status="limited", ceiling=ceiling)
    return found


def _short_of_time(ground: Ground) -> dict[SessionType, float]:
    """Kinds of days on which full rests leave the majors they train less than the goals' sets, with what is left."""
    wanted, majors = weekly_band(ground).ok_from, ground.policy.audit.ceilings.majors
    kinds = {session.day.type for session in ground.tally.work_sessions}
    held = {kind: fmean(ground.ceiling.weekly_sets[name] for name in majors[kind]) for kind in sorted(kinds)}
    return {kind: most for kind, most in held.items() if most < wanted}


def order(ground: Ground) -> Finding:
    """Share of the sessions in which no isolation exercise comes before a compound main lift."""
    band = ground.policy.audit.order.band
    words = f"compounds before isolation; in {shares(band)} of sessions"
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
    words = f"load or reps rise across the mesocycle; {shares(band)} of main lifts"
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
    first, *later = map(Demand.of, lifts)
    return any(demand.exceeds(first) for demand in later)


def rir_honesty(ground: Ground) -> Finding:
    """Effort targets are shown with the error people make in judging them."""
    reps = ground.policy.audit.rir.reps
    words = f"effort shown as ±{reps} rep"
    mains = [lift for _, lift in _main_lifts(ground)]
    if not mains:
        return not_asked("no main lift carries an effort target", words)
    without = [exercise.movement for exercise in mains if exercise.rpe is None]
    detail = f"people misjudge repetitions in reserve by about {reps}; read every RPE as ±{reps}"
    if without:
        detail += f"; {len(without)} main lifts have no RPE"
    return Finding("warn" if without else "ok", f"±{reps}", words, detail)
