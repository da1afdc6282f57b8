"""What a stored session was planned from: its own circumstances, and the earlier sessions as they stood then.

A session that is replaced is kept, since later days were planned knowing it and can only be planned again that
way. Saving and replacing draw numbers from one sequence, so that it is known which of any two came first.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select, text

from alloy_engine.domain.changes import Lock
from alloy_engine.domain.program import PlannedSession
from alloy_engine.domain.vocabulary import GenerationStatus, SelectionStatus, SessionType
from alloy_engine.errors import NotFound
from alloy_engine.storage.coaching import read_locks
from alloy_engine.storage.keys import SessionKey, program_key
from alloy_engine.storage.tables import sessions

FALL_BACK = ("6.1", "C")


@dataclass(frozen=True, slots=True)
class Origin:
    """How one session came about. variation, avoid, locks: what the coach's wishes for another one amount to.
    planned_with: version of the materials, None if it is not planned or was before they were kept.
    fell_back: the worker gave up on it, out of time or by an error, and took the template.
    """

    type: SessionType
    status: GenerationStatus
    selection_status: SelectionStatus | None
    variation: int
    locks: tuple[Lock, ...]
    avoid: frozenset[str]
    planned_with: str | None
    fell_back: bool


def load_origin(c: Connection, key: SessionKey) -> Origin:
    """Raises NotFound."""
    names = ("type", "status", "selection_status", "variation", "locks", "avoid", "planned_with", "branches")
    mine = [sessions.c[name] == value for name, value in key.columns.items()]
    row = c.execute(select(*(sessions.c[name] for name in names)).where(*mine)).one_or_none()
    if row is None:
        raise NotFound("session", key.text)
    fork, branch = FALL_BACK
    return Origin(
        type=SessionType(row.type),
        status=GenerationStatus(row.status),
        selection_status=SelectionStatus(row.selection_status) if row.selection_status else None,
        variation=row.variation,
        locks=read_locks(row.locks),
        avoid=frozenset(row.avoid),
        planned_with=row.planned_with,
        fell_back=branch in row.branches.get(fork, {}),
    )


def keep_past(c: Connection, program_id: str, replaced: Mapping[str, PlannedSession]) -> None:
    """Keep these sessions (by key text) just before they are emptied; those that hold nothing are left out."""
    rows = [
        {**SessionKey.parse(program_id, key).columns, "record": zlib.compress(session.model_dump_json().encode())}
        for key, session in replaced.items()
        if session.blocks
    ]
    if rows:
        c.execute(KEEP, rows)


def drop_past(c: Connection, program_id: str) -> None:
    """Forget them: every session is replaced at once, so none is left that knew them."""
    c.execute(text("DELETE FROM past_sessions WHERE program_id = :id"), {"id": program_key(program_id)})


def sessions_as_known(c: Connection, key: SessionKey, now: Mapping[str, PlannedSession]) -> dict[str, PlannedSession]:
    """Key text → session, as they stood when the session was planned last. now: all of the program's as they are."""
    known: dict[str, PlannedSession] = {}
    for microcycle, day, record in c.execute(KNOWN, key.columns):
        place = f"{microcycle}-{day}"
        known[place] = now[place] if record is None else PlannedSession.model_validate_json(zlib.decompress(record))
    return known


OF_SESSION = "(program_id, microcycle, day) = (CAST(:program_id AS uuid), :microcycle, :day)"

KEEP = text(f"""
INSERT INTO past_sessions (program_id, microcycle, day, saved, superseded, record)
SELECT program_id, microcycle, day, saved, nextval('session_order'), :record FROM sessions WHERE {OF_SESSION}
""")

KNOWN = text(f"""
WITH planned AS (SELECT program_id AS id, saved AS at FROM sessions WHERE {OF_SESSION})
SELECT microcycle, day, NULL AS record FROM sessions, planned WHERE program_id = id AND saved < at
UNION ALL
SELECT microcycle, day, record FROM past_sessions, planned WHERE program_id = id AND saved < at AND superseded > at
""")
