"""Small catalogues made by hand, in which one property decides."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from alloy_engine.catalogue import Catalogue, Policy
from alloy_engine.catalogue.briefing import brief
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.decision import Selection
from alloy_engine.domain.history import History, SessionFacts
from alloy_engine.domain.movement import Movement
from alloy_engine.domain.request import ProgramRequest
from alloy_engine.domain.slot import Slot
from alloy_engine.domain.vocabulary import (
    CNSLoad,
    Discipline,
    Equipment,
    ExerciseRole,
    MetricType,
    MovementKind,
    MovementPattern,
    MovementTier,
    Muscle,
    PersonaAggression,
    Phase,
    SessionType,
    SkillLevel,
    SpinalLoad,
)
from alloy_engine.flow import Recorder
from alloy_engine.selection import CandidatePool, context_of, select

TODAY = dt.date(2025, 3, 3)
SQUAT = Movement(
    id="squat",
    name="Squat",
    aliases=(),
    pattern=MovementPattern.SQUAT,
    primary=Muscle.QUADRICEPS,
    secondary=(Muscle.GLUTES,),
    kits=(),
    skill=SkillLevel.BEGINNER,
    kind=MovementKind.COMPOUND,
    unilateral=False,
    cns=CNSLoad.LOW,
    spinal=SpinalLoad.NONE,
    tier=MovementTier.GOLD,
    metric=MetricType.REPS,
    disciplines=(Discipline.BODYBUILDING,),
    family="squat",
    easier=(),
    harder=(),
    contraindications=(),
    roles=tuple(ExerciseRole),
    ratio=None,
    cue="",
)


def movement(movement_id: str, **changes: Any) -> Movement:
    """A beginner's compound squat of gold tier, but for the changes."""
    return replace(SQUAT, id=movement_id, name=movement_id, family=movement_id, **changes)


def with_budget(policy: Policy, cns: float) -> Policy:
    """The policy with so much fatigue for a day's movements."""
    table = {**policy.relaxation.budget.cns, PersonaAggression.BALANCED: cns}
    budget = policy.relaxation.budget.model_copy(update={"cns": table})
    return policy.model_copy(update={"relaxation": policy.relaxation.model_copy(update={"budget": budget})})


def catalogue_of(*movements: Movement) -> Catalogue:
    return Catalogue(movements, "crafted")


def brief_of(policy: Policy, equipment: frozenset[Equipment] = frozenset(), **request: Any) -> Brief:
    """A brief for bodybuilding and hypertrophy, but for what the request says."""
    athlete = {"experience": "beginner", "equipment": sorted(equipment), **request.pop("athlete", {})}
    document = {
        "goals": {"hypertrophy": 10},
        "disciplines": {"bodybuilding": 10},
        "start_date": TODAY.isoformat(),
        **request,
        "athlete": athlete,
    }
    return brief(ProgramRequest.model_validate(document), {}, policy, Recorder(lambda: 0), today=TODAY)


def day_of(sequence: int = 0, *, microcycle: int = 1, is_deload: bool = False) -> DayPlan:
    return DayPlan(
        sequence=sequence,
        microcycle=microcycle,
        day=sequence % 7 + 1,
        date=TODAY + dt.timedelta(days=sequence),
        type=SessionType.FULL_BODY,
        phase=Phase.ACCUMULATION,
        is_deload=is_deload,
        mesocycle=1,
        week=0,
        weeks=4,
        target_minutes=60,
    )


def slot_of(index: int = 0, *patterns: MovementPattern, role: ExerciseRole = ExerciseRole.MAIN, **rest: Any) -> Slot:
    return Slot(index, role, patterns or (MovementPattern.SQUAT,), **rest)


def used(day: DayPlan, role: ExerciseRole, *movements: str, **sets: float) -> SessionFacts:
    """A past session with these movements in one role; hard sets by muscle."""
    uses = tuple((role, MovementPattern.SQUAT, name) for name in movements)
    return SessionFacts(day, uses, {Muscle(name): count for name, count in sets.items()}, None)


def selected(
    slots: list[Slot], catalogue: Catalogue, policy: Policy, brief: Brief | None = None, **rest: Any
) -> Selection:
    """Select for these slots; `day`, `history`, `avoid`, `salt`, `minimum_step`, `tracer` as needed."""
    pool = CandidatePool.of(brief or brief_of(policy), catalogue, policy)
    context = context_of(
        pool,
        rest.get("day", day_of()),
        rest.get("history", History()),
        avoid=rest.get("avoid", frozenset()),
        salt=rest.get("salt", 0),
    )
    tracer = rest.get("tracer", Recorder(lambda: 0))
    return select(slots, pool, context, tracer, minimum_step=rest.get("minimum_step", 0))


def chosen(selection: Selection) -> list[str | None]:
    return [pick.movement for pick in selection.picks]
