"""Programs as a whole: create one, read one, and the few things that happen to one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, text, update
from sqlalchemy import delete as delete_from
from sqlalchemy.dialects.postgresql import insert

from alloy_engine.domain.program import AuditRow, Gate, PlannedMicrocycle, ProgramDocument
from alloy_engine.domain.request import ProgramRequest
from alloy_engine.domain.vocabulary import GenerationStatus
from alloy_engine.errors import Conflict, NotFound
from alloy_engine.storage.documents import insert_rows
from alloy_engine.storage.keys import program_key
from alloy_engine.storage.program_rows import NewProgram, day_row, microcycle_row, program_row
from alloy_engine.storage.queue.jobs import call_off, enqueue
from alloy_engine.storage.sessions import load_sessions
from alloy_engine.storage.tables import athletes, microcycles, programs, sessions
from alloy_engine.storage.tables_aside import audits
from alloy_engine.storage.traces import insert_spans

__all__ = [
    "Inserted", "NewProgram", "Orders", "archive", "delete", "find_by_key", "insert_program", "load_orders",
    "load_program", "rename", "save_findings", "save_microcycle",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Inserted:
    """created: False if the idempotency key was seen before; `id` is that earlier program then.
    retired: the athlete had an active program, which is not active any more."""

    id: str
    athlete_id: int
    created: bool
    retired: bool


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


def insert_program(c: Connection, new: NewProgram) -> Inserted:
    """Store program, calendar and job together; at most eight statements.

    An owner's athlete is known by name (case aside); whoever gives none is the default athlete. The upsert locks the
    athlete's row until commit, so creations for one athlete follow one another and the last is the active one.
    Raises Conflict if another athlete's request is using the same key right now.
    """
    athlete_id = _upsert_athlete(c, new.owner, new.request)
    before = c.execute(RETIRE, {"owner": new.owner, "athlete": athlete_id, "key": new.idempotency_key}).one()
    if before.seen is not None:
        return Inserted(str(before.seen), athlete_id, created=False, retired=False)
    statement = insert(programs).values(program_row(new, athlete_id))
    statement = statement.on_conflict_do_nothing(index_elements=["owner", "idempotency_key"])
    if c.execute(statement.returning(programs.c.id)).scalar_one_or_none() is None:
        raise Conflict(f"idempotency key {new.idempotency_key!r} is being used by another request; ask again")
    key = program_key(new.id)
    insert_rows(c, microcycles, [microcycle_row(key, microcycle) for microcycle in new.structure.microcycles])
    insert_rows(c, sessions, [day_row(key, day) for day in new.structure.days])
    enqueue(c, key)
    if new.trace is not None:
        insert_spans(c, {"program_id": key, "microcycle": None, "day": None}, new.trace)
    return Inserted(key, athlete_id, created=True, retired=before.retired)


def find_by_key(c: Connection, owner: str, key: str) -> str | None:
    """The program that an owner's idempotency key made."""
    mine = (programs.c.owner == owner, programs.c.idempotency_key == key)
    return c.execute(select(programs.c.id).where(*mine)).scalar_one_or_none()


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


def _upsert_athlete(c: Connection, owner: str, request: ProgramRequest) -> int:
    statement = insert(athletes).values(
        owner=owner, name=request.athlete.name or None, profile=request.athlete.model_dump(mode="json")
    )
    statement = statement.on_conflict_do_update(
        index_elements=["owner", text("lower(name)")],
        set_={"name": statement.excluded.name, "profile": statement.excluded.profile, "updated_at": func.now()},
    )
    return c.execute(statement.returning(athletes.c.id)).scalar_one()


# An athlete has one active program; a key that was seen before leaves it as it is.
RETIRE = text("""
WITH seen AS (SELECT id FROM programs WHERE owner = :owner AND idempotency_key = CAST(:key AS text)),
retired AS (
    UPDATE programs SET is_active = false
    WHERE athlete_id = :athlete AND is_active AND NOT EXISTS (SELECT FROM seen)
    RETURNING id
)
SELECT (SELECT id FROM seen) AS seen, EXISTS (SELECT FROM retired) AS retired
""")
