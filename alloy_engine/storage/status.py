"""The one owner of status: every move of a program or a session from one status to another.

    pending ──> in_progress ──> completed | failed | cancelled
       │  <── put back ──┘                │
       ├──> cancelled                     │
       └<──────── asked for again ────────┘

The same moves are a rule of the schema (a trigger), so that nobody can go round this module. A session's
end is written together with everything else about it: see `sessions.save_session`, which moves by `ENDS`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from sqlalchemy import Connection, text

from alloy_engine.domain.vocabulary import GenerationStatus
from alloy_engine.errors import Conflict, NotFound
from alloy_engine.storage.keys import SessionKey, program_key

PENDING, IN_PROGRESS, COMPLETED, FAILED, CANCELLED = GenerationStatus

MOVES: Mapping[GenerationStatus, frozenset[GenerationStatus]] = MappingProxyType(
    {
        PENDING: frozenset({IN_PROGRESS, CANCELLED}),
        IN_PROGRESS: frozenset({PENDING, COMPLETED, FAILED, CANCELLED}),
        COMPLETED: frozenset({PENDING}),
        FAILED: frozenset({PENDING}),
        CANCELLED: frozenset({PENDING}),
    }
)
UNFINISHED = "('pending', 'in_progress')"
# What a session's saving asks of the row it writes to: only what is being planned can end.
ENDS = "sessions.status = 'in_progress'"


@dataclass(frozen=True, slots=True)
class Taken:
    """A program a worker has taken up. run: 1 for the first generation, one more each time the coach asks
    again. attempts: how often this run was taken up, now included. queued_ms: from being asked for to being
    taken up for the first time."""

    run: int
    attempts: int
    queued_ms: float = field(default=0.0, compare=False)

    @property
    def resumed(self) -> bool:
        return self.attempts > 1


def take(c: Connection, program_id: str) -> Taken | None:
    """A worker begins, or goes on with, a program; None if there is nothing to do: it has ended.

    Raises NotFound.
    """
    row = c.execute(TAKE, {"id": program_key(program_id)}).one_or_none()
    if row is None:
        _status(c, program_id)
        return None
    return Taken(row.run, row.attempts, float(row.queued_ms))


def begin_sessions(c: Connection, keys: Sequence[SessionKey]) -> None:
    """Planning of these sessions begins, or begins again. Conflict if one of them has ended."""
    if not keys:
        return
    places = {"cycles": [key.microcycle for key in keys], "days": [key.day for key in keys]}
    program = keys[0].program
    if c.execute(BEGIN_SESSIONS, {"id": program_key(program), **places}).rowcount != len(keys):
        raise Conflict(f"a session of {program} among {[key.text for key in keys]} cannot be begun: it has ended")


def put_back(c: Connection, program_id: str, *, lost: bool) -> None:
    """Nobody works on the program at this moment; what is planned stays.

    lost: its worker died or went silent, which is held against the session in hand; otherwise it stopped
    in good order. A program that has ended stays as it is.
    """
    key = {"id": program_key(program_id), "crashes": 1 if lost else 0}
    c.execute(PUT_BACK_SESSIONS, key)
    c.execute(PUT_BACK_PROGRAM, {"id": key["id"]})


def finish(c: Connection, program_id: str, end: GenerationStatus, error: str | None = None) -> None:
    """A program in progress has come to its end. Raises NotFound, Conflict."""
    values = {"id": program_key(program_id), "status": end.value, "error": error}
    if not c.execute(FINISH, values).rowcount:
        raise Conflict(f"program {program_id} is {_status(c, program_id).value}; it cannot become {end.value}")


def cancel(c: Connection, program_id: str) -> None:
    """Whatever is not planned yet never will be, what is stays. Raises NotFound; Conflict if it has ended."""
    key = {"id": program_key(program_id)}
    if not c.execute(CANCEL_PROGRAM, key).rowcount:
        raise Conflict(f"program {program_id} is {_status(c, program_id).value}; there is nothing to cancel")
    c.execute(CANCEL_SESSIONS, key)


def ask_again(c: Connection, program_id: str) -> int:
    """A program that has ended is to be generated once more; returns the number of that run.

    What failed is tried again and keeps its reason until then. Raises NotFound; Conflict while it has not ended.
    """
    key = {"id": program_key(program_id)}
    run = c.execute(ASK_AGAIN, key).scalar_one_or_none()
    if run is None:
        status = _status(c, program_id).value
        raise Conflict(f"program {program_id} is {status}; wait until it is done, or cancel it first")
    c.execute(TRY_FAILED_AGAIN, key)
    return run


def _status(c: Connection, program_id: str) -> GenerationStatus:
    found = c.execute(text("SELECT status FROM programs WHERE id = :id"), {"id": program_key(program_id)}).scalar()
    if found is None:
        raise NotFound("program", program_id)
    return GenerationStatus(found)


TAKE = text(f"""
UPDATE programs SET status = 'in_progress', attempts = attempts + 1, started_at = coalesce(started_at, now())
WHERE id = :id AND status IN {UNFINISHED}
RETURNING run, attempts, 1000 * extract(epoch FROM started_at - asked_at) AS queued_ms
""")

BEGIN_SESSIONS = text(f"""
UPDATE sessions SET status = 'in_progress', attempts = attempts + 1, started_at = now()
FROM unnest(CAST(:cycles AS smallint[]), CAST(:days AS smallint[])) AS begun (microcycle, day)
WHERE program_id = :id AND (sessions.microcycle, sessions.day) = (begun.microcycle, begun.day)
    AND status IN {UNFINISHED}
""")

PUT_BACK_SESSIONS = text("""
UPDATE sessions SET status = 'pending', crashes = crashes + :crashes
WHERE program_id = :id AND status = 'in_progress'
""")

PUT_BACK_PROGRAM = text("UPDATE programs SET status = 'pending' WHERE id = :id AND status = 'in_progress'")

FINISH = text("""
UPDATE programs SET status = :status, error = :error, finished_at = now()
WHERE id = :id AND status = 'in_progress'
""")

CANCEL_PROGRAM = text(f"""
UPDATE programs SET status = 'cancelled', finished_at = now() WHERE id = :id AND status IN {UNFINISHED}
""")

CANCEL_SESSIONS = text(f"""
UPDATE sessions SET status = 'cancelled', finished_at = now() WHERE program_id = :id AND status IN {UNFINISHED}
""")

ASK_AGAIN = text(f"""
UPDATE programs SET status = 'pending', run = run + 1, attempts = 0, error = NULL,
    asked_at = now(), started_at = NULL, finished_at = NULL
WHERE id = :id AND status NOT IN {UNFINISHED}
RETURNING run
""")

TRY_FAILED_AGAIN = text("""
UPDATE sessions SET status = 'pending', note = '', attempts = 0, crashes = 0, started_at = NULL, finished_at = NULL
WHERE program_id = :id AND status = 'failed'
""")
