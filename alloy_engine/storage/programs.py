"""Programs as a whole: create one, read one, and the few things that happen to one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, update
from sqlalchemy import delete as delete_from

from alloy_engine.domain.program import AuditRow, Gate, PlannedMicrocycle, ProgramDocument
from alloy_engine.domain.request import ProgramRequest
from alloy_engine.domain.vocabulary import GenerationStatus
from alloy_engine.errors import NotFound
from alloy_engine.storage.creation import Inserted, find_by_key, insert_program
from alloy_engine.storage.documents import insert_rows
from alloy_engine.storage.keys import program_key
from alloy_engine.storage.program_rows import NewProgram
from alloy_engine.storage.queue.jobs import call_off
from alloy_engine.storage.sessions import load_sessions
from alloy_engine.storage.tables import microcycles, programs
from alloy_engine.storage.tables_aside import audits

__all__ = [
    "Inserted", "NewProgram", "Orders", "archive", "delete", "find_by_key", "insert_program", "load_orders",
    "load_program", "rename", "save_findings", "save_microcycle",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Orders:
    """What a worker plans from."""

    id: str
    name: str
    request: ProgramRequest
    status: GenerationStatus
    engine_version: str
    catalogue_version: str
    policy_version: str
    warnings: tuple[str, ...]
    unmet: tuple[str, ...]
    structure_assigned: bool
    is_active: bool
    archived: bool
    created_at: dt.datetime
    demo: dict[str, Any] | None


def load_orders(c: Connection, program_id: str) -> Orders:
    """The program's own row, without its days. Raises NotFound."""
    columns = [programs.c[name] for name in Orders.__dataclass_fields__]
    row = c.execute(select(*columns).where(programs.c.id == program_key(program_id))).mappings().one_or_none()
    if row is None:
        raise NotFound("program", program_id)
    settled = {
        "request": ProgramRequest.model_validate(row["request"]),
        "status": GenerationStatus(row["status"]),
        "warnings": tuple(row["warnings"]),
        "unmet": tuple(row["unmet"]),
    }
    return Orders(**{**row, **settled})


def load_program(c: Connection, program_id: str) -> ProgramDocument:
    """The whole document, complete or as far as it has come; four statements. Raises NotFound."""
    orders = load_orders(c, program_id)
    planned = load_sessions(c, program_id)
    mine = microcycles.c.program_id == orders.id
    fields = [microcycles.c[name] for name in PlannedMicrocycle.model_fields if name != "sessions"]
    cycles = c.execute(select(*fields).where(mine).order_by(microcycles.c.index)).mappings().all()
    rows = select(*(audits.c[name] for name in AuditRow.model_fields)).where(audits.c.program_id == orders.id)
    return ProgramDocument(
        id=orders.id,
        name=orders.name,
        status=orders.status,
        engine_version=orders.engine_version,
        catalogue_version=orders.catalogue_version,
        policy_version=orders.policy_version,
        seed=orders.request.seed,
        request=orders.request,
        warnings=orders.warnings,
        unmet=orders.unmet,
        microcycles=tuple(
            PlannedMicrocycle.model_validate(
                {**cycle, "sessions": [s for key, s in planned.items() if key.startswith(f"{cycle['index']}-")]}
            )
            for cycle in cycles
        ),
        audit=tuple(AuditRow.model_validate(dict(r)) for r in c.execute(rows.order_by(audits.c.position)).mappings()),
    )


def rename(c: Connection, program_id: str, name: str) -> None:
    _change(c, program_id, name=name)


def archive(c: Connection, program_id: str, archived: bool = True) -> None:
    _change(c, program_id, archived=archived)


def save_findings(
    c: Connection, program_id: str, *, warnings: Sequence[str], unmet: Sequence[str], audit: Sequence[AuditRow]
) -> None:
    """What a run found, in place of what the run before did. Repeated words are kept once. Raises NotFound."""
    _change(c, program_id, warnings=list(dict.fromkeys(warnings)), unmet=list(dict.fromkeys(unmet)))
    key = program_key(program_id)
    c.execute(delete_from(audits).where(audits.c.program_id == key))
    insert_rows(c, audits, [{"program_id": key, "position": n, **row.model_dump()} for n, row in enumerate(audit)])


def save_microcycle(
    c: Connection, program_id: str, index: int, *, status: GenerationStatus, gates: Sequence[Gate]
) -> None:
    """A microcycle's own status and gates. Raises NotFound."""
    mine = (microcycles.c.program_id == program_key(program_id), microcycles.c.index == index)
    values = {"status": status.value, "gates": [gate.model_dump() for gate in gates]}
    if not c.execute(update(microcycles).where(*mine).values(values)).rowcount:
        raise NotFound("microcycle", f"{program_id}/{index}")


def delete(c: Connection, program_id: str) -> None:
    """Remove the program and everything that belongs to it, its job included. Raises NotFound."""
    call_off(c, program_id)
    if not c.execute(delete_from(programs).where(programs.c.id == program_key(program_id))).rowcount:
        raise NotFound("program", program_id)


def _change(c: Connection, program_id: str, **values: object) -> None:
    if not c.execute(update(programs).where(programs.c.id == program_key(program_id)).values(**values)).rowcount:
        raise NotFound("program", program_id)
