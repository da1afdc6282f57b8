"""Use cases on programs that exist: read, list, rename, duplicate, archive, delete, regenerate, cancel.

All of them reach programs through `Owned`: whose they are is settled before anything is read or written.
"""

from __future__ import annotations

from collections.abc import Sequence

from alloy_engine.domain.decision import Decision
from alloy_engine.domain.vocabulary import GenerationStatus, SessionType
from alloy_engine.errors import Conflict, Fault, InvalidRequest, NotFound
from alloy_engine.flow import Recorder, Tracer
from alloy_engine.services.documents import Choice, CurrentSession, Funnel, ProgramCard, StatusDocument, Visit
from alloy_engine.storage import decisions, programs, progress, sessions, status, stored_traces, traces
from alloy_engine.storage.coaching import load_changes, set_locks
from alloy_engine.storage.keys import SessionKey
from alloy_engine.storage.owned import Owned
from alloy_engine.storage.queue.jobs import call_off, enqueue

LONGEST_NAME = 100
LARGEST_PAGE = 200
POLLED = {GenerationStatus.PENDING: "A", GenerationStatus.IN_PROGRESS: "B"}


def list_programs(mine: Owned, *, limit: int, after: str | None, archived: bool, name: str) -> tuple[ProgramCard, ...]:
    """One page, newest first; limit 1..200."""
    return mine.listed(limit=max(1, min(limit, LARGEST_PAGE)), after=after, archived=archived, name=name)


def read_status(mine: Owned, program: str, tracer: Tracer) -> StatusDocument:
    """As of one moment, so that it does not contradict itself."""
    try:
        with mine.snapshot(program) as connection:
            state = progress.load_progress(connection, program)
    except NotFound:
        tracer.take("11.0", "D")
        raise
    tracer.take("11.0", POLLED.get(state.status, "C"))
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


def read_flow(mine: Owned, program: str, session: str | None) -> dict[str, dict[str, int]]:
    with mine.reading(program) as connection:
        key = SessionKey.parse(program, session) if session else None
        return traces.load_branches(connection, program, key)


def read_visits(mine: Owned, program: str) -> tuple[Visit, ...]:
    with mine.reading(program) as connection:
        return stored_traces.load_visits(connection, program)


def read_choices(mine: Owned, program: str) -> tuple[Choice, ...]:
    with mine.reading(program) as connection:
        return decisions.load_choices(connection, program)


def read_funnels(mine: Owned, program: str, microcycle: int | None, session: str | None) -> tuple[Funnel, ...]:
    key = SessionKey.parse(program, session) if session else None
    with mine.reading(program) as connection:
        return decisions.load_funnels(
            connection, program, microcycle=key.microcycle if key else microcycle, day=key.day if key else None
        )


def read_decisions(mine: Owned, program: str, session: str) -> tuple[Decision, ...]:
    with mine.reading(program) as connection:
        return sessions.load_decisions(connection, SessionKey.parse(program, session))


def regenerate(mine: Owned, program: str, session: str | None = None, *, tracer: Tracer) -> None:
    """Plan one session (or all) anew, with other movements where there are others; what the coach locked stays.

    Raises NotFound; Conflict while the program is being generated.
    """
    with mine.changing(program) as connection:
        status.ask_again(connection, program)
        keys: Sequence[SessionKey] | None = [SessionKey.parse(program, session)] if session else None
        if not sessions.reset_sessions(connection, program, keys):
            raise Conflict(f"session {session} is a recovery day: there is nothing to regenerate")
        for text, changes in load_changes(connection, program).items():
            key = SessionKey.parse(program, text)
            if keys is None or key in keys:
                set_locks(connection, key, changes.locks)
        fresh = enqueue(connection, program)
    tracer.take("3.7", "A" if fresh else "B")


def rename(mine: Owned, program: str, name: str) -> None:
    name = name.strip()
    if not 0 < len(name) <= LONGEST_NAME or any(ord(letter) < ord(" ") for letter in name):
        raise InvalidRequest([Fault("name", name, "is not usable", f"text of 1 to {LONGEST_NAME} characters")])
    with mine.changing(program) as connection:
        programs.rename(connection, program, name)


def archive(mine: Owned, program: str, archived: bool) -> None:
    with mine.changing(program) as connection:
        programs.archive(connection, program, archived)


def is_archived(mine: Owned, program: str) -> bool:
    with mine.reading(program) as connection:
        return programs.load_orders(connection, program).archived


def delete(mine: Owned, program: str) -> None:
    """Gone with everything that belongs to it, a waiting or running job included."""
    with mine.changing(program) as connection:
        programs.delete(connection, program)


def cancel(mine: Owned, program: str) -> None:
    """Stop now; what is done stays, the session in hand is dropped. Conflict if nothing is running or waiting."""
    ended = Recorder(lambda: 0)
    with mine.changing(program) as connection:
        call_off(connection, program)  # before the rows: a worker that saves holds its job, then its rows
        status.cancel(connection, program)
        ended.take("10.1", "C")
        traces.add_branches(connection, program, ended.branch_counts())
