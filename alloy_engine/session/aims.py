"""How many hard sets each muscle should get in one session, from its weekly target."""

from __future__ import annotations

from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.history import History
from alloy_engine.domain.vocabulary import Muscle
from alloy_engine.scoring import weekly_targets
from alloy_engine.selection import CandidatePool

WEEK = 7
SPREAD = 1.2


def microcycle_days(day: DayPlan, pool: CandidatePool) -> int:
    """The asked length; a deload is always a week."""
    return WEEK if day.is_deload else pool.brief.request.microcycle_length_days


def session_aims(day: DayPlan, pool: CandidatePool, history: History) -> dict[Muscle, float]:
    """Sets to aim at here: the muscle's share for one of its sessions, no more than is still missing.

    How often a muscle is trained follows from the days a week and the session's type.
    """
    rules = pool.policy.prescription
    weeks = microcycle_days(day, pool) / WEEK
    exposures = max(1.0, pool.brief.request.days_per_week * weeks / rules.exposures[day.type])
    done = history.sets_in_microcycle(day.microcycle)
    aims: dict[Muscle, float] = {}
    for muscle, target in weekly_targets(pool.brief, pool.policy).items():
        wanted = target * weeks
        missing = wanted - done.get(muscle, 0.0)
        aims[muscle] = max(0.0, min(rules.fit.sets_per_muscle_aim, wanted / exposures * SPREAD, missing))
    return aims
