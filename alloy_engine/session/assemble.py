"""The planned session as the program document knows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.clock import minutes_of
from alloy_engine.domain.decision import Pick
from alloy_engine.domain.program import Alternative, PlannedBlock, PlannedExercise, PlannedSession, RampSet
from alloy_engine.domain.vocabulary import ExerciseRole, GenerationStatus, MovementKind
from alloy_engine.selection import CandidatePool
from alloy_engine.session.doses.fitted import Fitted, FittedBlock, Placed
from alloy_engine.session.doses.loads import ramp_sets
from alloy_engine.session.notes import session_note

DECIMALS = 1
CLOCKED = (ExerciseRole.FINISHER, ExerciseRole.CONDITIONING)


def assemble(
    fitted: Fitted, picks: Mapping[int, Pick], day: DayPlan, pool: CandidatePool, unplaced: Sequence[str]
) -> PlannedSession:
    """Status completed, estimate and block minutes to a tenth; no gates yet."""
    done = [_block(block, picks, pool) for block in fitted.blocks]
    used = [picks[placed.dose.slot.index].relaxation_step for block in fitted.blocks for placed in block.exercises]
    missing = [f"Not placed: {reason}." for reason in unplaced]
    note = " ".join([session_note(day, pool.brief.request.persona.tone), *fitted.notes, *missing])
    return PlannedSession(
        day=day.day,
        date=day.date,
        type=day.type,
        focus=day.focus,
        status=GenerationStatus.COMPLETED,
        target_minutes=day.target_minutes,
        relaxation_step=max(used, default=0),
        estimated_minutes=round(sum([minutes for _, minutes in done]), DECIMALS),
        blocks=tuple([block for block, _ in done]),
        note=note,
    )


def _block(block: FittedBlock, picks: Mapping[int, Pick], pool: CandidatePool) -> tuple[PlannedBlock, float]:
    """The block, and the minutes it takes."""
    exercises = tuple(_exercise(each, block.role, picks[each.dose.slot.index], pool) for each in block.exercises)
    minutes = minutes_of(block.role, exercises, block.circuit, pool.policy.prescription.time)
    rounded = round(minutes, DECIMALS)
    return PlannedBlock(role=block.role, minutes=rounded, circuit=block.circuit, exercises=exercises), minutes


def _exercise(placed: Placed, role: ExerciseRole, pick: Pick, pool: CandidatePool) -> PlannedExercise:
    dose, movement = placed.dose, placed.dose.movement
    units, loads = pool.brief.request.athlete.units, pool.policy.prescription.loads
    ramps: tuple[RampSet, ...] = ()
    if dose.ramps and dose.percent is not None:
        ramps = ramp_sets(dose.ramps, dose.load_kg, first=dose.first, units=units, rules=loads)
    # What is asked is the engine's own numbers: checking their types exercise by exercise would take twice as long.
    return pool.once(_introduced, movement.id).model_copy(
        update={
            "sets": dose.sets,
            "usual_sets": dose.usual_sets,
            "reps_min": dose.reps_min,
            "reps_max": dose.reps_max,
            "seconds": dose.seconds,
            "rest_seconds": dose.rest if dose.sets > 1 or block_has_clock(role) else 0,
            "rpe": dose.rpe,
            "percent_1rm": dose.percent,
            "load_kg": dose.load_kg,
            "tempo": dose.tempo,
            "ramp_sets": ramps,
            "superset": placed.superset,
            "score": None if pick.score is None else round(pick.score, 4),
            "relaxation_step": pick.relaxation_step,
            "alternatives": pool.once(_alternatives, pick.alternatives),
            "note": dose.note or movement.cue or None,
        }
    )


def _introduced(pool: CandidatePool, movement_id: str) -> PlannedExercise:
    """The exercise as far as its movement decides."""
    movement = pool.catalogue[movement_id]
    return PlannedExercise(
        movement=movement.id,
        name=movement.name,
        pattern=movement.pattern,
        primary_muscle=movement.primary,
        secondary_muscles=movement.secondary,
        equipment=movement.kit_for(pool.brief.equipment),
        compound=movement.kind is MovementKind.COMPOUND,
        skill=movement.skill,
        per_side=movement.unilateral,
        sets=1,
    )


def _alternatives(pool: CandidatePool, ranked: tuple[tuple[str, float], ...]) -> tuple[Alternative, ...]:
    return tuple([pool.once(_alternative, movement, round(score, 4)) for movement, score in ranked])


def _alternative(pool: CandidatePool, movement: str, score: float) -> Alternative:
    return Alternative(movement=movement, name=pool.catalogue[movement].name, score=score)


def block_has_clock(role: ExerciseRole) -> bool:
    return role in CLOCKED
