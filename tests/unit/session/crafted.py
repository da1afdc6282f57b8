"""Days and whole runs to test sessions with: real catalogue, policy, scorer and selector."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from alloy_engine.catalogue import Catalogue, Policy, load_catalogue, load_policy, load_presets
from alloy_engine.catalogue.briefing import brief as settle
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.history import History
from alloy_engine.domain.program import PlannedBlock, PlannedExercise, PlannedSession
from alloy_engine.domain.request import ProgramRequest
from alloy_engine.domain.vocabulary import ExerciseRole, MovementPattern, Phase, SessionType
from alloy_engine.flow import Silent, Tracer
from alloy_engine.selection import CandidatePool, context_of, select
from alloy_engine.session import Composition, Finished, compose, finish
from alloy_engine.settings import DATA_FOLDER

MONDAY = dt.date(2026, 1, 5)
HARD = (ExerciseRole.MAIN, ExerciseRole.ACCESSORY)


@lru_cache(maxsize=1)
def material() -> tuple[Catalogue, Policy]:
    return load_catalogue(DATA_FOLDER / "movements"), load_policy(DATA_FOLDER / "policy")


@lru_cache(maxsize=1)
def equipment_presets() -> Any:
    return load_presets(DATA_FOLDER)


def brief_of(**request: Any) -> Brief:
    """A settled request; hypertrophy and sixty minutes unless said otherwise."""
    document = {"goals": {"hypertrophy": 10}, **request}
    return settle(ProgramRequest.model_validate(document), equipment_presets(), material()[1], Silent(), today=MONDAY)


def pool_of(**request: Any) -> CandidatePool:
    return CandidatePool.of(brief_of(**request), *material())


def day_of(
    kind: SessionType,
    minutes: int = 60,
    *,
    week: int = 0,
    weeks: int = 3,
    day: int = 1,
    focus: tuple[MovementPattern, ...] | None = None,
    phase: Phase = Phase.ACCUMULATION,
    mesocycle: int = 1,
    later: tuple[tuple[int, SessionType], ...] = (),
) -> DayPlan:
    """Day `day` of microcycle `week` + 1. Its focus is as large as the structure would make it."""
    deload = phase is Phase.DELOAD
    rules = material()[1].structure.focus.days
    if focus is None:
        focus = rules[kind].patterns[: rules[kind].size(minutes)] if kind.is_lifting else ()
    microcycle = (mesocycle - 1) * (weeks + 1) + week + 1
    return DayPlan(
        sequence=7 * (microcycle - 1) + day - 1,
        microcycle=microcycle,
        day=day,
        date=MONDAY + dt.timedelta(days=7 * (microcycle - 1) + day - 1),
        type=kind,
        phase=phase,
        is_deload=deload,
        mesocycle=mesocycle,
        week=week,
        weeks=weeks,
        target_minutes=round(minutes * 0.7) if deload else minutes,
        focus=focus,
        later=later,
    )


def planned(
    day: DayPlan, pool: CandidatePool, history: History | None = None, tracer: Tracer | None = None
) -> tuple[Composition, Finished]:
    """The day composed, selected and finished, as the pipeline does it."""
    history, tracer = history or History(), tracer or Silent()
    composition = compose(day, pool, history, tracer)
    selection = select(composition.slots, pool, context_of(pool, day, history), tracer)
    return composition, finish(composition, selection, day, pool, history, tracer)


def session_of(day: DayPlan, pool: CandidatePool, history: History | None = None) -> PlannedSession:
    return planned(day, pool, history)[1].session


def mesocycle_of(
    pool: CandidatePool, kinds: list[SessionType], minutes: int = 60, weeks: int = 3
) -> list[list[PlannedSession]]:
    """Weeks of a mesocycle, its deload last; one session every other day."""
    history, result = History(), []
    for week in range(weeks + 1):
        phase = Phase.DELOAD if week == weeks else Phase.ACCUMULATION
        sessions = []
        for place, kind in enumerate(kinds):
            day = day_of(kind, minutes, week=week, weeks=weeks, day=1 + 2 * place, phase=phase)
            session = session_of(day, pool, history)
            history = history.then(day, session)
            sessions.append(session)
        result.append(sessions)
    return result


def block(session: PlannedSession, role: ExerciseRole) -> PlannedBlock | None:
    return next((each for each in session.blocks if each.role is role), None)


def exercises(session: PlannedSession, *roles: ExerciseRole) -> Iterator[PlannedExercise]:
    return (e for b in session.blocks if not roles or b.role in roles for e in b.exercises)


def mains(session: PlannedSession) -> list[PlannedExercise]:
    return list(exercises(session, ExerciseRole.MAIN))


def hard_sets(*sessions: PlannedSession) -> int:
    return sum(e.sets for session in sessions for e in exercises(session, *HARD))
