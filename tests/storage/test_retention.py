"""What becomes old goes, a batch at a time; everything else stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from alloy_engine.catalogue.policies.retention import FILE, RetentionPolicy, load_retention
from alloy_engine.errors import PolicyError
from alloy_engine.services.clock import SystemClock
from alloy_engine.services.telemetry import Nobody
from alloy_engine.services.wayside import Wayside
from alloy_engine.services.worker.tending import Tending
from alloy_engine.settings import DATA_FOLDER
from alloy_engine.storage.database import Database
from alloy_engine.storage.queue.loop import Outcome
from alloy_engine.storage.queue.rhythm import Rhythm
from alloy_engine.storage.retention import forget_jobs, forget_traces
from alloy_engine.storage.traces import save_trace
from tests.stepping import fetched, settled
from tests.storage.samples import a_trace, stored_program

TRACES, JOBS = text("SELECT count(*) FROM traces"), text("SELECT count(*) FROM queue.procrastinate_jobs")
AGE = text("UPDATE traces SET started_at = now() - interval '61 days' WHERE run = 1")


class Hours(SystemClock):
    """A clock moved by hand."""

    passed = 0.0

    def nanoseconds(self) -> int:
        return int(self.passed * 3600e9)


def test_old_traces_go_a_batch_at_a_time_and_young_ones_stay(store: Database) -> None:
    program = stored_program(store)
    with store.begin() as c:
        for run in (1, 1, 1, 2):
            save_trace(c, program.id, a_trace(run=run))
        c.execute(AGE)
        c.execute(text("UPDATE traces SET started_at = now() WHERE run = 2"))
        assert [forget_traces(c, 60, 2) for _ in range(3)] == [2, 1, 0]
        assert c.execute(TRACES).scalar_one() == 1


def test_jobs_that_ended_are_forgotten_after_a_day(store: Database) -> None:
    stored_program(store)
    ticket = fetched(store)
    assert ticket is not None
    settled(store, ticket, Outcome.DROPPED)
    stored_program(store)
    with store.begin() as c:
        assert forget_jobs(c, 1, 100) == 0
        c.execute(text("UPDATE queue.procrastinate_events SET at = now() - interval '25 hours'"))
        assert forget_jobs(c, 1, 100) == 1
        assert c.execute(JOBS).scalar_one() == 1, "the one that waits"


def test_a_worker_clears_away_until_nothing_old_is_left_and_then_again_later(store: Database) -> None:
    program, clock = stored_program(store), Hours()
    policy = RetentionPolicy(traces_days=60, finished_jobs_days=1, batch_rows=2, look_every_minutes=20)
    tending = Tending(store, Rhythm(), Wayside(), policy, Nobody(), clock)

    def left() -> int:
        tending.look()
        with store.connect() as c:
            return c.execute(TRACES).scalar_one()

    with store.begin() as c:
        for _ in range(3):
            save_trace(c, program.id, a_trace(run=1))
        c.execute(AGE)
    assert [left(), left()] == [1, 0], "a full batch is followed by another at once"
    with store.begin() as c:
        save_trace(c, program.id, a_trace(run=1))
        c.execute(AGE)
    assert left() == 1, "then there is a pause"
    clock.passed = 0.5
    assert left() == 0


def test_the_policy_of_the_house_is_read() -> None:
    policy = load_retention(DATA_FOLDER / "policy")
    assert policy.traces_days > policy.finished_jobs_days > 0


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("traces_days = 0\nfinished_jobs_days = 1\nbatch_rows = 1\nlook_every_minutes = 1", "traces_days"),
        ("finished_jobs_days = 1\nbatch_rows = 1\nlook_every_minutes = 1", "traces_days: Field required"),
        ("weeks = 1", "weeks"),
        ("traces_days =", FILE),
    ],
)
def test_a_fault_in_it_is_named(tmp_path: Path, content: str, fault: str) -> None:
    (tmp_path / FILE).write_text(content)
    with pytest.raises(PolicyError, match=fault):
        load_retention(tmp_path)
