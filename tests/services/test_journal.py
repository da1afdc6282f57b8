"""When what a run traced goes to the database, with a clock moved by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import text

from alloy_engine.flow import PHASE, BranchTaken, Span, Trace
from alloy_engine.services import Alloy
from alloy_engine.services.clock import SystemClock
from alloy_engine.services.journal import Journal
from alloy_engine.storage.keys import SessionKey
from alloy_engine.storage.stored_traces import load_spans, load_traces, load_visits
from tests.services.test_generation import REQUEST
from tests.stepping import Vanished, bench_of, fetched, generate_program, vanish_after, work_off

Opener = Callable[..., Alloy]
BEGAN = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)


class Moved(SystemClock):
    seconds = 0.0

    def now(self) -> dt.datetime:
        return BEGAN + dt.timedelta(seconds=self.seconds)

    def nanoseconds(self) -> int:
        return int(self.seconds * 1e9)


class Desk:
    """A journal over a stored program, and what is stored of it."""

    def __init__(self, alloy: Alloy) -> None:
        self.alloy, self.clock = alloy, Moved()
        self.program = alloy.create(REQUEST).id
        self.journal = Journal.begun(replace(alloy.workshop, clock=self.clock), self.program)
        self.saved()  # the first batch is due at once

    def planned(self, key: str) -> None:
        """A session came, with a phase and a branch in it; then the time of saving it."""
        spans, taken = (Span("session", PHASE, None, 0, 5_000_000),), (BranchTaken("7.1", "0", 4, 1_000_000, 0),)
        self.journal.keep(SessionKey.parse(self.program, key), Trace(self.clock.now(), spans, taken=taken).packed())
        with self.journal.timed("save", SessionKey.parse(self.program, key)):
            self.clock.seconds += 0.1

    def saved(self) -> None:
        with self.alloy.database.begin() as c:
            batch = self.journal.write(c)
        self.journal.settle(batch)

    @property
    def stored(self) -> list[str]:
        """Sessions there is a trace of, in order, as often as their first span is stored."""
        with self.alloy.database.connect() as c:
            return [trace.session for trace in load_traces(c, self.program) if trace.session and trace.first == 0]


@pytest.fixture
def desk(opened: Opener) -> Desk:
    return Desk(opened(worker=False))


def test_sessions_wait_for_the_next_batch_and_all_of_them_are_one_row_then(desk: Desk) -> None:
    for key in ("1-1", "1-3"):
        desk.planned(key)
        desk.saved()
    assert desk.stored == []
    desk.clock.seconds = 0.5
    desk.saved()
    assert desk.stored == ["1-1", "1-3"]
    with desk.alloy.database.connect() as c:
        spans = [span for span in load_spans(c, desk.program) if span.session == "1-3"]
        rows = {trace.id for trace in load_traces(c, desk.program) if trace.session}
        (visit,) = [visit for visit in load_visits(c, desk.program) if visit.session == "1-3"]
    assert len(rows) == 1
    assert [(span.name, span.index, span.duration_ms) for span in spans] == [("session", 0, 5.0), ("save", 1, 100.0)]
    assert (visit.fork, visit.times, visit.at_ms, visit.phase) == ("7.1", 4, 1.0, "session")
    desk.saved()
    assert desk.stored == ["1-1", "1-3"], "nothing is stored twice"


def test_a_row_of_work_that_follows_keeps_its_place_in_time(desk: Desk) -> None:
    desk.planned("1-1")
    desk.clock.seconds = 2.0
    with desk.journal.timed("again", SessionKey.parse(desk.program, "1-1")), desk.journal.tracer.phase("open"):
        desk.clock.seconds = 2.5
    desk.saved()
    with desk.alloy.database.connect() as c:
        at = {span.name: span.offset_ms for span in load_spans(c, desk.program) if span.session}
    assert at["again"] - at["session"] == pytest.approx(2000)


def test_what_waits_for_long_is_stored_without_anything_being_saved(desk: Desk) -> None:
    desk.planned("1-1")
    desk.saved()
    desk.clock.seconds = 0.9
    desk.journal.meanwhile()
    assert desk.stored == []
    desk.clock.seconds = 1.0
    desk.journal.meanwhile()
    assert desk.stored == ["1-1"]


@pytest.mark.parametrize("lost", [False, True])
def test_only_what_is_committed_is_stored_when_a_run_breaks_off(desk: Desk, lost: bool) -> None:
    desk.planned("1-1")
    desk.saved()
    desk.planned("1-3")  # and its transaction fails
    with desk.journal.tracer.phase("open"):
        pass
    desk.journal.flush(lost=lost)
    assert desk.stored == ["1-1"]
    with desk.alloy.database.connect() as c:
        told = [span.name for span in load_spans(c, desk.program) if span.session is None]
    assert told == ([] if lost else ["open"])


def test_what_a_killed_worker_had_not_stored_yet_is_missing_in_time_only(opened: Opener) -> None:
    alloy = opened(worker=False)
    program = alloy.create(REQUEST).id
    ticket = fetched(alloy.database)
    assert ticket is not None
    patient = replace(alloy.workshop, settings=replace(alloy.settings, trace_seconds=3600))
    with pytest.raises(Vanished):
        generate_program(patient, ticket, bench_of(alloy), vanish_after(3))
    assert not any(span.session for span in alloy.timing(program))
    with alloy.database.begin() as c:
        c.execute(text("UPDATE queue.procrastinate_jobs SET status = 'todo'"))
    work_off(alloy)
    branches = alloy.flow(program, "1-1")
    visits = [visit for visit in alloy.visits(program) if visit.session == "1-1"]
    assert {(visit.fork, visit.branch): visit.times for visit in visits} == {
        (fork, branch): times for fork, taken in branches.items() for branch, times in taken.items()
    }
    assert {visit.at_ms for visit in visits} == {None}
    assert not any(span.session == "1-1" for span in alloy.timing(program))
    assert any(span.session == "2-1" for span in alloy.timing(program))
