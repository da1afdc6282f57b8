"""Branches that no program keeps are counted, stored and read; those of a program stay with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from alloy_engine.catalogue.policies.retention import load_retention
from alloy_engine.errors import Conflict, ConstraintRefused, DatabaseUnavailable, FlowError, InvalidRequest, NotFound
from alloy_engine.services import Alloy
from alloy_engine.services.clock import SystemClock
from alloy_engine.services.generation import JobLost, generate_program
from alloy_engine.services.telemetry import Nobody
from alloy_engine.services.wayside import Wayside
from alloy_engine.services.worker.jobs import work
from alloy_engine.services.worker.tending import Tending
from alloy_engine.settings import DATA_FOLDER
from alloy_engine.storage.database import Database
from alloy_engine.storage.queue.jobs import enqueue
from alloy_engine.storage.queue.loop import Outcome
from alloy_engine.storage.queue.rhythm import Rhythm
from tests.stepping import bench_of, fetched, never, work_off, work_partly

REQUEST: dict[str, Any] = {
    "goals": {"strength": 10},
    "duration_weeks": 8,
    "days_per_week": 2,
    "session_minutes": 30,
    "start_date": "2026-01-05",
}
NOBODY = "00000000-0000-4000-8000-000000000000"
Opener = Callable[..., Alloy]


def refuse_inserts(alloy: Alloy, table: str, condition: str) -> None:
    """From now on the database answers so to whoever inserts there."""
    trick = f"""
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            RAISE EXCEPTION 'refused' USING ERRCODE = '{condition}';
        END $$;
        CREATE TRIGGER refuse BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION refuse();
    """
    with alloy.database.begin() as c:
        c.execute(text(trick))


def test_counts_add_up_over_engines(opened: Opener) -> None:
    alloy = opened(worker=False)
    with pytest.raises(NotFound):
        alloy.status(NOBODY)
    assert alloy.wayside_counts() == {"11.0": {"D": 1}}
    alloy.close()
    again = opened(worker=False)
    with pytest.raises(NotFound):
        again.status(NOBODY)
    again.wayside.store(again.database)
    assert again.wayside.counted() == {}
    assert again.wayside_counts() == {"11.0": {"D": 2}}


def test_a_worker_stores_them_in_passing(opened: Opener) -> None:
    alloy = opened()
    program = alloy.create(REQUEST).id
    while not alloy.status(program).terminal:
        pass
    stored = "SELECT coalesce(sum(times), 0) FROM wayside_branches WHERE fork = '11.0'"
    for _ in range(2000):
        alloy.status(program)
        with alloy.database.connect() as c:
            if c.execute(text(stored)).scalar_one():
                return
    raise AssertionError("never stored")


def test_what_cannot_be_stored_is_not_lost(database: Database) -> None:
    wayside = Wayside()
    wayside.take("11.0", "A", 3)
    with database.begin() as c:
        c.execute(text("ALTER TABLE wayside_branches RENAME TO elsewhere"))
    with pytest.raises(Exception, match="wayside_branches"):
        wayside.store(database)
    wayside.take("11.0", "A")
    assert wayside.counted() == {("11.0", "A"): 4}


def test_the_wayside_refuses_what_is_not_declared() -> None:
    with pytest.raises(FlowError):
        Wayside().take("11.0", "Z")


def test_a_refused_creation_is_counted_and_a_good_one_goes_with_its_program(opened: Opener) -> None:
    alloy = opened(worker=False)
    with pytest.raises(InvalidRequest):
        alloy.create({**REQUEST, "goals": {"strength": 9}}, door="http", asked={"1.1.1": {"A": 1}})
    assert alloy.wayside_counts()["1.0"] == {"B": 1}
    assert alloy.wayside_counts()["1.3.1"] == {"B": 1}
    assert "1.1.1" not in alloy.wayside_counts()
    created = alloy.create(REQUEST, door="app", key="k", asked={"1.1.1": {"A": 3}})
    assert created.trace.branches["1.1.1"] == {"A": 3}
    assert created.trace.branches["3.7"] == {"A": 1}
    assert "3.6" not in alloy.wayside_counts()
    assert alloy.create(REQUEST, key="k").id == created.id
    assert alloy.wayside_counts()["1.2"] == {"B": 1}


@pytest.mark.parametrize(
    ("condition", "error", "branch"),
    [("check_violation", ConstraintRefused, "B"), ("disk_full", DatabaseUnavailable, "C")],
)
def test_a_creation_that_the_database_refuses_is_counted(
    condition: str, error: type[Exception], branch: str, opened: Opener
) -> None:
    alloy = opened(worker=False)
    refuse_inserts(alloy, "programs", condition)
    with pytest.raises(error):
        alloy.create(REQUEST)
    assert alloy.wayside_counts()["3.6"] == {branch: 1}


def test_what_is_done_with_a_program_is_counted_with_whether_it_could_be(opened: Opener) -> None:
    alloy = opened(worker=False)
    program = alloy.create(REQUEST).id
    alloy.rename(program, "Another")
    with pytest.raises(Conflict):
        alloy.regenerate(program)
    with pytest.raises(InvalidRequest):
        alloy.rename(program, "")
    with pytest.raises(NotFound):
        alloy.archive(NOBODY)
    alloy.archive(program)
    alloy.archive(program, archived=False)
    assert alloy.wayside_counts()["11.2"] == {"B": 1, "H": 2, "I": 2, "J": 1}
    assert alloy.wayside_counts()["11.3"] == {"A": 3, "B": 2, "C": 1}


def test_asking_again_while_a_job_waits_makes_no_second_one(opened: Opener) -> None:
    alloy = opened(worker=False)
    program = alloy.create(REQUEST).id
    work_off(alloy)
    with alloy.database.begin() as c:
        assert enqueue(c, program)
    alloy.regenerate(program)
    assert alloy.wayside_counts()["3.7"] == {"B": 1}


def test_what_the_watch_over_the_queue_finds_is_counted(opened: Opener) -> None:
    alloy = opened(worker=False)
    alloy.create(REQUEST)
    tending = Tending(
        alloy.database, Rhythm(), alloy.wayside, load_retention(DATA_FOLDER / "policy"), Nobody(), SystemClock()
    )
    tending.look()
    assert fetched(alloy.database) is not None  # by a worker of whom nothing more is heard
    tending.rescue_where_alone()
    with alloy.database.begin() as c:
        c.execute(text("DELETE FROM queue.procrastinate_jobs"))
        c.execute(text("UPDATE programs SET asked_at = asked_at - interval '1 minute'"))
    tending.look()
    assert alloy.wayside_counts()["4.4"] == {"A": 1, "B": 1, "C": 1}


def test_a_cancelled_program_says_how_it_ended(opened: Opener) -> None:
    alloy = opened(worker=False)
    program = alloy.create(REQUEST).id
    work_partly(alloy, 2)
    alloy.cancel(program)
    assert alloy.flow(program)["10.1"] == {"C": 1}


def test_a_run_over_nothing_is_counted(opened: Opener) -> None:
    alloy = opened(worker=False)
    alloy.create(REQUEST)
    ticket = fetched(alloy.database)
    assert ticket is not None
    with alloy.database.begin() as c:
        c.execute(text("UPDATE programs SET status = 'cancelled'"))
    generate_program(alloy.workshop, ticket, bench_of(alloy), never)
    assert alloy.wayside_counts()["4.0"] == {"C": 1}
    with alloy.database.begin() as c:
        c.execute(text("DELETE FROM programs"))
    generate_program(alloy.workshop, ticket, bench_of(alloy), never)
    assert alloy.wayside_counts()["4.1"] == {"B": 1}
    with alloy.database.begin() as c:
        c.execute(text("UPDATE queue.procrastinate_jobs SET attempts = attempts + 1"))
    with pytest.raises(JobLost):
        generate_program(alloy.workshop, ticket, bench_of(alloy), never)
    assert alloy.wayside_counts()["4.0"] == {"C": 1, "D": 1}


def test_a_program_lost_too_often_is_given_up(opened: Opener) -> None:
    alloy = opened(worker=False)
    program = alloy.create(REQUEST).id
    with alloy.database.begin() as c:
        c.execute(text("UPDATE programs SET attempts = 20"))
    work_off(alloy)
    assert alloy.status(program).status == "failed"
    assert alloy.wayside_counts()["4.3"] == {"B": 1}
    assert alloy.flow(program)["10.1"] == {"D": 1}


def test_trouble_with_the_database_is_counted_and_the_job_is_for_later(opened: Opener) -> None:
    alloy = opened(worker=False)
    alloy.create(REQUEST)
    ticket = fetched(alloy.database)
    assert ticket is not None
    refuse_inserts(alloy, "exercises", "disk_full")
    assert work(alloy.workshop, ticket, bench_of(alloy), never) is Outcome.LATER
    counts = alloy.wayside_counts()
    assert counts["6.1"]["B"] == counts["9.5"]["C"] == 1
