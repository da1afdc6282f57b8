"""A program comes into being: its row, its calendar and its job, in the caller's transaction.

Creators never wait for each other. What a creator writes is its own; the one row they share, the athlete's, is
looked at first, written last, and left alone by whoever finds it in other hands. Where two would have to wait,
since they make the same thing, the second is told so at once, lets go of everything and asks again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Connection, TextClause, select, text

from alloy_engine.domain.request import ProgramRequest
from alloy_engine.errors import Busy
from alloy_engine.storage.keys import program_key
from alloy_engine.storage.program_rows import NewProgram, day_row, microcycle_row, program_row
from alloy_engine.storage.queue.jobs import enqueue_first
from alloy_engine.storage.tables import programs
from alloy_engine.storage.traces import insert_trace


@dataclass(frozen=True, slots=True)
class Inserted:
    """created: False if the idempotency key was seen before; `id` is that earlier program then.
    active: it is the athlete's active program; False: another one was being created at the same moment and
    is. retired: the athlete had an active program, which is not active any more. known: so was the athlete before."""

    id: str
    created: bool
    active: bool
    retired: bool
    known: bool


def insert_program(c: Connection, new: NewProgram) -> Inserted:
    """Store program, calendar and job together; at most eight statements, five as a rule.

    An owner's athlete is known by name (case aside); whoever gives none is the default athlete.
    Raises Busy if the same key, or the same new athlete, is in another creator's hands at this moment, or the
    program that is to be retired in a worker's.
    """
    key, rows = program_key(new.id), _rows(new)
    if new.idempotency_key is not None:
        mine = {"owner": new.owner, "key": new.idempotency_key, "gate": KEY_GATE}
        look = c.execute(LOOK, mine).one()
        if look.seen is not None:
            return Inserted(str(look.seen), created=False, active=False, retired=False, known=True)
        if not look.free:
            raise Busy(f"idempotency key {new.idempotency_key!r}")
    athlete_id, known = _athlete(c, new.owner, new.request)
    if c.execute(_insertion(rows), {**_as_json(rows), "athlete": athlete_id}).scalar_one_or_none() is None:
        raise Busy(f"idempotency key {new.idempotency_key!r}")
    if new.trace is not None:
        insert_trace(c, new.id, new.trace)
    enqueue_first(c, key)
    profile = json.dumps(new.request.athlete.model_dump(mode="json"))
    athlete = {"athlete": athlete_id, "name": new.request.athlete.name or None, "profile": profile}
    if c.execute(HOLD_ATHLETE, athlete).scalar_one_or_none() is None:
        return Inserted(key, created=True, active=False, retired=False, known=known)
    retired = c.execute(ACTIVATE, {"athlete": athlete_id, "id": key}).scalar_one_or_none()
    if retired is None:
        raise Busy("the athlete's active program")
    return Inserted(key, created=True, active=True, retired=retired > 0, known=known)


def find_by_key(c: Connection, owner: str, key: str) -> str | None:
    """The program that an owner's idempotency key made."""
    mine = (programs.c.owner == owner, programs.c.idempotency_key == key)
    return c.execute(select(programs.c.id).where(*mine)).scalar_one_or_none()


def _athlete(c: Connection, owner: str, request: ProgramRequest) -> tuple[int, bool]:
    """The athlete's row as it is, made if it is new; and whether it was there. Raises Busy."""
    name = request.athlete.name or None
    known = KNOWN_ATHLETE if name else DEFAULT_ATHLETE
    mine = {"owner": owner, "name": name}
    found = c.execute(known, mine).scalar_one_or_none()
    if found is not None:
        return found, True
    if not c.execute(GATE, {"owner": owner, "key": (name or "").lower(), "gate": ATHLETE_GATE}).scalar_one():
        raise Busy(f"athlete {name!r}")
    profile = json.dumps(request.athlete.model_dump(mode="json"))
    made = c.execute(NEW_ATHLETE, {**mine, "profile": profile}).scalar_one_or_none()
    return (made, False) if made is not None else (c.execute(known, mine).scalar_one(), True)


Rows = dict[str, list[dict[str, object]]]


def _rows(new: NewProgram) -> Rows:
    """What is inserted by table; written out before anything is locked."""
    key = program_key(new.id)
    return {
        "programs": [program_row(new)],
        "microcycles": [microcycle_row(key, microcycle) for microcycle in new.structure.microcycles],
        "sessions": [day_row(key, day) for day in new.structure.days],
    }


def _as_json(rows: Rows) -> dict[str, str]:
    return {table: json.dumps(listed) for table, listed in rows.items()}


def _insertion(rows: Rows) -> TextClause:
    """All three at once; nothing, and no id, if another program has the idempotency key."""
    own = ", ".join(f'"{name}"' for name in rows["programs"][0])
    program = (
        f"made AS (INSERT INTO programs (athlete_id, is_active, {own}) SELECT :athlete, false, {own} "
        "FROM json_populate_recordset(NULL::programs, CAST(:programs AS json)) "
        "ON CONFLICT (owner, idempotency_key) DO NOTHING RETURNING id)"
    )
    parts = [program]
    for table in ("microcycles", "sessions"):
        if rows[table]:
            names = ", ".join(f'"{name}"' for name in rows[table][0])
            parts.append(
                f"{table}_made AS (INSERT INTO {table} ({names}) SELECT {names} "
                f"FROM jsonb_populate_recordset(NULL::{table}, CAST(:{table} AS jsonb)) "
                "WHERE EXISTS (SELECT FROM made))"
            )
    return text(f"WITH {', '.join(parts)} SELECT id FROM made")


# Any numbers will do, as long as every process takes the same.
KEY_GATE, ATHLETE_GATE = 7_140_021, 7_140_022

LOOK = text("""
SELECT (SELECT id FROM programs WHERE owner = :owner AND idempotency_key = :key) AS seen,
    pg_try_advisory_xact_lock(:gate, hashtext(:owner || '|' || :key)) AS free
""")

GATE = text("SELECT pg_try_advisory_xact_lock(:gate, hashtext(:owner || '|' || :key))")

KNOWN_ATHLETE = text("SELECT id FROM athletes WHERE owner = :owner AND lower(name) = lower(:name)")
DEFAULT_ATHLETE = text("SELECT id FROM athletes WHERE owner = :owner AND lower(name) IS NULL")

NEW_ATHLETE = text("""
INSERT INTO athletes (owner, name, profile) VALUES (:owner, :name, CAST(:profile AS jsonb))
ON CONFLICT (owner, lower(name)) DO NOTHING
RETURNING id
""")

# Whoever finds the row in other hands was there at the same moment, and counts as the one before: its program
# is stored, and the other's is the active one.
HOLD_ATHLETE = text("""
UPDATE athletes SET name = :name, profile = CAST(:profile AS jsonb), updated_at = now()
WHERE id = (SELECT id FROM athletes WHERE id = :athlete FOR NO KEY UPDATE SKIP LOCKED)
RETURNING id
""")

# The count comes first: there is never a moment with two. A worker that is just saving the program to be retired is
# not waited for: nothing is done then, and no count returned.
ACTIVATE = text("""
WITH held AS (
    SELECT id FROM programs WHERE athlete_id = :athlete AND is_active FOR NO KEY UPDATE SKIP LOCKED
), retired AS (
    UPDATE programs SET is_active = false FROM held WHERE programs.id = held.id RETURNING held.id
), counted AS (SELECT count(*) AS times FROM retired)
UPDATE programs SET is_active = true FROM counted
WHERE id = :id AND times = (SELECT count(*) FROM programs AS old WHERE old.athlete_id = :athlete AND old.is_active)
RETURNING times
""")
