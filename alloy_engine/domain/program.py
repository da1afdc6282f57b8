"""The program document: what the engine plans, what is stored, shown, exported and published as a schema."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from alloy_engine.domain.request import ProgramRequest
from alloy_engine.domain.vocabulary import (
    CircuitType,
    Equipment,
    ExerciseRole,
    FallbackTier,
    GenerationStatus,
    MovementPattern,
    Muscle,
    Phase,
    SessionType,
    SkillLevel,
)

# Fields of an exercise or a session that only a coach's changes fill; they are stored apart (`changes`).
COACHED = ("locked", "instead_of", "edited", "coach_note")


class Part(BaseModel):
    """A frozen part of the document; unknown fields are an error, so that contract drift shows."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Gate(Part):
    """One quality check of a session or microcycle: `detail` says what was found, in words."""

    name: str
    ok: bool
    detail: str


class AuditRow(Part):
    """One row of the coach audit over the whole program."""

    check: str
    status: Literal["ok", "limited", "warn", "fail"]
    value: str
    band: str
    detail: str
    source: str
    ceiling: str | None = None


class RampSet(Part):
    """A warm-up set before a main lift: share of the working load (0..1), reps, kg where known."""

    percent: float
    reps: int
    load_kg: float | None = None


class Alternative(Part):
    """A ranked substitute with its score in the same slot (0..1)."""

    movement: str
    name: str
    score: float


class Circuit(Part):
    """A circuit's own clock.

    minutes: length. rounds: planned rounds (None where the clock decides, as in an AMRAP).
    work_seconds / rest_seconds: per station where the type has them. edited: the coach wrote it by hand, never the
    engine.
    """

    type: CircuitType
    minutes: float
    rounds: int | None = None
    work_seconds: int | None = None
    rest_seconds: int | None = None
    note: str = ""
    edited: bool = False


class PlannedExercise(Part):
    """One movement with its prescription.

    reps_min..reps_max: per set and side; None where the set is timed, then `seconds` says how long.
    rest_seconds: between sets. rpe: target of the last set, 1..10 (people err by about one).
    percent_1rm: 0..100. load_kg: rounded to the plate, None where no 1RM is known. score: 0..1.
    superset: letter shared by exercises done in turn.
    per_side: reps or seconds are done once with each side.
    usual_sets: what balanced coaching would ask for, where the coach's aggression changed it.
    The coach's own, never the engine's: locked: it is to stay. instead_of: the movement it replaced. edited: names of
    the fields written by hand. coach_note: the coach's words.
    """

    movement: str
    name: str
    pattern: MovementPattern
    primary_muscle: Muscle
    secondary_muscles: tuple[Muscle, ...] = ()
    equipment: tuple[Equipment, ...] = ()
    compound: bool
    skill: SkillLevel
    sets: int = Field(ge=1)
    usual_sets: int | None = None
    reps_min: int | None = None
    reps_max: int | None = None
    seconds: int | None = None
    per_side: bool = False
    rest_seconds: int = 0
    rpe: float | None = None
    percent_1rm: float | None = None
    load_kg: float | None = None
    tempo: str | None = None
    ramp_sets: tuple[RampSet, ...] = ()
    superset: str | None = None
    score: float | None = None
    relaxation_step: int = 0
    alternatives: tuple[Alternative, ...] = ()
    note: str | None = None
    locked: bool = False
    instead_of: str | None = None
    edited: tuple[str, ...] = ()
    coach_note: str = ""


class PlannedBlock(Part):
    """Exercises done together for one purpose; `minutes` is the estimate for the whole block."""

    role: ExerciseRole
    minutes: float
    circuit: Circuit | None = None
    exercises: tuple[PlannedExercise, ...]


class PlannedSession(Part):
    """One calendar day. Recovery days are `completed` with no blocks; `day` is 1-based in the microcycle."""

    day: int
    date: dt.date
    type: SessionType
    focus: tuple[MovementPattern, ...] = ()
    status: GenerationStatus = GenerationStatus.PENDING
    target_minutes: int = 0
    estimated_minutes: float = 0.0
    relaxation_step: int = 0
    fallback: FallbackTier = FallbackTier.NONE
    gates: tuple[Gate, ...] = ()
    blocks: tuple[PlannedBlock, ...] = ()
    note: str = ""
    coach_note: str = ""


class PlannedMicrocycle(Part):
    index: int
    start_date: dt.date
    length_days: int
    phase: Phase
    is_deload: bool
    status: GenerationStatus = GenerationStatus.PENDING
    gates: tuple[Gate, ...] = ()
    sessions: tuple[PlannedSession, ...] = ()


class ProgramDocument(Part):
    """The whole program. id: None for a plan that was never stored.

    warnings: what the coach should know about the request (goal interference, rules that gave way).
    unmet: what was asked for and could not be had, each with its reason.
    """

    id: str | None = None
    name: str
    status: GenerationStatus
    engine_version: str
    catalogue_version: str
    policy_version: str
    seed: int
    request: ProgramRequest
    warnings: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()
    microcycles: tuple[PlannedMicrocycle, ...] = ()
    audit: tuple[AuditRow, ...] = ()
