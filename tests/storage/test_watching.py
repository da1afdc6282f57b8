"""What a transaction tells the recorder it was begun with."""

from __future__ import annotations

import threading
import time

import pytest
from sqlalchemy import text

from alloy_engine.flow import SQL, WAIT, Recorder
from alloy_engine.storage.creation import insert_program
from alloy_engine.storage.database import Database
from alloy_engine.storage.watching import label_of
from tests.storage.samples import a_program, stored_program


def test_a_transaction_tells_of_its_connection_its_statements_and_its_end(store: Database) -> None:
    recorder = Recorder(time.perf_counter_ns)
    with recorder.phase("work"), store.begin(recorder) as c:
        c.execute(text("SELECT * FROM generate_series(1, 5)")).all()
        c.execute(text("UPDATE programs SET name = name"))
    told = [(span.name, span.kind, span.parent, span.rows) for span in recorder.spans]
    assert told == [
        ("work", "phase", None, None),
        ("connection", WAIT, 0, None),
        ("SELECT generate_series", SQL, 0, 5),
        ("UPDATE programs", SQL, 0, 0),
        ("COMMIT", SQL, 0, None),
    ]
    whole = recorder.spans[0]
    assert sum(span.duration_ns for span in recorder.spans[1:]) <= whole.duration_ns


def test_a_transaction_begun_without_a_recorder_tells_nobody(store: Database) -> None:
    recorder = Recorder(time.perf_counter_ns)
    with store.begin(recorder) as c:
        c.execute(text("SELECT 1"))
    before = len(recorder.spans)
    with store.begin() as c:
        c.execute(text("SELECT 1"))
    assert len(recorder.spans) == before


def test_a_statement_that_fails_is_told_of_and_closed(store: Database) -> None:
    recorder = Recorder(time.perf_counter_ns)
    with pytest.raises(Exception, match="nowhere"), store.begin(recorder) as c:
        c.execute(text("SELECT * FROM nowhere"))
    assert "SELECT nowhere" in [span.name for span in recorder.spans]
    assert "COMMIT" not in [span.name for span in recorder.spans]
    assert recorder.since(0) == recorder.spans, "nothing was left open"


def test_creating_a_program_tells_of_its_job_too(store: Database) -> None:
    recorder = Recorder(time.perf_counter_ns)
    with store.begin(recorder) as c:
        insert_program(c, a_program())
    rows = {span.name: span.rows for span in recorder.spans}
    assert rows["INSERT INTO programs"] == 1
    assert "INSERT queue.procrastinate_jobs" in rows


def test_waiting_for_a_lock_is_told_apart_from_the_statement_that_waits(store: Database) -> None:
    program = stored_program(store)
    rename = text("UPDATE programs SET name = :name WHERE id = :id")
    recorder, done = Recorder(time.perf_counter_ns), threading.Event()

    def wait_for_it() -> None:
        with recorder.phase("save"), store.begin(recorder) as c:
            c.execute(text("SELECT 1"))
            c.execute(rename, {"id": program.id, "name": "second"})
        done.set()

    with store.begin() as holder:
        holder.execute(rename, {"id": program.id, "name": "first"})
        waiter = threading.Thread(target=wait_for_it)
        waiter.start()
        while not store._locks._waits:  # until it was seen to wait
            assert not done.wait(0.005)
    waiter.join()
    (lock,) = [span for span in recorder.spans if span.name == "lock"]
    update = recorder.spans[lock.parent or 0]
    assert (lock.kind, update.name) == (WAIT, "UPDATE programs")
    assert 0 < lock.duration_ns <= update.duration_ns
    assert update.start_ns <= lock.start_ns


@pytest.mark.parametrize(
    ("sql", "label"),
    [
        ("SELECT a FROM b WHERE c IN (SELECT d FROM e)", "SELECT b"),
        ("INSERT INTO exercises (a) SELECT a FROM jsonb_populate_recordset(NULL::b, :rows)", "INSERT INTO exercises"),
        ("WITH gone AS (DELETE FROM a WHERE b = (c)) UPDATE sessions SET x = 1", "UPDATE sessions"),
        ("WITH s AS (SELECT 1), r AS (UPDATE programs SET y = 1) SELECT EXISTS (SELECT FROM r)", "UPDATE programs"),
        ("SELECT id FROM jobs WHERE x FOR UPDATE SKIP LOCKED", "SELECT jobs"),
        ("INSERT INTO a (b) VALUES (1) ON CONFLICT (b) DO UPDATE SET b = 2", "INSERT INTO a"),
        ("\nUPDATE programs\n SET a = 1", "UPDATE programs"),
        ("delete from queue.jobs", "DELETE FROM queue.jobs"),
        ("SAVEPOINT sa_savepoint_1", "SAVEPOINT"),
        ("", "?"),
    ],
)  # fmt: skip
def test_a_statement_is_named_by_what_it_does_and_to_what(sql: str, label: str) -> None:
    assert label_of(sql) == label
