"""Use cases on programs that exist: read, list, rename, duplicate, archive, delete, regenerate, cancel."""

from __future__ import annotations

from collections.abc import Sequence

from alloy_engine.domain.decision import Decision
from alloy_engine.domain.program import ProgramDocument
from alloy_engine.domain.vocabulary import SessionType
from alloy_engine.errors import Conflict, Fault, InvalidRequest
from alloy_engine.services.documents import CurrentSession, ProgramCard, SpanRow, StatusDocument
from alloy_engine.storage import listing, programs, progress, sessions, status, traces
from alloy_engine.storage.database import Database
from alloy_engine.storage.keys import SessionKey
from alloy_engine.storage.queue.jobs import call_off, enqueue

LONGEST_NAME = 100
LARGEST_PAGE = 200


def list_programs(
    database: Database, *, limit: int, after: str | None, archived: bool, name: str
) -> tuple[ProgramCard, ...]:
    """One page, newest first; limit 1..200."""
    limit = max(1, min(limit, LARGEST_PAGE))
    with database.connect() as connection:
        return listing.list_programs(connection, limit=limit, after=after, archived=archived, name=name)


def read_program(database: Database, program: str) -> ProgramDocument:
    with database.connect() as connection:
        return programs.load_program(connection, program)


def read_status(database: Database, program: str) -> StatusDocument:
    with database.connect() as connection:
        state = progress.load_progress(connection, program)
    return StatusDocument(
        id=state.id,
        status=state.status,
        terminal=state.status.is_terminal,
        totals=dict(state.totals),
        sessions_total=state.sessions_total,
        sessions_done=state.sessions_done,
        current=_current(state.current),
        queued_ms=state.queued_ms,
        elapsed_ms=state.elapsed_ms,
        error=state.error,
        phases_ms=dict(state.phases_ms),
    )


def _current(place: tuple[int, int, SessionType] | None) -> CurrentSession | None:
    if place is None:
        return None
    microcycle, day, kind = place
    return CurrentSession(microcycle=microcycle, day=day, type=kind)


def read_timing(database: Database, program: str) -> tuple[SpanRow, ...]:
    with database.connect() as connection:
        programs.load_orders(connection, program)  # NotFound for a program that does not exist
        return traces.load_spans(connection, program)


def read_flow(database: Database, program: str, session: str | None) -> dict[str, dict[str, int]]:
    with database.connect() as connection:
        programs.load_orders(connection, program)
        key = SessionKey.parse(program, session) if session else None
        return traces.load_branches(connection, program, key)


def read_decisions(database: Database, program: str, session: str) -> tuple[Decision, ...]:
    with database.connect() as connection:
        return sessions.load_decisions(connection, SessionKey.parse(program, session))


def regenerate(database: Database, program: str, session: str | None = None) -> None:
    """Plan one session (or all) anew, with other movements where there are others.

    Raises NotFound; Conflict while the program is being generated.
    """
    with database.begin() as connection:
        status.ask_again(connection, program)
        keys: Sequence[SessionKey] | None = [SessionKey.parse(program, session)] if session else None
        if not sessions.reset_sessions(connection, program, keys):
            raise Conflict(f"session {session} is a recovery day: there is nothing to regenerate")
        enqueue(connection, program)


def rename(database: Database, program: str, name: str) -> None:
    name = name.strip()
    if not 0 < len(name) <= LONGEST_NAME or any(ord(letter) < ord(" ") for letter in name):
        raise InvalidRequest([Fault("name", name, "is not usable", f"text of 1 to {LONGEST_NAME} characters")])
    with database.begin() as connection:
        programs.rename(connection, program, name)


def archive(database: Database, program: str, archived: bool) -> None:
    with database.begin() as connection:
        programs.archive(connection, program, archived)


def is_archived(database: Database, program: str) -> bool:
    with database.connect() as connection:
        return programs.load_orders(connection, program).archived


def delete(database: Database, program: str) -> None:
    """Gone with everything that belongs to it, a waiting or running job included."""
    with database.begin() as connection:
        programs.delete(connection, program)


def cancel(database: Database, program: str) -> None:
    """Stop now; what is done stays, the session in hand is dropped. Conflict if nothing is running or waiting."""
    with database.begin() as connection:
        call_off(connection, program)  # before the rows: a worker that saves holds its job, then its rows
        status.cancel(connection, program)
