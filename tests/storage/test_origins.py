"""Which sessions a session knew when it was planned, however often others were replaced since."""

from __future__ import annotations

from sqlalchemy import text

from alloy_engine.domain.program import PlannedSession
from alloy_engine.flow import Trace
from alloy_engine.storage import programs, sessions, status
from alloy_engine.storage.counting import count_statements
from alloy_engine.storage.database import Connection, Database
from alloy_engine.storage.keys import SessionKey
from alloy_engine.storage.origins import load_origin, sessions_as_known
from alloy_engine.storage.program_rows import NewProgram
from tests.storage.samples import a_session, a_structure, a_trace, stored_program
from tests.storage.samples import save as save_as_a_worker

DAYS = (1, 3, 5, 7)


def save(c: Connection, program: NewProgram, day: int, note: str) -> PlannedSession:
    """A training day of the first microcycle, told apart by its note."""
    session = a_session(program.structure.days[day - 1], note=note)
    save_as_a_worker(c, SessionKey(program.id, 1, day), session)
    return session


def known(c: Connection, program: NewProgram, day: int) -> dict[str, str]:
    now = sessions.load_sessions(c, program.id)
    found = sessions_as_known(c, SessionKey(program.id, 1, day), now)
    return {key: session.note for key, session in found.items() if session.blocks}


def test_later_days_know_the_session_that_was_replaced(store: Database) -> None:
    program = stored_program(store, structure=a_structure(1))
    key = SessionKey(program.id, 1, 3)
    with store.begin() as c:
        for day in DAYS:
            save(c, program, day, "first")
        assert known(c, program, 5) == {"1-1": "first", "1-3": "first"}
        sessions.reset_sessions(c, program.id, [key])
        assert known(c, program, 5) == {"1-1": "first", "1-3": "first"}, "while it is still empty"
        save(c, program, 3, "second")
        assert known(c, program, 5) == {"1-1": "first", "1-3": "first"}
        assert known(c, program, 3) == {"1-1": "first", "1-5": "first", "1-7": "first"}
        sessions.reset_sessions(c, program.id, [SessionKey(program.id, 1, 7)])
        save(c, program, 7, "second")
        sessions.reset_sessions(c, program.id, [key])
        save(c, program, 3, "third")
        assert known(c, program, 5) == {"1-1": "first", "1-3": "first"}
        assert known(c, program, 7) == {"1-1": "first", "1-3": "second", "1-5": "first"}


def test_a_replaced_session_that_never_came_back_was_not_known(store: Database) -> None:
    program = stored_program(store, structure=a_structure(1))
    with store.begin() as c:
        for day in DAYS:
            save(c, program, day, "first")
        sessions.reset_sessions(c, program.id, [SessionKey(program.id, 1, 3)])
        status.cancel(c, program.id)
        sessions.reset_sessions(c, program.id, [SessionKey(program.id, 1, 5)])
        save(c, program, 5, "second")
        assert known(c, program, 5) == {"1-1": "first", "1-7": "first"}
        assert known(c, program, 7) == {"1-1": "first", "1-3": "first", "1-5": "first"}


def test_replacing_all_forgets_the_past_and_deleting_takes_it_along(store: Database) -> None:
    program = stored_program(store, structure=a_structure(1))
    count = text("SELECT count(*) FROM past_sessions")
    with store.begin() as c:
        for day in DAYS:
            save(c, program, day, "first")
        sessions.reset_sessions(c, program.id, [SessionKey(program.id, 1, 3)])
        sessions.reset_sessions(c, program.id, [SessionKey(program.id, 1, 3)])
        assert c.execute(count).scalar_one() == 1, "an empty session leaves nothing behind"
        sessions.reset_sessions(c, program.id)
        assert c.execute(count).scalar_one() == 0
        save(c, program, 1, "second")
        sessions.reset_sessions(c, program.id, [SessionKey(program.id, 1, 1)])
        programs.delete(c, program.id)
        assert c.execute(count).scalar_one() == 0


def test_an_origin_tells_wishes_and_fall_backs(store: Database) -> None:
    program = stored_program(store, structure=a_structure(1))
    key, session = SessionKey(program.id, 1, 1), a_session(program.structure.days[0])
    with store.begin() as c:
        save_as_a_worker(c, key, session, (), a_trace())
        assert (load_origin(c, key).variation, load_origin(c, key).fell_back) == (0, False)
        with count_statements(store.engine) as counted:
            sessions.reset_sessions(c, program.id, [key])
        assert counted.statements <= 6
        save_as_a_worker(c, key, session, (), Trace(a_trace().started_at, (), {"6.1": {"C": 1}}))
        origin = load_origin(c, key)
    assert (origin.variation, origin.fell_back) == (1, True)
    assert origin.avoid == {exercise.movement for block in session.blocks for exercise in block.exercises}
