"""One session at a time: saved whole with its exercises, decisions and branches, and read back equal."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from sqlalchemy import ColumnElement, Connection, and_, func, select, text, tuple_, update

from alloy_engine.domain.changes import Lock
from alloy_engine.domain.decision import Decision
from alloy_engine.domain.program import COACHED, PlannedBlock, PlannedExercise, PlannedSession
from alloy_engine.domain.vocabulary import FallbackTier, GenerationStatus, SelectionStatus, SessionType
from alloy_engine.errors import Conflict, NotFound
from alloy_engine.storage.coaching import read_locks
from alloy_engine.storage.decisions import decision_row, load_decisions
from alloy_engine.storage.documents import insert_rows
from alloy_engine.storage.keys import SessionKey, program_key
from alloy_engine.storage.origins import drop_past, keep_past
from alloy_engine.storage.status import ENDS
from alloy_engine.storage.tables import exercises, sessions
from alloy_engine.storage.tables_aside import decisions as decision_rows

__all__ = [
    "PendingDay", "fail_session", "load_decisions", "load_sessions", "pending_days", "reset_sessions",
    "save_session", "status_totals",
]  # fmt: skip

SESSION_FIELDS = tuple(name for name in PlannedSession.model_fields if name not in ("blocks", *COACHED))
BLOCK_FIELDS = tuple(name for name in PlannedBlock.model_fields if name != "exercises")
EXERCISE_FIELDS = tuple(name for name in PlannedExercise.model_fields if name not in COACHED)
NO_BRANCHES = "{}"
TRAINING = sessions.c.type != SessionType.RECOVERY.value
UNPLANNED: dict[str, Any] = {
    "estimated_minutes": 0.0, "relaxation_step": 0, "fallback": FallbackTier.NONE.value, "selection_status": None,
    "gates": [], "blocks": [], "exercises_count": 0, "branches": {}, "note": "", "planned_with": None,
    "finished_at": None,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PendingDay:
    """A day that still has to be planned: pending, or left in progress.

    attempts: how often planning has begun. crashes: how many workers were lost with it in hand.
    failed_before: it could not be planned in an earlier run. variation: how often the coach asked for
    another session. avoid: the movements it had when the coach asked last, which the new one should do without.
    locks: what it is to be planned around.
    """

    key: SessionKey
    type: SessionType
    status: GenerationStatus
    attempts: int
    crashes: int
    failed_before: bool
    variation: int
    avoid: frozenset[str]
    locks: tuple[Lock, ...] = ()


def save_session(
    c: Connection,
    key: SessionKey,
    session: PlannedSession,
    decisions: Sequence[Decision] = (),
    *,
    branches: str = NO_BRANCHES,
    selection_status: SelectionStatus | None = None,
    planned_with: str | None = None,
) -> None:
    """Store the session in place of whatever was there; at most three statements.

    branches: those taken for it, as a packed trace has them. planned_with: version of the materials, which have to be
    kept already.
    It must be in progress. Raises NotFound, Conflict; ConstraintRefused (at the database's edge) for a
    training session that claims to be completed and has no exercises.
    """
    if session.day != key.day:
        raise ValueError(f"day {session.day} cannot be saved as session {key.text}")
    mine = key.columns
    document = session.model_dump(mode="json")
    blocks = document["blocks"]
    rows = [
        {**mine, "block": place, "position": position, "role": block["role"], **_planned(exercise)}
        for place, block in enumerate(blocks)
        for position, exercise in enumerate(block["exercises"])
    ]
    failed = session.status is GenerationStatus.FAILED
    document |= {
        "blocks": [{name: block[name] for name in BLOCK_FIELDS} for block in blocks],
        "exercises_count": len(rows),
        "selection_status": selection_status,
        "planned_with": planned_with,
        "reason": (session.note or "no reason was given") if failed else None,
    }
    if not c.execute(REPLACE, {**mine, "document": json.dumps(document), "branches": branches}).rowcount:
        _explain(c, key, session.status)
    insert_rows(c, exercises, rows)
    insert_rows(c, decision_rows, [decision_row(mine, decision) for decision in decisions])


def _planned(exercise: dict[str, Any]) -> dict[str, Any]:
    """What the engine planned of an exercise: a coach's changes are stored apart."""
    return {name: exercise[name] for name in EXERCISE_FIELDS}


def fail_session(
    c: Connection,
    key: SessionKey,
    session: PlannedSession,
    *,
    branches: str = NO_BRANCHES,
    planned_with: str | None = None,
) -> None:
    """Store a session that could not be planned; its note is the reason, and it keeps no exercises."""
    failed = session.model_copy(update={"status": GenerationStatus.FAILED, "blocks": ()})
    save_session(c, key, failed, branches=branches, planned_with=planned_with)


def load_sessions(c: Connection, program_id: str, key: SessionKey | None = None) -> dict[str, PlannedSession]:
    """Session key text → session as saved, in program order; all of them, or one. One statement."""
    one = {"microcycle": key and key.microcycle, "day": key and key.day}
    found = c.execute(LOAD, {"program_id": program_key(program_id), **one})
    return {f"{row.microcycle}-{row.day}": PlannedSession.model_validate_json(row.document) for row in found}


def pending_days(c: Connection, program_id: str) -> tuple[PendingDay, ...]:
    """Every day that has not come to an end, in program order."""
    names = ("microcycle", "day", "type", "status", "attempts", "crashes", "reason", "variation", "avoid", "locks")
    columns = [sessions.c[name] for name in names]
    open_ends = [GenerationStatus.PENDING.value, GenerationStatus.IN_PROGRESS.value]
    waiting = (sessions.c.program_id == program_key(program_id), sessions.c.status.in_(open_ends))
    return tuple(
        PendingDay(
            SessionKey(program_id, row.microcycle, row.day), SessionType(row.type), GenerationStatus(row.status),
            row.attempts, row.crashes, row.reason is not None, row.variation, frozenset(row.avoid),
            read_locks(row.locks),
        )
        for row in c.execute(select(*columns).where(*waiting).order_by(sessions.c.sequence))
    )  # fmt: skip


def reset_sessions(
    c: Connection, program_id: str, keys: Sequence[SessionKey] | None = None, *, vary: bool = True
) -> int:
    """Make sessions pending again, empty; four statements, and two for each key. Returns how many; recovery days
    stay done.

    keys: None for all; else what they held is kept, since later sessions were planned knowing it. vary: count it as
    a wish for another session. Raises NotFound for an unknown key.
    """
    mine = program_key(program_id)
    chosen = sessions.c.program_id == mine
    if keys is not None:
        place = tuple_(sessions.c.microcycle, sessions.c.day)
        chosen &= place.in_([(key.microcycle, key.day) for key in keys])
        there = c.execute(select(sessions.c.microcycle, sessions.c.day).where(chosen)).all()
        if missing := [key for key in keys if (key.microcycle, key.day) not in {tuple(row) for row in there}]:
            raise NotFound("session", missing[0].text)
        for key in keys:
            keep_past(c, program_id, load_sessions(c, program_id, key))
    else:
        drop_past(c, program_id)
    chosen &= TRAINING | (sessions.c.status != GenerationStatus.COMPLETED.value)
    varied = {"variation": sessions.c.variation + 1, "avoid": _movements_now(), "locks": []} if vary else {}
    pending = {**UNPLANNED, "status": GenerationStatus.PENDING.value, "attempts": 0, "crashes": 0, "started_at": None}
    reset = update(sessions).where(chosen).values(**pending, **varied)
    emptied = c.execute(reset.returning(sessions.c.microcycle, sessions.c.day)).all()
    places = {"cycles": [row.microcycle for row in emptied], "days": [row.day for row in emptied]}
    c.execute(CLEAR_MANY, {"program_id": mine, **places})
    return len(emptied)


def _movements_now() -> ColumnElement[Any]:
    """What the session being updated prescribes before it is emptied."""
    keys = ("program_id", "microcycle", "day")
    same = and_(*(exercises.c[name] == sessions.c[name] for name in keys))
    found = select(func.array_agg(exercises.c.movement.distinct())).where(same).scalar_subquery()
    return func.coalesce(found, text("'{}'::text[]"))


def _explain(c: Connection, key: SessionKey, end: GenerationStatus) -> NoReturn:
    """Why a session could not be saved."""
    status = c.execute(select(sessions.c.status).where(_is(key))).scalar_one_or_none()
    if status is None:
        raise NotFound("session", key.text)
    raise Conflict(f"session {key.text} is {status}, not in progress; it cannot become {end.value}")


def status_totals(c: Connection, program_id: str) -> dict[GenerationStatus, int]:
    """How many training sessions have each status (0 included); recovery days are left out."""
    mine = sessions.c.program_id == program_key(program_id)
    statement = select(sessions.c.status, func.count()).where(mine, TRAINING).group_by(sessions.c.status)
    counted: dict[str, int] = {row[0]: row[1] for row in c.execute(statement)}
    return {status: counted.get(status.value, 0) for status in GenerationStatus}


def _is(key: SessionKey) -> ColumnElement[bool]:
    return and_(*(sessions.c[name] == value for name, value in key.columns.items()))


PLANNED = (*SESSION_FIELDS, "blocks", "exercises_count", "selection_status", "planned_with", "reason")
OF_SESSION = "(program_id, microcycle, day) = (CAST(:program_id AS uuid), :microcycle, :day)"

REPLACE = text(f"""
WITH no_exercises AS (DELETE FROM exercises WHERE {OF_SESSION}),
no_decisions AS (DELETE FROM decisions WHERE {OF_SESSION})
UPDATE sessions SET ({", ".join(PLANNED)}, branches, saved, finished_at) = (
    SELECT {", ".join(PLANNED)}, CAST(:branches AS jsonb), nextval('session_order'),
        CASE WHEN status IN ('completed', 'failed', 'cancelled') THEN now() END
    FROM jsonb_populate_record(NULL::sessions, CAST(:document AS jsonb))
)
WHERE {OF_SESSION} AND {ENDS}
""")

# The server puts each document together, so that it is read once, by the model itself.
LOAD = text(f"""
SELECT microcycle, day, CAST((
    SELECT row_to_json(document) FROM (
        SELECT {", ".join(f"sessions.{name}" for name in SESSION_FIELDS)}, ARRAY(
            SELECT row_to_json(block) FROM (
                SELECT {", ".join(f"meta->'{name}' AS {name}" for name in BLOCK_FIELDS)}, ARRAY(
                    SELECT row_to_json(exercise) FROM (
                        SELECT {", ".join(EXERCISE_FIELDS)} FROM exercises
                        WHERE (program_id, microcycle, day, block)
                            = (sessions.program_id, sessions.microcycle, sessions.day, place - 1)
                        ORDER BY position
                    ) AS exercise
                ) AS exercises
                FROM jsonb_array_elements(sessions.blocks) WITH ORDINALITY AS listed (meta, place) ORDER BY place
            ) AS block
        ) AS blocks
    ) AS document
) AS text) AS document
FROM sessions
WHERE program_id = :program_id AND (CAST(:day AS integer) IS NULL OR (microcycle, day) = (:microcycle, :day))
ORDER BY sequence
""")

CLEAR_MANY = text("""
WITH emptied AS (SELECT * FROM unnest(CAST(:cycles AS smallint[]), CAST(:days AS smallint[])) AS e (microcycle, day)),
cleared AS (
    DELETE FROM exercises USING emptied
    WHERE program_id = :program_id AND (exercises.microcycle, exercises.day) = (emptied.microcycle, emptied.day)
)
DELETE FROM decisions USING emptied
WHERE program_id = :program_id AND (decisions.microcycle, decisions.day) = (emptied.microcycle, emptied.day)
""")
