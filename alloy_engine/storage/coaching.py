"""What coaches decided about sessions, apart from what was planned for them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from sqlalchemy import Connection, delete, select, text, update
from sqlalchemy.dialects.postgresql import insert

from alloy_engine.domain.changes import Lock, SessionChanges
from alloy_engine.domain.vocabulary import ExerciseRole
from alloy_engine.errors import NotFound
from alloy_engine.storage.keys import SessionKey, program_key
from alloy_engine.storage.tables import sessions
from alloy_engine.storage.tables_aside import coach_changes

CHANGES = tuple(SessionChanges.model_fields)


def load_changes(c: Connection, program_id: str) -> dict[str, SessionChanges]:
    """Session key text → what was decided about it; sessions left alone are not in it."""
    names = ("microcycle", "day", *CHANGES)
    mine = coach_changes.c.program_id == program_key(program_id)
    rows = c.execute(select(*(coach_changes.c[name] for name in names)).where(mine))
    # As JSON, so that lists become the tuples they were.
    return {
        f"{row.microcycle}-{row.day}": SessionChanges.model_validate_json(
            json.dumps({name: getattr(row, name) for name in CHANGES})
        )
        for row in rows
    }


def save_changes(c: Connection, key: SessionKey, changes: SessionChanges) -> None:
    """In place of what was decided before; nothing is kept of changes that change nothing."""
    if changes.is_empty:
        same = [coach_changes.c[name] == value for name, value in key.columns.items()]
        c.execute(delete(coach_changes).where(*same))
        return
    values = changes.model_dump(mode="json")
    row = insert(coach_changes).values(**key.columns, **values)
    c.execute(row.on_conflict_do_update(index_elements=list(key.columns), set_=values))


def hold_session(c: Connection, key: SessionKey) -> None:
    """Until the transaction ends nobody else changes that session. Raises NotFound if there is none."""
    if c.execute(HOLD, key.columns).one_or_none() is None:
        raise NotFound("session", key.text)


def set_locks(c: Connection, key: SessionKey, locks: Sequence[Lock], avoid: frozenset[str] | None = None) -> None:
    """What the session is planned around from now on. avoid: None leaves what it should do without."""
    mine = [sessions.c[name] == value for name, value in key.columns.items()]
    without = {} if avoid is None else {"avoid": sorted(avoid)}
    c.execute(update(sessions).where(*mine).values(locks=[asdict(lock) for lock in locks], **without))


def read_locks(rows: Sequence[Mapping[str, object]]) -> tuple[Lock, ...]:
    """Locks as they are stored with their session."""
    return tuple(
        Lock(ExerciseRole(str(row["role"])), str(row["movement"]), _slot(row["slot"]), bool(row["asked"]))
        for row in rows
    )


def _slot(value: object) -> int | None:
    return value if isinstance(value, int) else None


HOLD = text(
    "SELECT FROM sessions WHERE program_id = CAST(:program_id AS uuid) AND (microcycle, day) = (:microcycle, :day) "
    "FOR UPDATE"
)
