"""Sets as they were done, kept with their session whatever is prescribed for it now."""

from __future__ import annotations

import json

from sqlalchemy import Connection, text

from alloy_engine.domain.logbook import LoggedSet, SetLog
from alloy_engine.domain.vocabulary import ExerciseRole
from alloy_engine.errors import NotFound
from alloy_engine.storage.keys import SessionKey


def loggable(c: Connection, key: SessionKey) -> dict[tuple[ExerciseRole, str], bool]:
    """Role and movement of what is prescribed there, or was when sets of it were logged → whether it is counted in
    seconds, not in repetitions."""
    return {(ExerciseRole(row.role), row.movement): row.timed for row in c.execute(LOGGABLE, key.columns)}


def load_logs(c: Connection, key: SessionKey) -> tuple[SetLog, ...]:
    """Every exercise with logged sets, the one logged first first. Raises NotFound if there is no such session."""
    rows = c.execute(LOAD, key.columns).all()
    if not rows:
        raise NotFound("session", key.text)
    return tuple(
        SetLog(role=ExerciseRole(row.role), movement=row.movement, sets=tuple(map(LoggedSet.model_validate, row.sets)))
        for row in rows
        if row.role is not None
    )


def save_log(c: Connection, key: SessionKey, log: SetLog) -> None:
    """In place of what was logged for that exercise; no sets at all take it away."""
    named = {**key.columns, "role": log.role.value, "movement": log.movement}
    if not log.sets:
        c.execute(DELETE, named)
        return
    c.execute(SAVE, {**named, "sets": json.dumps([one.model_dump(mode="json") for one in log.sets])})


SESSION = "program_id = CAST(:program_id AS uuid) AND (microcycle, day) = (:microcycle, :day)"
EXERCISE = f"{SESSION} AND role = :role AND movement = :movement"

# What is prescribed now comes last, and so counts.
LOGGABLE = text(f"""
SELECT role, movement, (sets -> 0 ->> 'seconds') IS NOT NULL AS timed, false AS prescribed FROM set_logs WHERE {SESSION}
UNION ALL
SELECT role, movement, seconds IS NOT NULL, true FROM exercises WHERE {SESSION}
ORDER BY prescribed, role, movement
""")

LOAD = text("""
SELECT role, movement, set_logs.sets FROM sessions LEFT JOIN set_logs USING (program_id, microcycle, day)
WHERE program_id = CAST(:program_id AS uuid) AND (microcycle, day) = (:microcycle, :day)
ORDER BY logged_at, role, movement
""")

DELETE = text(f"DELETE FROM set_logs WHERE {EXERCISE}")

SAVE = text("""
INSERT INTO set_logs (program_id, microcycle, day, role, movement, sets)
VALUES (CAST(:program_id AS uuid), :microcycle, :day, :role, :movement, CAST(:sets AS jsonb))
ON CONFLICT (program_id, microcycle, day, role, movement) DO UPDATE SET sets = excluded.sets
""")
