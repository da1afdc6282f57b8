"""What stands between the main lifts and the cool-down: accessories, or a finisher, and of which kind."""

from __future__ import annotations

from collections.abc import Iterator

from alloy_engine.catalogue.policies.composition import FinisherRules
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.history import History
from alloy_engine.domain.slot import Slot
from alloy_engine.domain.vocabulary import SIDED_DAYS, CardioPreference, CircuitType, ExerciseRole, Goal, SessionType
from alloy_engine.flow import Tracer
from alloy_engine.selection import CandidatePool
from alloy_engine.session.doses.circuits import rotated
from alloy_engine.session.needs.shelf import Shelf
from alloy_engine.session.plan import CircuitPlan

BRANCH = {CircuitType.AMRAP: "B", CircuitType.EMOM: "C"}


def goals_want_finisher(brief: Brief, rules: FinisherRules) -> bool:
    """fat_loss + endurance outweigh strength + hypertrophy, or either of them is large on its own."""
    burning = brief.dollars(Goal.FAT_LOSS, Goal.ENDURANCE)
    building = brief.dollars(Goal.STRENGTH, Goal.HYPERTROPHY)
    return (
        burning > building
        or brief.dollars(Goal.FAT_LOSS) >= rules.fat_loss_from
        or brief.dollars(Goal.ENDURANCE) >= rules.endurance_from
    )


def reserved_minutes(day: DayPlan, pool: CandidatePool, history: History) -> float | None:
    """Minutes kept free for a finisher on such a day, whichever kind is due and even in a deload, so that the number
    of lifts stays the same from week to week; None if accessories stand there.
    """
    rules, brief = pool.policy.composition.finisher, pool.brief
    if not _has_finisher(day, pool, history):
        return None
    if not goals_want_finisher(brief, rules):
        return rules.minutes
    return _minutes(_own_kind(brief), rules)


def middle_piece(day: DayPlan, pool: CandidatePool, history: History, tracer: Tracer) -> CircuitPlan | None:
    """The day's finisher; None where accessories stand, and in a deload."""
    plan = _finisher(day, pool, history)
    if plan is None:
        tracer.take("5.4", "A")
        return None
    if day.is_deload:
        tracer.take("5.4", "D")
        return None
    tracer.take("5.4", BRANCH.get(plan.type, "E"))
    return plan


def _has_finisher(day: DayPlan, pool: CandidatePool, history: History) -> bool:
    """Always where the goals want it; on every other lifting day where only the athlete likes it, the same ones each
    time they come.
    """
    if goals_want_finisher(pool.brief, pool.policy.composition.finisher):
        return True
    if pool.brief.request.athlete.cardio_preference not in (CardioPreference.FINISHER, CardioPreference.MIXED):
        return False
    for roles in _like_before(day, history):
        if ExerciseRole.FINISHER in roles or ExerciseRole.ACCESSORY in roles:
            return ExerciseRole.FINISHER in roles
    return _is_finishers_turn(day, history)


def _is_finishers_turn(day: DayPlan, history: History) -> bool:
    """Every other lifting day; where pushes and pulls have days of their own, on as many of the one as of the other,
    which would else fall behind, and on legs days where these have none.
    """
    if day.type not in SIDED_DAYS:
        return bool(_lifting_days(day, history) % 2)
    alike = sum(fact.day.type is day.type for fact in history.of_microcycle(day.microcycle))
    return bool(alike % 2) is not (day.type is SessionType.LEGS)


def _like_before(day: DayPlan, history: History) -> Iterator[set[ExerciseRole]]:
    """The blocks of the same session the last time: where types rotate, its place among the days does not tell."""
    for this_mesocycle in (True, False):
        fact = history.last_like(day, this_mesocycle=this_mesocycle)
        if fact is not None:
            yield {role for role, _, _ in fact.uses}


def _finisher(day: DayPlan, pool: CandidatePool, history: History) -> CircuitPlan | None:
    rules = pool.policy.composition.finisher
    if not _has_finisher(day, pool, history):
        return None
    turn = day.microcycle - 1 + _lifting_days(day, history) + pool.brief.request.seed
    kind = _own_kind(pool.brief) if turn % 2 == 0 else rotated(rules.others, turn // 2)
    return CircuitPlan(kind, _minutes(kind, rules), rules.low, rules.high)


def _own_kind(brief: Brief) -> CircuitType:
    lasting = brief.dollars(Goal.ENDURANCE) > brief.dollars(Goal.FAT_LOSS)
    return CircuitType.EMOM if lasting else CircuitType.AMRAP


def _minutes(kind: CircuitType, rules: FinisherRules) -> float:
    return {CircuitType.AMRAP: rules.amrap_minutes, CircuitType.EMOM: rules.emom_minutes}.get(kind, rules.minutes)


def _lifting_days(day: DayPlan, history: History) -> int:
    """Lifting sessions so far this microcycle."""
    return sum(1 for fact in history.of_microcycle(day.microcycle) if fact.day.type.is_lifting)


def finisher_slots(circuit: CircuitPlan, pool: CandidatePool, history: History, shelf: Shelf) -> list[Slot]:
    """Stations of a theme whose turn it is; themes and circuit types turn at different speeds."""
    themes = pool.policy.composition.finisher.themes
    earlier = sum(1 for fact in history.facts if fact.of_role(ExerciseRole.FINISHER))
    theme = rotated(themes, earlier + pool.brief.request.seed)
    share = circuit.minutes / len(theme)
    return [
        Slot(index=0, role=ExerciseRole.FINISHER, patterns=patterns, minutes=share, sets=1, rpe=7.5)
        for patterns in theme
        if shelf.stock(ExerciseRole.FINISHER, patterns)
    ]
