"""What a new program looks like as rows: its own, one a microcycle, one a calendar day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from alloy_engine.domain.calendar import DayPlan, MicrocyclePlan, Structure
from alloy_engine.domain.request import ProgramRequest
from alloy_engine.domain.vocabulary import FallbackTier, GenerationStatus
from alloy_engine.flow import Trace
from alloy_engine.storage.keys import program_key
from alloy_engine.storage.tables import GOAL_COLUMNS


@dataclass(frozen=True, slots=True)
class NewProgram:
    """Everything `insert_program` stores. structure: the skeleton; focus may come later.

    owner: whom it belongs to. trace: what the creation itself did. door: who asked (app, http, cli, library).
    demo: what goes wrong on purpose.
    """

    id: str
    owner: str
    name: str
    request: ProgramRequest
    structure: Structure
    engine_version: str
    catalogue_version: str
    policy_version: str
    warnings: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()
    door: str = "library"
    idempotency_key: str | None = None
    structure_assigned: bool = False
    trace: Trace | None = None
    demo: Mapping[str, object] | None = None


def program_row(new: NewProgram) -> dict[str, object]:
    """Without its athlete, and whether it is the active one."""
    return {
        "id": program_key(new.id),
        "owner": new.owner,
        "name": new.name,
        "request": new.request.model_dump(mode="json"),
        "seed": new.request.seed,
        "engine_version": new.engine_version,
        "catalogue_version": new.catalogue_version,
        "policy_version": new.policy_version,
        "warnings": list(new.warnings),
        "unmet": list(new.unmet),
        "structure_warnings": list(new.structure.warnings),
        "structure_assigned": new.structure_assigned,
        "branches": new.trace.branches if new.trace else {},
        "idempotency_key": new.idempotency_key,
        "door": new.door,
        "demo": new.demo,
        **{column: new.request.goals.get(goal, 0) for goal, column in GOAL_COLUMNS.items()},
    }


def microcycle_row(key: str, microcycle: MicrocyclePlan) -> dict[str, object]:
    return {
        "program_id": key,
        "index": microcycle.index,
        "start_date": microcycle.start_date.isoformat(),
        "length_days": microcycle.length_days,
        "phase": microcycle.phase,
        "is_deload": microcycle.is_deload,
        "mesocycle": microcycle.mesocycle,
        "week": microcycle.week,
        "weeks": microcycle.weeks,
        "status": GenerationStatus.PENDING,
        "gates": [],
    }


def day_row(key: str, day: DayPlan) -> dict[str, object]:
    return {
        "program_id": key,
        "microcycle": day.microcycle,
        "day": day.day,
        "sequence": day.sequence,
        "date": day.date.isoformat(),
        "type": day.type,
        "phase": day.phase,
        "is_deload": day.is_deload,
        "mesocycle": day.mesocycle,
        "week": day.week,
        "weeks": day.weeks,
        "focus": day.focus,
        "activity": day.activity,
        "yields": day.yields,
        "target_minutes": day.target_minutes,
        "status": GenerationStatus.PENDING,
        "attempts": 0,
        "variation": 0,
        "avoid": [],
        "estimated_minutes": 0.0,
        "relaxation_step": 0,
        "fallback": FallbackTier.NONE,
        "gates": [],
        "blocks": [],
        "exercises_count": 0,
        "branches": {},
        "note": "",
    }
