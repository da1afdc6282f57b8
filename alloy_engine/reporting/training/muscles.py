"""What the muscles get: hard sets and sessions a week, against the bands the audit judges by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from alloy_engine.catalogue import Policy
from alloy_engine.catalogue.policies.audit import Band
from alloy_engine.domain.history import COUNTED_ROLES, DIRECT, INDIRECT, UNCOUNTED_PATTERNS, hard_sets
from alloy_engine.domain.program import PlannedExercise, PlannedMicrocycle, PlannedSession, ProgramDocument
from alloy_engine.domain.request import TEN
from alloy_engine.domain.vocabulary import MAJOR_MUSCLES, Muscle
from alloy_engine.quality.tally import DAYS_A_WEEK, major_sets, trains_major

WEEKLY_COLUMNS = ["microcycle", "is_deload", "major", "sets", "sessions"]
MAJOR_COLUMNS = ["major", "sets", "least", "most", "sets_verdict", "sessions", "sessions_verdict"]
SOURCE_COLUMNS = ["key", "name", "role", "sets", "counts", "hard_sets"]


def weekly_band(document: ProgramDocument, policy: Policy) -> Band:
    """Hard sets a week that the audit asks for with these goals and this share of lifting days."""
    goals = {goal: dollars / TEN for goal, dollars in document.request.goals.items()}
    trained = [one for week in _work(document) for one in week.sessions if one.target_minutes]
    lifting = sum(one.type.is_lifting for one in trained)
    return policy.audit.weekly_sets.blended(goals, lifting / len(trained) if trained else 0.0)


def weekly(document: ProgramDocument, policy: Policy) -> pd.DataFrame:
    """One row a microcycle and major muscle: hard sets, and sessions that train it, in seven days."""
    least = policy.audit.frequency.secondary_sets_min
    rows = []
    for week in document.microcycles:
        lifted = _lifted(week)
        if not lifted:
            continue
        scale = DAYS_A_WEEK / week.length_days
        for major, sets in _majors(week).items():
            times = sum(trains_major(_counted(one), major, least) for one in lifted)
            rows.append(
                {
                    "microcycle": week.index,
                    "is_deload": week.is_deload,
                    "major": major,
                    "sets": sets * scale,
                    "sessions": times * scale,
                }
            )
    return pd.DataFrame(rows, columns=WEEKLY_COLUMNS)


def majors(document: ProgramDocument, policy: Policy) -> pd.DataFrame:
    """One row a major muscle, averaged as the audit does over the microcycles that are no deload, with its verdicts.

    least, most: sets of its thinnest and fullest week. Empty until something is planned.
    """
    work = [week for week in _work(document) if _lifted(week)]
    days = sum(week.length_days for week in work)
    if not days:
        return pd.DataFrame(columns=MAJOR_COLUMNS)
    sets, times, rules = weekly_band(document, policy), policy.audit.frequency.band, policy.audit.frequency
    by_week = weekly(document, policy)
    by_week = by_week[~by_week["is_deload"].astype(bool)]
    total = major_sets(_sum([one for week in work for one in week.sessions]))
    rows = []
    for major in MAJOR_MUSCLES:
        mine = by_week[by_week["major"] == major]
        average = total[major] * DAYS_A_WEEK / days
        lifted = [one for week in work for one in _lifted(week)]
        often = sum(trains_major(_counted(one), major, rules.secondary_sets_min) for one in lifted)
        often_a_week = often * DAYS_A_WEEK / days
        rows.append(
            {
                "major": major,
                "sets": average,
                "least": mine["sets"].min(),
                "most": mine["sets"].max(),
                "sets_verdict": sets.verdict(average),
                "sessions": often_a_week,
                "sessions_verdict": times.verdict(often_a_week),
            }
        )
    return pd.DataFrame(rows, columns=MAJOR_COLUMNS)


def sources(document: ProgramDocument, muscle: Muscle, microcycle: int) -> pd.DataFrame:
    """Where a muscle's sets of one microcycle come from: one row an exercise that counts for it.

    counts: 1 where it is the primary muscle, 0.5 where it helps. hard_sets: sets × counts, not scaled to seven days.
    """
    week = next(week for week in document.microcycles if week.index == microcycle)
    rows = [
        {
            "key": f"{week.index}-{one.day}",
            "name": exercise.name,
            "role": block.role.value,
            "sets": exercise.sets,
            "counts": counts,
            "hard_sets": exercise.sets * counts,
        }
        for one in week.sessions
        for block in one.blocks
        if block.role in COUNTED_ROLES
        for exercise in block.exercises
        if exercise.pattern not in UNCOUNTED_PATTERNS
        for counts in (
            DIRECT * (exercise.primary_muscle is muscle) + INDIRECT * exercise.secondary_muscles.count(muscle),
        )
        if counts
    ]
    return pd.DataFrame(rows, columns=SOURCE_COLUMNS)


def average_sets(document: ProgramDocument) -> dict[Muscle, float]:
    """Hard sets of every muscle in seven days, averaged over the microcycles that are no deload; {} of nothing."""
    work = [week for week in _work(document) if _lifted(week)]
    days = sum(week.length_days for week in work)
    total = _sum([one for week in work for one in week.sessions])
    return {muscle: sets * DAYS_A_WEEK / days for muscle, sets in total.items()} if days else {}


def _work(document: ProgramDocument) -> list[PlannedMicrocycle]:
    return [week for week in document.microcycles if not week.is_deload]


def _lifted(week: PlannedMicrocycle) -> list[PlannedSession]:
    return [one for one in week.sessions if one.type.is_lifting and one.blocks]


def _counted(one: PlannedSession) -> Iterator[PlannedExercise]:
    return (exercise for block in one.blocks if block.role in COUNTED_ROLES for exercise in block.exercises)


def _majors(week: PlannedMicrocycle) -> dict[str, float]:
    return major_sets(_sum(list(week.sessions)))


def _sum(sessions: list[PlannedSession]) -> Mapping[Muscle, float]:
    total: dict[Muscle, float] = {}
    for one in sessions:
        if one.type.is_lifting:
            for muscle, sets in hard_sets(one).items():
                total[muscle] = total.get(muscle, 0.0) + sets
    return total
