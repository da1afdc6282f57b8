"""Sessions on their way: begun, failed, cancelled, wanted again; and what can be seen of that."""

from __future__ import annotations

from dataclasses import replace

import pytest

from alloy_engine.domain.vocabulary import GenerationStatus, SessionType
from alloy_engine.errors import NotFound
from alloy_engine.flow import BranchTaken, Trace
from alloy_engine.storage import sessions, status
from alloy_engine.storage.counting import count_statements
from alloy_engine.storage.database import Database
from alloy_engine.storage.decisions import load_choices, load_funnels
from alloy_engine.storage.keys import SessionKey
from alloy_engine.storage.progress import load_progress
from alloy_engine.storage.status import Taken
from alloy_engine.storage.stored_traces import load_spans, load_visits
from alloy_engine.storage.traces import load_branches, save_trace
from tests.storage.samples import a_decision, a_session, a_structure, a_trace, first_key, save, stored_program

COMPLETED, FAILED, PENDING = GenerationStatus.COMPLETED, GenerationStatus.FAILED, GenerationStatus.PENDING


def test_a_session_is_saved_with_three_statements(store: Database) -> None:
    program = stored_program(store)
    session = a_session(program.structure.days[0])
    with store.begin() as c:
        status.begin_sessions(c, [first_key(program)])
    with count_statements(store.engine) as counted, store.begin() as c:
        sessions.save_session(c, first_key(program), session, [a_decision(n) for n in range(12)])
    assert (counted.statements, counted.commits) == (3, 1)


def test_beginning_a_session_shows_and_counts_the_attempt(store: Database) -> None:
    program = stored_program(store)
    with store.begin() as c:
        status.begin_sessions(c, [first_key(program)])
        status.begin_sessions(c, [first_key(program)])
        assert load_progress(c, program.id).current == (1, 1, SessionType.FULL_BODY)
        first = sessions.pending_days(c, program.id)[0]
    assert (first.key, first.status, first.attempts) == (first_key(program), GenerationStatus.IN_PROGRESS, 2)


def test_a_failed_session_has_its_reason_and_no_exercises(store: Database) -> None:
    program = stored_program(store)
    session = a_session(program.structure.days[0], note="no movement for a vertical pull")
    with store.begin() as c:
        save(c, first_key(program), session)
        sessions.reset_sessions(c, program.id, [first_key(program)])
        status.begin_sessions(c, [first_key(program)])
        sessions.fail_session(c, first_key(program), session)
        stored = sessions.load_sessions(c, program.id)["1-1"]
    assert stored == session.model_copy(update={"status": FAILED, "blocks": ()})


def test_what_has_ended_waits_no_more_and_what_failed_waits_again_when_asked_for(store: Database) -> None:
    program = stored_program(store, structure=a_structure(1))
    days = program.structure.days
    with store.begin() as c:
        save(c, SessionKey(program.id, 1, 1), a_session(days[0]))
        status.begin_sessions(c, [SessionKey(program.id, 1, 3)])
        sessions.fail_session(c, SessionKey(program.id, 1, 3), a_session(days[2], note="why"))
        pending = {day.key.text: day.status for day in sessions.pending_days(c, program.id)}
        assert pending == dict.fromkeys(("1-2", "1-4", "1-5", "1-6", "1-7"), PENDING)
        status.take(c, program.id)
        status.finish(c, program.id, COMPLETED)
        assert status.ask_again(c, program.id) == 2
        again = {day.key.text: day.failed_before for day in sessions.pending_days(c, program.id)}
    assert again == {"1-2": False, "1-3": True, "1-4": False, "1-5": False, "1-6": False, "1-7": False}


def test_cancelling_leaves_what_is_done(store: Database) -> None:
    program = stored_program(store, structure=a_structure(1))
    with store.begin() as c:
        save(c, first_key(program), a_session(program.structure.days[0]))
        status.cancel(c, program.id)
        assert sessions.pending_days(c, program.id) == ()
        totals = sessions.status_totals(c, program.id)
    assert totals == {**dict.fromkeys(GenerationStatus, 0), COMPLETED: 1, GenerationStatus.CANCELLED: 3}


def test_one_session_can_be_wanted_again(store: Database) -> None:
    program = stored_program(store)
    days = program.structure.days
    keys = [SessionKey(program.id, day.microcycle, day.day) for day in days[:3:2]]
    with store.begin() as c:
        for key, day in zip(keys, days[:3:2], strict=True):
            save(c, key, a_session(day), (a_decision(0),), a_trace())
        assert sessions.reset_sessions(c, program.id, [keys[0]]) == 1
        pending = sessions.pending_days(c, program.id)[0]
        assert (pending.key, pending.variation) == (keys[0], 1)
        emptied = sessions.load_sessions(c, program.id, keys[0])["1-1"]
        assert (emptied.status, emptied.blocks, emptied.gates, emptied.note) == (PENDING, (), (), "")
        assert emptied.focus == days[0].focus, "what the structure settled stays"
        assert sessions.load_decisions(c, keys[0]) == ()
        assert load_branches(c, program.id, keys[0]) == {}
        assert sessions.load_sessions(c, program.id)["1-3"] == a_session(days[2])
        assert sessions.load_decisions(c, keys[1]) == (a_decision(0),)


def test_all_sessions_can_be_wanted_again_and_rest_stays_rest(store: Database) -> None:
    program = stored_program(store, structure=a_structure(1))
    with store.begin() as c:
        for day in program.structure.days:
            blocks = a_session(day).blocks if day.type.is_lifting else ()
            save(c, SessionKey(program.id, 1, day.day), a_session(day, blocks=blocks))
        assert sessions.reset_sessions(c, program.id, [SessionKey(program.id, 1, 2)]) == 0
        assert sessions.reset_sessions(c, program.id) == 4
        assert [day.key.day for day in sessions.pending_days(c, program.id)] == [1, 3, 5, 7]


def test_a_session_that_does_not_exist_cannot_be_wanted_again(store: Database) -> None:
    program = stored_program(store)
    with store.connect() as c:
        for key in (SessionKey(program.id, 1, 8), SessionKey(program.id, 99, 1)):
            with pytest.raises(NotFound):
                sessions.reset_sessions(c, program.id, [key])


@pytest.mark.parametrize("text", ["", "3", "3-", "-2", "3-2-1", "a-b", "3-²", "99999-1", " 1-1"])
def test_only_session_keys_are_read_as_session_keys(text: str) -> None:
    with pytest.raises(NotFound):
        SessionKey.parse("p", text)


def test_a_session_key_reads_back_what_it_writes() -> None:
    assert SessionKey.parse("p", SessionKey("p", 12, 7).text) == SessionKey("p", 12, 7)


def test_branch_counts_of_program_and_sessions_add_up(store: Database) -> None:
    program = stored_program(store, trace=Trace(a_trace().started_at, (), {"3.6": {"A": 1}}))
    key = first_key(program)
    with store.begin() as c:
        save(c, key, a_session(program.structure.days[0]), (), a_trace())
        save_trace(c, program.id, Trace(a_trace().started_at, (), {"5.0": {"A": 2, "E": 1}, "10.1": {"A": 1}}))
        save_trace(c, program.id, Trace(a_trace().started_at, (), {"10.1": {"A": 1}}))
    with store.connect() as c:
        assert load_branches(c, program.id, key) == {"5.0": {"A": 1}, "7.0": {"A": 10, "B": 2}}
        assert load_branches(c, program.id) == {
            "10.1": {"A": 2}, "3.6": {"A": 1}, "5.0": {"A": 3, "E": 1}, "7.0": {"A": 10, "B": 2},
        }  # fmt: skip


def test_spans_are_those_of_the_newest_run_measured_from_the_first(store: Database) -> None:
    program = stored_program(store)
    key, session = first_key(program), a_session(program.structure.days[0])
    with store.begin() as c:
        save_trace(c, program.id, a_trace(names=("structure",)))
        save(c, key, session, (), a_trace(at=1, run=1))
        save(c, key, session, (), a_trace(at=5, run=2))
    with store.connect() as c:
        shown = load_spans(c, program.id)
        everything = load_spans(c, program.id, all_runs=True)
        phases = load_progress(c, program.id).phases_ms
    assert [(span.session, span.name, span.run, span.offset_ms) for span in shown] == [
        (None, "structure", 1, 0.0),
        ("1-1", "session", 2, 5000.0),
        ("1-1", "score", 2, 5001.0),
        ("1-1", "save", 2, 5002.0),
    ]
    assert [(span.index, span.parent) for span in shown[1:]] == [(0, None), (1, 0), (2, 0)]
    assert (shown[1].session_type, shown[1].sequence, shown[1].duration_ms) == ("full_body", 0, 1.0)
    assert len(everything) == 7
    assert phases == {"save": 1.0, "score": 1.0, "session": 1.0, "structure": 1.0}


def test_visits_keep_the_order_the_moment_and_the_phase_of_every_branch_in_every_run(store: Database) -> None:
    program = stored_program(store)
    key, session = first_key(program), a_session(program.structure.days[0])
    taken = (BranchTaken("7.0", "B", 2, 1_500_000, 1), BranchTaken("5.0", "A", 1, 2_500_000, None))
    with store.begin() as c:
        save_trace(c, program.id, replace(a_trace(run=0), taken=(BranchTaken("3.6", "A", 1, 500, 0),)))
        save(c, key, session, (), replace(a_trace(), taken=taken))
        save(c, key, session, (), a_trace(run=2))  # as stored before the order was kept
    with store.connect() as c:
        visits = load_visits(c, program.id)
    assert [(v.session, v.run, v.fork, v.branch, v.times, v.at_ms, v.phase, v.phase_ms) for v in visits] == [
        (None, 0, "3.6", "A", 1, 0.0005, "session", 1.0),
        ("1-1", 1, "7.0", "B", 2, 1.5, "score", 1.0),
        ("1-1", 1, "5.0", "A", 1, 2.5, None, None),
        ("1-1", 2, "5.0", "A", 1, None, None, None),
        ("1-1", 2, "7.0", "A", 10, None, None, None),
        ("1-1", 2, "7.0", "B", 2, None, None, None),
    ]
    assert (visits[1].session_type, visits[1].sequence) == ("full_body", 0)


def test_progress_follows_a_program_from_the_queue_to_its_end(store: Database) -> None:
    program = stored_program(store, structure=a_structure(1))
    with store.connect() as c:
        waiting = load_progress(c, program.id)
    assert (waiting.status, waiting.sessions_total, waiting.sessions_done) == (PENDING, 4, 0)
    assert (waiting.current, waiting.elapsed_ms) == (None, None)
    assert waiting.queued_ms >= 0
    with store.begin() as c:
        assert status.take(c, program.id) == Taken(run=1, attempts=1)
        save(c, first_key(program), a_session(program.structure.days[0]))
    with store.connect() as c:
        running = load_progress(c, program.id)
    assert (running.status, running.sessions_done) == (GenerationStatus.IN_PROGRESS, 1)
    assert running.elapsed_ms is not None
    with store.begin() as c:
        status.finish(c, program.id, FAILED, "1 of 4 failed")
    with store.connect() as c:
        ended, later = load_progress(c, program.id), load_progress(c, program.id)
    assert (ended.status, ended.error, ended.elapsed_ms) == (FAILED, "1 of 4 failed", later.elapsed_ms)


def test_choices_and_funnels_are_read_for_the_whole_program_or_a_part(store: Database) -> None:
    program = stored_program(store)
    first, second = (SessionKey(program.id, 1, day) for day in (1, 3))
    sessions_of = {day.day: a_session(day) for day in program.structure.days[:7]}
    with store.begin() as c:
        save(c, second, sessions_of[3], (a_decision(0, chosen=None),))
        save(c, first, sessions_of[1], (a_decision(0), a_decision(1, hold="kept from last week")))
    with store.connect() as c:
        choices = load_choices(c, program.id)
        funnels = load_funnels(c, program.id)
        assert [f.session for f in load_funnels(c, program.id, microcycle=1, day=3)] == ["1-3"]
        assert load_funnels(c, program.id, microcycle=2) == ()
    assert [(one.session, one.slot, one.chosen) for one in choices] == [
        ("1-1", 0, "movement_0"), ("1-1", 1, "movement_1"), ("1-3", 0, None),
    ]  # fmt: skip
    assert choices[0].sequence < choices[2].sequence
    stages = (("hard_no", 3, 297), ("equipment", 120, 177))
    assert [(one.slot, one.stages) for one in funnels] == [(0, stages), (1, ()), (0, stages)]
