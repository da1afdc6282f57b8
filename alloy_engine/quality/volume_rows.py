"""Audit rows about how much is trained: sets a week, a session, from week to week, and in deloads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from alloy_engine.catalogue.policies.audit import TOLERANCE, Band
from alloy_engine.domain.history import BRACING
from alloy_engine.domain.vocabulary import MAJOR_MUSCLES, Muscle, SessionType
from alloy_engine.quality.finding import (
    Finding,
    Ground,
    Status,
    as_laid_out,
    band_words,
    by_major,
    excused,
    milder,
    not_asked,
    worst,
)
from alloy_engine.quality.tally import DAYS_A_WEEK, MicrocycleTally, SessionTally, major_sets
from alloy_engine.scoring import is_light


def weekly_sets(ground: Ground) -> Finding:
    """Hard sets of each major in seven days, against the goals' band."""
    return _majors_against(ground, weekly_band(ground))


def minimum_useful(ground: Ground) -> Finding:
    """Every major gets at least what is known to do something."""
    return _majors_against(ground, ground.policy.audit.minimum_useful.band)


def weekly_band(ground: Ground) -> Band:
    """The goals' own bands, by dollars and by how many of the training days lift."""
    return ground.policy.audit.weekly_sets.blended(ground.brief.goals, ground.ceiling.lifting_share)


def _majors_against(ground: Ground, band: Band) -> Finding:
    """The worst major decides. Too little of what is beyond reach is `limited`, where the time is well used."""
    sets = major_sets(ground.tally.weekly_sets())
    most = ground.ceiling.weekly_sets
    low = {name: value for name, value in sets.items() if value < band.ok_from - TOLERANCE}
    high = {name: value for name, value in sets.items() if value > band.ok_to + TOLERANCE}
    found = Finding(
        worst(*(band.verdict(value) for value in low.values())), by_major(sets), band_words(band, " sets a week")
    )
    if low:
        reachable = {name: min(most[name], band.ok_from) for name in most}
        useful = sum(min(sets[name], band.ok_from) for name in sets)
        beyond = {name for name in low if most[name] * ground.policy.audit.limited_from < band.ok_from}
        held = excused(found, useful, sum(reachable.values()), band.ok_from * len(sets), ground.policy)
        if beyond and held.status == "limited":
            within = (band.verdict(value) for name, value in low.items() if name not in beyond)
            found = replace(found, status=worst("limited", *within))
        found = replace(found, ceiling=_ceiling_words(most), detail=f"below the band: {by_major(low)}")
    if high:
        above = f"above the band: {by_major(high)}"
        focus = _in_focus(ground)
        over = (
            _asked_for(band.verdict(value)) if name in focus else band.verdict(value) for name, value in high.items()
        )
        status = worst(found.status, *over)
        found = replace(found, status=status, detail="; ".join(filter(None, [found.detail, above])))
    return found


def _in_focus(ground: Ground) -> set[str]:
    """Majors of which the athlete asked for more."""
    focus = ground.brief.request.athlete.focus_muscles
    return {name for name, muscles in MAJOR_MUSCLES.items() if any(muscle in focus for muscle in muscles)}


def _asked_for(status: Status) -> Status:
    """Too much of what the request itself puts in focus is its own doing, as long as it is not far too much."""
    return "limited" if status == "warn" else status


def _ceiling_words(most: dict[str, float]) -> str:
    """One number where all majors share it."""
    general = max(most.values())
    less = {name: value for name, value in most.items() if value < general - TOLERANCE}
    return f"{general:.1f} sets a week for each major at proper rests" + (f", but {by_major(less)}" if less else "")


def session_sets(ground: Ground) -> Finding:
    """The most hard sets any muscle gets in one session."""
    band = ground.policy.audit.session_sets.band
    peaks = [(_peak(session), session) for session in ground.tally.work_sessions]
    if not peaks:
        return not_asked("no session lifts outside deloads", band_words(band, " sets"))
    (sets, muscle), session = max(peaks, key=lambda item: item[0][0])
    over = sum(peak[0] > band.ok_to for peak, _ in peaks)
    where = f"{muscle.value.replace('_', ' ')} in session {session.day.key}"
    return Finding(
        band.verdict(sets),
        f"{sets:g} at most",
        band_words(band, " sets"),
        f"{where}; {over} of {len(peaks)} sessions above {band.ok_to:g}",
    )


def _peak(session: SessionTally) -> tuple[float, Muscle]:
    """What most lifts only brace with counts where it is what they are for."""
    apart = {Muscle.FULL_BODY, *BRACING}
    sets: dict[Muscle, float] = {muscle: count for muscle, count in session.sets.items() if muscle not in apart}
    for lift in session.exercises():
        if lift.primary_muscle in BRACING:
            sets[lift.primary_muscle] = sets.get(lift.primary_muscle, 0.0) + lift.sets
    return max(((count, muscle) for muscle, count in sets.items()), default=(0.0, Muscle.FULL_BODY))


def frequency(ground: Ground) -> Finding:
    """Sessions in seven days that train each major. What is beyond reach is excused, and the others judged by
    themselves, where they all together come near what days and split hold.
    """
    rules, tally = ground.policy.audit.frequency, ground.tally
    times = {
        name: sum(session.trains(name, rules.secondary_sets_min) for session in tally.work_sessions) / tally.weeks
        for name in MAJOR_MUSCLES
    }
    least = min(times, key=lambda name: times[name])
    detail = f"least often: {least.replace('_', ' ')}"
    found = Finding(rules.band.verdict(times[least]), by_major(times), band_words(rules.band, " times a week"), detail)
    most = ground.ceiling.sessions
    low = [name for name, value in times.items() if value < rules.band.ok_from - TOLERANCE]
    if low:
        by = "days, split and activities" if ground.ceiling.away.intersection(low) else "days and split"
        found = replace(found, ceiling=f"{by_major({name: most[name] for name in low})} by {by}")
        wanted, share = rules.band.ok_from, ground.policy.audit.limited_from
        beyond = {name for name in low if most[name] * share < wanted}
        useful, reachable = (sum(min(each[name], wanted) for name in times) for each in (times, most))
        held = excused(found, useful, reachable, wanted * len(times), ground.policy)
        if beyond and held.status == "limited":
            within = (rules.band.verdict(times[name]) for name in low if name not in beyond)
            found = replace(found, status=worst("limited", *within))
    return found


def weekly_change(ground: Ground) -> Finding:
    """The largest rise in working sets from one microcycle to the next, deloads left out.

    Where microcycles hold unequally many lifting days, or other kinds of them, sessions as a whole, or the same days
    the last time they came, are what counts: `limited` where these do not grow too much in a week that grows as well.
    """
    band = ground.policy.audit.weekly_change.band
    words = band_words(band, percent=True)
    pairs = [pair for pair in pairwise(ground.tally.work) if pair[0].working_sets]
    if not pairs:
        return not_asked("there are no two microcycles to compare", words)
    before, after = max(pairs, key=_rise)
    rise = _rise((before, after))
    if rise <= 0:
        return Finding("ok", "no rise", words, "sets never rise from one microcycle to the next")
    found = Finding(band.verdict(rise), f"{rise:+.0%} at most", words, f"into microcycle {after.plan.index}")
    by_kind = _rises_by_kind(ground.tally.work)
    like_for_like = max(0.0, *(min(_rise(pair), _rise_a_session(pair), by_kind[pair[1].plan.index]) for pair in pairs))
    if found.status == "ok" or like_for_like >= rise:
        return found
    held = " and ".join(_kinds(microcycle) for microcycle in (before, after))
    alike = f"; {like_for_like:+.0%} at most by kind of day" if like_for_like > 0 else ""
    status = milder(found.status, worst("limited", band.verdict(like_for_like)))
    return replace(found, status=status, ceiling=f"lifting days by microcycle: {held}{alike}")


def _rises_by_kind(work: Sequence[MicrocycleTally]) -> dict[int, float]:
    """By microcycle: the rise of its sets against those its kinds of days had when they came the last time; kinds that
    come for the first time have nothing to rise from.
    """
    latest: dict[SessionType, float] = {}
    rises: dict[int, float] = {}
    for microcycle in work:
        kinds = Counter(session.day.type for session in microcycle.sessions)
        held = {kind: microcycle.sets_a_session_of(kind) for kind in kinds}
        back = [kind for kind in kinds if latest.get(kind)]
        now, before = (sum(kinds[kind] * sets[kind] for kind in back) for sets in (held, latest))
        rises[microcycle.plan.index] = now / before - 1 if back else 0.0
        latest |= held
    return rises


def _kinds(microcycle: MicrocycleTally) -> str:
    """ "2 push and 1 pull in 7 days"."""
    times = Counter(session.day.type.value.replace("_", " ") for session in microcycle.sessions)
    return f"{' + '.join(f'{count} {kind}' for kind, count in times.items())} in {microcycle.plan.length_days} days"


def _rise(pair: tuple[MicrocycleTally, MicrocycleTally]) -> float:
    return pair[1].weekly_working_sets / pair[0].weekly_working_sets - 1


def _rise_a_session(pair: tuple[MicrocycleTally, MicrocycleTally]) -> float:
    return pair[1].sets_a_session / pair[0].sets_a_session - 1


def deload(ground: Ground) -> Finding:
    """Weeks between deloads, and how far each deload takes sets down against its own mesocycle."""
    rules, request = ground.policy.audit.deload, ground.brief.request
    words = f"every {rules.weeks.ok_from:g}–{rules.weeks.ok_to:g} weeks, sets down {_percents(rules.reduction)}"
    stretches = _weeks_between(ground)
    spacing: Status = worst(*(rules.weeks.verdict(weeks) for weeks in stretches))
    if spacing != "ok" and request.deload_every_weeks < rules.weeks.ok_from:
        spacing = "limited"
    cuts = _cuts(ground)
    singles = _single_sets(ground) if min(cuts, default=1.0) < rules.reduction.ok_from else ""
    held = [rules.reduction.verdict(cut) for cut in cuts if not (singles and cut < rules.reduction.ok_from)]
    status = worst(spacing, "limited" if singles else "ok", *held)
    every = f"every {request.deload_every_weeks} weeks as asked" if cuts else "none in so short a program"
    apart = f"deload_every_weeks is {request.deload_every_weeks}" if spacing == "limited" else ""
    value = f"{every}; sets down {min(cuts):.0%} to {max(cuts):.0%}" if cuts else every
    ceiling = "; ".join(filter(None, [apart, singles])) or None
    return as_laid_out(Finding(status, value, words, f"{len(cuts)} deloads", ceiling), ground)


def _single_sets(ground: Ground) -> str:
    """Why no deload can take more away, if none can that takes too little: where a session should have many different
    lifts, one set of each is left.
    """
    if not is_light(ground.brief, ground.policy):
        return ""
    for microcycle, cut in _eased(ground):
        least = sum(_fewest_lifts(session, ground) for session in microcycle.sessions)
        enough = cut >= ground.policy.audit.deload.reduction.ok_from - TOLERANCE
        if not enough and microcycle.working_sets * ground.policy.audit.limited_from > least + TOLERANCE:
            return ""
    most = max(_fewest_lifts(session, ground) for microcycle, _ in _eased(ground) for session in microcycle.sessions)
    return f"of the {most} different lifts a session should have, one set each is left"


def _fewest_lifts(session: SessionTally, ground: Ground) -> int:
    """Main lifts and accessories of a deload's session, which has no finisher in the accessories' place."""
    lifting = ground.policy.composition.lifting
    short = session.day.target_minutes <= lifting.short_minutes
    return lifting.light_mains.low + (0 if short else lifting.accessories.low)


def _percents(band: Band) -> str:
    return f"{band.ok_from:.0%}–{band.ok_to:.0%}"


def _weeks_between(ground: Ground) -> list[float]:
    """Length of each mesocycle that a deload ends, in weeks; of the whole program where none does."""
    lengths: dict[int, int] = {}
    ended: set[int] = set()
    for microcycle in ground.tally.microcycles:
        plan = microcycle.plan
        lengths[plan.mesocycle] = lengths.get(plan.mesocycle, 0) + plan.length_days
        if plan.is_deload:
            ended.add(plan.mesocycle)
    if not ended:
        return [sum(lengths.values()) / DAYS_A_WEEK]
    return [days / DAYS_A_WEEK for mesocycle, days in lengths.items() if mesocycle in ended]


def _cuts(ground: Ground) -> list[float]:
    """Each deload's share of weekly sets taken away, against the mean of its mesocycle."""
    return [cut for _, cut in _eased(ground)]


def _eased(ground: Ground) -> Iterator[tuple[MicrocycleTally, float]]:
    """The deloads with their cuts."""
    for microcycle in ground.tally.microcycles:
        if not microcycle.plan.is_deload:
            continue
        work = [m.weekly_working_sets for m in ground.tally.work if m.plan.mesocycle == microcycle.plan.mesocycle]
        mean = sum(work) / len(work) if work else 0.0
        if mean:
            yield microcycle, 1 - microcycle.weekly_working_sets / mean
