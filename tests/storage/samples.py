"""Programs, sessions and decisions made up for storage tests, as full of values as the types allow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import insert, text

from alloy_engine.domain.calendar import DayPlan, MicrocyclePlan, Structure, looking_ahead
from alloy_engine.domain.decision import Contribution, Decision, FunnelStage, ScoreCard, Swap
from alloy_engine.domain.owner import LOCAL
from alloy_engine.domain.program import (
    Alternative,
    Circuit,
    Gate,
    PlannedBlock,
    PlannedExercise,
    PlannedSession,
    RampSet,
)
from alloy_engine.domain.request import ProgramRequest
from alloy_engine.domain.vocabulary import (
    CircuitType,
    Dimension,
    Equipment,
    ExerciseRole,
    FallbackTier,
    GenerationStatus,
    MovementPattern,
    Muscle,
    Phase,
    SelectionStatus,
    SessionType,
    SkillLevel,
)
from alloy_engine.flow import PHASE, Span, Trace
from alloy_engine.storage import sessions, status
from alloy_engine.storage.database import Connection, Database
from alloy_engine.storage.keys import SessionKey, new_program_id
from alloy_engine.storage.programs import NewProgram, insert_program
from alloy_engine.storage.tables_aside import catalogue_versions, policy_versions
from alloy_engine.storage.traces import insert_trace

START = dt.date(2026, 1, 5)
CATALOGUE, POLICY = "catalogue-of-tests", "policy-of-tests"
PATTERNS = (MovementPattern.SQUAT, MovementPattern.HORIZONTAL_PUSH, MovementPattern.VERTICAL_PULL)


def publish_versions(c: Connection) -> None:
    """The two versions that every made-up program refers to."""
    c.execute(insert(catalogue_versions).values(version=CATALOGUE, content=[]))
    c.execute(insert(policy_versions).values(version=POLICY, content={}))


def a_request(**changes: object) -> ProgramRequest:
    return ProgramRequest.model_validate({"goals": {"strength": 6, "hypertrophy": 4}, **changes})


def a_day(microcycle: int, day: int, length: int, *, focus: bool = True) -> DayPlan:
    sequence = (microcycle - 1) * length + day - 1
    training = day % 2 == 1
    return DayPlan(
        sequence=sequence,
        microcycle=microcycle,
        day=day,
        date=START + dt.timedelta(days=sequence),
        type=SessionType.FULL_BODY if training else SessionType.RECOVERY,
        phase=Phase.DELOAD if microcycle % 4 == 0 else Phase.ACCUMULATION,
        is_deload=microcycle % 4 == 0,
        mesocycle=(microcycle - 1) // 4 + 1,
        week=(microcycle - 1) % 4,
        weeks=3,
        target_minutes=60 if training else 0,
        focus=PATTERNS if training and focus else (),
        activity=None if training else "tennis",
        yields=("a pattern twice in two days",) if training and focus and day == 3 else (),
    )


def a_structure(microcycles: int = 12, length: int = 7, *, focus: bool = True) -> Structure:
    cycles = []
    for index in range(1, microcycles + 1):
        days = tuple(a_day(index, day, length, focus=focus) for day in range(1, length + 1))
        first = days[0]
        cycle = MicrocyclePlan(
            index, first.date, length, first.phase, first.is_deload, first.mesocycle, first.week, first.weeks, days
        )
        cycles.append(looking_ahead(cycle))
    return Structure(tuple(cycles), ("the week holds more than the rules allow",) if focus else ())


def a_program(**changes: object) -> NewProgram:
    return NewProgram(
        **{
            "id": new_program_id(),
            "owner": LOCAL,
            "name": "Strength and size",
            "request": a_request(),
            "structure": a_structure(),
            "engine_version": "0.0",
            "catalogue_version": CATALOGUE,
            "policy_version": POLICY,
            "warnings": ("two goals pull apart",),
            **changes,
        }
    )


def stored_program(database: Database, **changes: object) -> NewProgram:
    """A program that is in the database already."""
    new = a_program(**changes)
    with database.begin() as c:
        insert_program(c, new)
    return new


def first_key(program: NewProgram) -> SessionKey:
    return SessionKey(program.id, 1, 1)


def an_exercise(number: int = 0, **changes: object) -> PlannedExercise:
    return PlannedExercise(
        **{
            "movement": f"movement_{number}",
            "name": f"Movement {number}",
            "pattern": MovementPattern.SQUAT,
            "primary_muscle": Muscle.QUADRICEPS,
            "secondary_muscles": (Muscle.GLUTES, Muscle.CORE),
            "equipment": (Equipment.BARBELL, Equipment.RACK),
            "compound": True,
            "skill": SkillLevel.INTERMEDIATE,
            "sets": 4,
            "reps_min": 3,
            "reps_max": 5,
            "rest_seconds": 180,
            "rpe": 7.5,
            "percent_1rm": 83.7,
            "load_kg": 102.5,
            "tempo": "2-0-X",
            "ramp_sets": (RampSet(percent=0.4, reps=8, load_kg=40.0), RampSet(percent=0.6, reps=5)),
            "superset": "A",
            "score": 0.1 + 0.2,
            "relaxation_step": 2,
            "alternatives": (Alternative(movement="other", name="Other", score=1 / 3),),
            "note": "brace first; “slow” down, fast up",
            **changes,
        }
    )


def a_session(day: DayPlan, *, per_block: int = 4, **changes: object) -> PlannedSession:
    """A lifting day as full as they get: four blocks, one of them a circuit."""
    roles = (ExerciseRole.WARMUP, ExerciseRole.MAIN, ExerciseRole.FINISHER, ExerciseRole.COOLDOWN)
    circuit = Circuit(type=CircuitType.AMRAP, minutes=8.0, work_seconds=40, rest_seconds=20, note="steady")
    blocks = tuple(
        PlannedBlock(
            role=role,
            minutes=10.25 + place,
            circuit=circuit if role is ExerciseRole.FINISHER else None,
            exercises=tuple(an_exercise(place * per_block + n) for n in range(per_block)),
        )
        for place, role in enumerate(roles)
    )
    return PlannedSession(
        **{
            "day": day.day,
            "date": day.date,
            "type": day.type,
            "focus": day.focus,
            "status": GenerationStatus.COMPLETED,
            "target_minutes": day.target_minutes,
            "estimated_minutes": 59.3,
            "relaxation_step": 2,
            "fallback": FallbackTier.RELAXATION,
            "gates": (Gate(name="time", ok=True, detail="59.3 of 60 min"), Gate(name="variety", ok=False, detail="3")),
            "blocks": blocks,
            "note": "one pattern had to give way",
            **changes,
        }
    )


def a_card(movement: str, share: float = 0.9) -> ScoreCard:
    contributions = tuple(
        Contribution(d, share, 1 / 7, share / 7, f"{d.value}.rule", f"{movement} does well on {d.value}")
        for d in Dimension
    )
    return ScoreCard(movement, sum(c.value for c in contributions), contributions)


def a_decision(slot: int, *, others: int = 8, **changes: object) -> Decision:
    return Decision(
        **{
            "slot": slot,
            "role": ExerciseRole.MAIN,
            "patterns": (MovementPattern.SQUAT, MovementPattern.HINGE),
            "muscles": (Muscle.QUADRICEPS,),
            "relaxation_step": 1,
            "funnel": (FunnelStage("hard_no", 3, 297, "a rule forbids it"), FunnelStage("equipment", 120, 177)),
            "chosen": a_card(f"movement_{slot}"),
            "others": tuple(a_card(f"other_{slot}_{n}", 0.8 - n / 20) for n in range(others)),
            "hold": None,
            "swapped_from": "earlier_choice",
            "tie": "B",
            "swaps": (Swap(a_card("earlier_choice", 0.7), 3, 8.25, 8.5), Swap(a_card("m"), None, 8.5, 8.5 + 1 / 3)),
            **changes,
        }
    )


def a_trace(*, run: int = 1, names: tuple[str, ...] = ("session", "score", "save"), at: int = 0) -> Trace:
    """Phases nested in the first, a millisecond each, `at` seconds after the first trace."""
    spans = tuple(
        Span(name, PHASE, 0 if place else None, place * 1_000_000, 1_000_000) for place, name in enumerate(names)
    )
    started_at = dt.datetime(2026, 1, 5, 12, 0, at, tzinfo=dt.UTC)
    return Trace(started_at, spans, {"5.0": {"A": 1}, "7.0": {"A": 10, "B": 2}}, run)


def save(
    c: Connection, key: SessionKey, session: PlannedSession, decisions: Sequence[Decision] = (),
    trace: Trace | None = None, **further: SelectionStatus,
) -> None:  # fmt: skip
    """Store a session as a worker does: wanted (again), begun, saved."""
    c.execute(WANTED, key.columns)
    status.begin_sessions(c, [key])
    branches = trace.packed().branches.decode() if trace else sessions.NO_BRANCHES
    sessions.save_session(c, key, session, decisions, branches=branches, **further)
    if trace is not None:
        insert_trace(c, key.program, trace, key)


WANTED = text("""
UPDATE sessions SET status = 'pending'
WHERE (program_id, microcycle, day) = (CAST(:program_id AS uuid), :microcycle, :day)
    AND status NOT IN ('pending', 'in_progress')
""")
