"""A planned session as the coach changed it: numbers by hand, locks and notes, with minutes and gates of their own.

Pure: what was planned stays as it is, and comes back when the changes are taken away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from alloy_engine.domain.calendar import Structure
from alloy_engine.domain.changes import Edit, PlaceChange, SessionChanges
from alloy_engine.domain.clock import block_minutes, session_minutes
from alloy_engine.domain.program import (
    AuditRow,
    Gate,
    PlannedBlock,
    PlannedExercise,
    PlannedSession,
    ProgramDocument,
    RampSet,
)
from alloy_engine.domain.rpe import percent_of_max
from alloy_engine.domain.vocabulary import GenerationStatus
from alloy_engine.flow import Silent
from alloy_engine.generate import close_microcycle, close_program
from alloy_engine.quality import audit, session_gates
from alloy_engine.selection import CandidatePool
from alloy_engine.session.doses.loads import HUNDRED, Maximum, load, maximum_of, plate

DECIMALS = 1


def coached_session(
    session: PlannedSession, changes: SessionChanges, structure: Structure, key: str, pool: CandidatePool
) -> PlannedSession:
    """The session with every change whose exercise is still in it. key: the day's."""
    blocks = tuple(_block(block, changes, pool) for block in session.blocks)
    changed = session.model_copy(update={"blocks": blocks, "coach_note": changes.note})
    if not any(map(_by_hand, blocks)):
        return changed
    rules = pool.policy.prescription.time
    minutes = round(session_minutes(changed, rules), DECIMALS)
    changed = changed.model_copy(update={"estimated_minutes": minutes})
    day = next(day for day in structure.days if day.key == key)
    gates = session_gates(changed, day, pool.brief, pool.catalogue, pool.policy)
    return changed.model_copy(update={"gates": gates})


def coached_program(
    document: ProgramDocument, changes: Mapping[str, SessionChanges], structure: Structure, pool: CandidatePool
) -> ProgramDocument:
    """The whole program with the changes (by session key) in it. Where numbers were written by hand, the gates of
    the microcycles and the audit are worked out again too, once every session is planned.
    """
    sessions = {f"{week.index}-{one.day}": one for week in document.microcycles for one in week.sessions}
    sessions |= {
        key: coached_session(sessions[key], each, structure, key, pool)
        for key, each in changes.items()
        if key in sessions
    }
    weeks = tuple(
        week.model_copy(update={"sessions": tuple(sessions[f"{week.index}-{one.day}"] for one in week.sessions)})
        for week in document.microcycles
    )
    document = document.model_copy(update={"microcycles": weeks})
    edited = any(_by_hand(block) for each in sessions.values() for block in each.blocks)
    finished = document.status is GenerationStatus.COMPLETED
    return _judged(document, sessions, structure, pool) if edited and finished else document


@dataclass(frozen=True, slots=True)
class Judgement:
    """The gates of one microcycle and the coach audit of the whole program."""

    gates: tuple[Gate, ...]
    audit: tuple[AuditRow, ...]


def judgement(
    structure: Structure, sessions: Mapping[str, PlannedSession], microcycle: int, pool: CandidatePool
) -> Judgement:
    """Of these sessions, one for every day of the program, by day key. microcycle: its index."""
    week = next(each for each in structure.microcycles if each.index == microcycle)
    planned = [sessions[day.key] for day in structure.days]
    rows = audit(structure, planned, pool.brief, pool.catalogue, pool.policy)
    return Judgement(close_microcycle(week, sessions, pool, Silent()), rows)


def _judged(
    document: ProgramDocument, sessions: Mapping[str, PlannedSession], structure: Structure, pool: CandidatePool
) -> ProgramDocument:
    gates = {each.index: close_microcycle(each, sessions, pool, Silent()) for each in structure.microcycles}
    closing = close_program(structure, sessions, gates, pool, Silent())
    weeks = tuple(week.model_copy(update={"gates": gates[week.index]}) for week in document.microcycles)
    return document.model_copy(update={"microcycles": weeks, "audit": closing.audit, "unmet": closing.unmet})


def _block(block: PlannedBlock, changes: SessionChanges, pool: CandidatePool) -> PlannedBlock:
    exercises = tuple(_exercise(one, changes.place(block.role, one.movement), pool) for one in block.exercises)
    clock = changes.circuit(block.role) if block.circuit is not None else None
    changed = block.model_copy(update={"exercises": exercises, "circuit": clock or block.circuit})
    if not _by_hand(changed):
        return changed
    minutes = block_minutes(changed, pool.policy.prescription.time)
    return changed.model_copy(update={"minutes": round(minutes, DECIMALS)})


def _by_hand(block: PlannedBlock) -> bool:
    return any(one.edited for one in block.exercises) or (block.circuit is not None and block.circuit.edited)


def _exercise(one: PlannedExercise, change: PlaceChange, pool: CandidatePool) -> PlannedExercise:
    if change.is_empty:
        return one
    marks: dict[str, object] = {
        "locked": change.is_held, "instead_of": change.instead_of, "coach_note": change.note,
        "edited": change.edit.fields,
    }  # fmt: skip
    return one.model_copy(update={**marks, **_numbers(one, change.edit, pool)})


def _numbers(one: PlannedExercise, edit: Edit, pool: CandidatePool) -> dict[str, object]:
    """What was written, and what follows from it: load and % of 1RM go together, ramp sets go with the load."""
    if not edit.fields:
        return {}
    numbers: dict[str, object] = {name: getattr(edit, name) for name in edit.fields}
    movement, rules = pool.catalogue.get(one.movement), pool.policy.prescription
    athlete = pool.brief.request.athlete
    maximum = maximum_of(movement, athlete, pool.catalogue) if movement is not None else None
    weight, percent = one.load_kg, one.percent_1rm
    reps = edit.reps_max if edit.reps_max is not None else one.reps_max
    rpe = edit.rpe if edit.rpe is not None else one.rpe
    if edit.load_kg is not None:
        weight, percent = edit.load_kg, _share(edit.load_kg, maximum)
    elif percent is not None and reps is not None and rpe is not None and (edit.reps_max or edit.rpe):
        percent = round(percent_of_max(reps, rpe, rules.rpe_table, rules.rpe_table_tail), DECIMALS)
        weight = load(percent, maximum, athlete.units, rules.loads)
    ramps = tuple(
        RampSet(
            percent=ramp.percent,
            reps=ramp.reps,
            load_kg=None if weight is None else plate(weight * ramp.percent, athlete.units, rules.loads),
        )
        for ramp in one.ramp_sets
    )
    return {**numbers, "load_kg": weight, "percent_1rm": percent, "ramp_sets": ramps}


def _share(load_kg: float, maximum: Maximum | None) -> float | None:
    return None if maximum is None else round(HUNDRED * load_kg / maximum.kg, DECIMALS)
