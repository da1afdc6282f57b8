"""Sets as they were done, kept with their session whatever is prescribed for it now."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Connection, text

from alloy_engine.domain.logbook import LoggedSet, SetLog
from alloy_engine.domain.vocabulary import ExerciseRole
from alloy_engine.storage.keys import SessionKey


@dataclass(frozen=True, slots=True)
class Loggable:
    """What sets can be logged for. timed: it is counted in seconds, not in repetitions."""

    name: str
    timed: bool


def loggable(c: Connection, key: SessionKey, role: ExerciseRole, movement: str) -> Loggable | None:
    """The exercise as it is prescribed, or as it was when sets of it were logged; None if neither is so."""
    found = c.execute(PRESCRIBED, {**key.columns, "role": role.value, "movement": movement}).one_or_none()
    return None if found is None else Loggable(found.name, found.timed)


def load_logs(c: Connection, key: SessionKey) -> tuple[SetLog, ...]:
    """Every exercise with logged sets, the one logged first first."""
    return tuple(
        SetLog(role=ExerciseRole(row.role), movement=row.movement, sets=tuple(map(LoggedSet.model_validate, row.sets)))
        for row in c.execute(LOAD, key.columns)
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

PRESCRIBED = text(f"""
SELECT name, seconds IS NOT NULL AS timed FROM exercises WHERE {EXERCISE}
UNION ALL
SELECT movement, (sets -> 0 ->> 'seconds') IS NOT NULL FROM set_logs WHERE {EXERCISE}
LIMIT 1
""")

LOAD = text(f"SELECT role, movement, sets FROM set_logs WHERE {SESSION} ORDER BY logged_at, role, movement")

DELETE = text(f"DELETE FROM set_logs WHERE {EXERCISE}")

SAVE = text("""
INSERT INTO set_logs (program_id, microcycle, day, role, movement, sets)
VALUES (CAST(:program_id AS uuid), :microcycle, :day, :role, :movement, CAST(:sets AS jsonb))
ON CONFLICT (program_id, microcycle, day, role, movement) DO UPDATE SET sets = excluded.sets
""")
