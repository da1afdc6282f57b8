"""A job is in one pair of hands at a time, and never lost."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from procrastinate import __version__
from procrastinate.schema import SchemaManager
from sqlalchemy import Connection, event, text

from alloy_engine.catalogue.policies.retention import load_retention
from alloy_engine.domain.vocabulary import GenerationStatus
from alloy_engine.errors import DatabaseUnavailable
from alloy_engine.services.clock import SystemClock
from alloy_engine.services.telemetry import Nobody
from alloy_engine.services.wayside import Wayside
from alloy_engine.services.worker.tending import Tending
from alloy_engine.settings import DATA_FOLDER
from alloy_engine.storage import programs, status
from alloy_engine.storage.database import Database
from alloy_engine.storage.queue import repair
from alloy_engine.storage.queue.jobs import call_off, enqueue, is_ours, lock_of, queue_length
from alloy_engine.storage.queue.loop import Outcome
from alloy_engine.storage.queue.presence import WORKERS_LOCK, Presence, alone
from alloy_engine.storage.queue.rhythm import Rhythm
from tests.durability.processes import until
from tests.stepping import fetched, settled
from tests.storage.samples import stored_program


def tending(store: Database) -> Tending:
    return Tending(store, Rhythm(), Wayside(), load_retention(DATA_FOLDER / "policy"), Nobody(), SystemClock())


def test_the_schema_is_that_of_the_installed_version(store: Database) -> None:
    """Whoever moves the pin writes a migration that brings the queue's schema along."""
    with store.connect() as c:
        comment = c.execute(text("SELECT obj_description('queue'::regnamespace, 'pg_namespace')")).scalar_one()
    assert comment == f"procrastinate {__version__}"
    assert "procrastinate_fetch_job_v2" in SchemaManager.get_schema()


def test_the_oldest_job_is_taken_first_and_only_once(store: Database) -> None:
    first, second = stored_program(store), stored_program(store)
    taken = [fetched(store) for _ in range(3)]
    assert [ticket and ticket.program_id for ticket in taken] == [first.id, second.id, None]


def test_a_program_that_waits_has_one_job_and_nothing_else_is_lost_by_asking_again(store: Database) -> None:
    program = stored_program(store)
    with store.begin() as c:
        programs.rename(c, program.id, "Renamed")
        assert not enqueue(c, program.id)
        assert queue_length(c) == 1
    with store.connect() as c:
        assert programs.load_orders(c, program.id).name == "Renamed", "the transaction survived the refusal"


def test_while_a_program_is_worked_on_the_next_job_waits(store: Database) -> None:
    program = stored_program(store)
    ticket = fetched(store)
    assert ticket is not None
    with store.begin() as c:
        assert enqueue(c, program.id)
    assert fetched(store) is None
    settled(store, ticket, Outcome.DONE)
    after = fetched(store)
    assert after is not None
    assert after.job != ticket.job


def test_a_ticket_is_good_until_somebody_else_has_one(store: Database) -> None:
    stored_program(store)
    first = fetched(store)
    assert first is not None
    with store.begin() as c:
        assert is_ours(c, first)
    settled(store, first, Outcome.AGAIN)
    second = fetched(store)
    assert second is not None
    assert (second.job, second.attempt) == (first.job, first.attempt + 1)
    with store.begin() as c:
        assert not is_ours(c, first)
        assert is_ours(c, second)


def test_nobody_can_be_robbed_in_the_middle_of_a_transaction(store: Database) -> None:
    stored_program(store)
    ticket = fetched(store)
    assert ticket is not None
    with store.begin() as c:
        assert is_ours(c, ticket)
        with store.begin() as other:
            assert repair.rescue(other, 0.0, everything=True) == ()
    with store.begin() as c:
        assert repair.rescue(c, 0.0, everything=True) == (ticket.program_id,)
        assert not is_ours(c, ticket)


def test_two_rescuers_make_one_new_job_and_a_late_worker_cannot_end_it(store: Database) -> None:
    stored_program(store)
    ticket = fetched(store)
    assert ticket is not None
    with store.begin() as c:
        repair.rescue(c, 0.0, everything=True)
    with store.begin() as c:
        assert repair.rescue(c, 0.0, everything=True) == ()
        assert queue_length(c) == 1
    fresh = fetched(store)
    assert fresh is not None
    assert fresh.job != ticket.job
    with pytest.raises(Exception, match="Job was not found"):
        settled(store, ticket, Outcome.DROPPED)
    with store.begin() as c:
        assert is_ours(c, fresh)


def test_only_silent_workers_are_robbed(store: Database) -> None:
    program = stored_program(store)
    assert fetched(store) is not None
    with store.begin() as c:
        assert repair.rescue(c, 60.0) == ()
        c.execute(text("UPDATE queue.procrastinate_workers SET last_heartbeat = now() - interval '2 minutes'"))
        assert repair.rescue(c, 60.0) == (program.id,)


def test_what_was_called_off_is_not_begun_and_not_written(store: Database) -> None:
    waiting, running = stored_program(store), stored_program(store)
    with store.begin() as c:
        call_off(c, waiting.id)
    ticket = fetched(store)
    assert ticket is not None
    assert ticket.program_id == running.id
    with store.begin() as c:
        call_off(c, running.id)
        assert not is_ours(c, ticket)
    assert fetched(store) is None


def test_a_program_without_a_job_gets_one_unless_it_has_ended(store: Database) -> None:
    lost, ended, in_order = stored_program(store), stored_program(store), stored_program(store)
    with store.begin() as c:
        status.take(c, lost.id)
        status.cancel(c, ended.id)
        for program in (lost, ended):
            c.execute(text("DELETE FROM queue.procrastinate_jobs WHERE lock = :lock"), {"lock": lock_of(program.id)})
        c.execute(text("UPDATE programs SET asked_at = now() - interval '1 minute'"))
        assert repair.reconcile(c) == (lost.id,)
        assert repair.reconcile(c) == ()
        assert queue_length(c) == 2
        assert programs.load_orders(c, lost.id).status is GenerationStatus.PENDING, "nobody has it in hand"
        assert programs.load_orders(c, in_order.id).status is GenerationStatus.PENDING


def test_a_deleted_program_takes_its_job_along(store: Database) -> None:
    program = stored_program(store)
    ticket = fetched(store)
    assert ticket is not None
    with store.begin() as c:
        programs.delete(c, program.id)
        assert not is_ours(c, ticket)
        assert repair.reconcile(c) == ()
    with store.begin() as c:
        assert repair.rescue(c, 0.0, everything=True) == (program.id,)
        assert queue_length(c) == 0, "an orphaned job of a program that is gone is only closed"


def test_who_is_frozen_while_looking_after_orphans_keeps_nobody_out(store: Database) -> None:
    def freeze() -> None:
        with store.begin() as frozen, store.begin() as other:
            assert alone(frozen)
            assert not alone(other)
            frozen.execute(text("SET LOCAL idle_in_transaction_session_timeout = '200ms'"))  # sooner than usual
            Presence(store).close()  # it waited for the end of the frozen one
            frozen.execute(text("SELECT 1"))

    with pytest.raises(DatabaseUnavailable, match="idle-in-transaction"):
        freeze()


def test_who_is_alone_is_told_so(store: Database) -> None:
    def is_alone() -> bool:
        with store.begin() as c:
            return alone(c)

    assert is_alone()
    living = [Presence(store), Presence(store)]
    for one in living:
        assert not is_alone()
        one.check()
        one.close()
    until(is_alone)  # the server has noticed their end


def test_orphans_are_looked_after_by_whoever_keeps_the_others_out_and_nobody_else_is_waited_for(
    store: Database,
) -> None:
    """A second connection, opened in between, is where a starved process lost its start."""
    program = stored_program(store)
    assert fetched(store) is not None
    meanwhile: list[bool] = []

    def keeps_others_out(c: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
        if "FOR UPDATE OF jobs SKIP LOCKED" in statement:
            meanwhile.append(c.exec_driver_sql(HOLDS_IT, (WORKERS_LOCK,)).scalar_one())

    event.listen(store.engine, "before_cursor_execute", keeps_others_out)
    tending(store).rescue_where_alone()
    assert meanwhile == [True]
    with store.connect() as c:
        assert queue_length(c) == 1
        assert programs.load_orders(c, program.id).status is GenerationStatus.PENDING
    assert fetched(store) is not None
    living = Presence(store)
    tending(store).rescue_where_alone()
    living.close()
    assert meanwhile == [True], "somebody lives: what is being done is left to its workers"


HOLDS_IT = """
SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND mode = 'ExclusiveLock'
    AND granted AND pid = pg_backend_pid())
"""


def test_many_workers_share_the_jobs_without_taking_one_twice(store: Database) -> None:
    made = {stored_program(store).id for _ in range(12)}
    taken: list[str] = []

    def work() -> None:
        while (ticket := fetched(store)) is not None:
            taken.append(ticket.program_id)
            settled(store, ticket, Outcome.DONE)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == sorted(made)


def test_looking_after_the_forgotten_where_there_are_none_does_nothing(store: Database) -> None:
    program = stored_program(store)
    tending(store).look()
    with store.connect() as c:
        assert queue_length(c) == 1
        assert programs.load_orders(c, program.id).status is GenerationStatus.PENDING


def test_pauses_grow_and_end() -> None:
    pauses = [Rhythm().pause_after(n) for n in range(12)]
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (Rhythm().pause, Rhythm().longest_pause)
