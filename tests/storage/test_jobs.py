"""A job is in one pair of hands at a time, and never lost."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import text

from alloy_engine.storage import jobs, programs
from alloy_engine.storage.database import Database
from alloy_engine.storage.jobs import Claim
from tests.storage.samples import stored_program

LEASE = 60.0


def claim(store: Database, worker: str = "w1") -> Claim | None:
    with store.begin() as c:
        return jobs.claim(c, worker, LEASE)


def let_leases_lapse(store: Database) -> None:
    with store.begin() as c:
        c.execute(text("UPDATE jobs SET lease_until = now() - interval '1 second' WHERE status = 'doing'"))


def test_the_oldest_job_is_taken_first_and_only_once(store: Database) -> None:
    first, second = stored_program(store), stored_program(store)
    assert claim(store, "w1") == Claim(first.id, 1, 1, cancel_requested=False)
    taken = claim(store, "w2")
    assert taken is not None
    assert (taken.program_id, taken.resumed) == (second.id, False)
    assert claim(store, "w3") is None


def test_a_job_being_taken_does_not_block_the_next_worker(store: Database) -> None:
    first, second = stored_program(store), stored_program(store)
    with store.begin() as c, store.begin() as other:
        taken, next_taken = jobs.claim(c, "w1", LEASE), jobs.claim(other, "w2", LEASE)
    assert (taken and taken.program_id, next_taken and next_taken.program_id) == (first.id, second.id)


def test_a_lapsed_lease_lets_another_worker_resume_and_fences_the_first(store: Database) -> None:
    program = stored_program(store)
    claim(store, "w1")
    let_leases_lapse(store)
    resumed = claim(store, "w2")
    assert resumed == Claim(program.id, 1, 2, cancel_requested=False)
    assert resumed.resumed
    with store.begin() as c:
        assert not jobs.renew(c, program.id, "w1", LEASE)
        assert not jobs.finish(c, program.id, "w1")
        assert jobs.renew(c, program.id, "w2", LEASE)
        assert jobs.finish(c, program.id, "w2")
        assert jobs.queue_length(c) == 0


def test_a_worker_takes_up_again_what_it_dropped_itself(store: Database) -> None:
    program = stored_program(store)
    claim(store, "w1")
    again = claim(store, "w1")
    assert again is not None
    assert (again.program_id, again.resumed) == (program.id, True)


def test_a_renewed_lease_cannot_be_stolen_before_the_commit(store: Database) -> None:
    program = stored_program(store)
    claim(store, "w1")
    let_leases_lapse(store)
    with store.begin() as c:
        assert jobs.renew(c, program.id, "w1", LEASE)
        assert claim(store, "w2") is None
    assert claim(store, "w2") is None


def test_a_cancelled_job_is_not_renewed_and_says_so_when_taken(store: Database) -> None:
    waiting, running = stored_program(store), stored_program(store)
    claim(store, "w1")
    with store.begin() as c:
        assert jobs.request_cancel(c, waiting.id)
        assert jobs.request_cancel(c, running.id)
        assert not jobs.renew(c, waiting.id, "w1", LEASE)
        assert jobs.cancel_requested(c, waiting.id)
        assert jobs.finish(c, waiting.id, "w1")
        assert not jobs.request_cancel(c, waiting.id), "what has ended cannot be cancelled"
    taken = claim(store, "w2")
    assert taken is not None
    assert (taken.program_id, taken.cancel_requested) == (running.id, True)


def test_a_job_handed_back_waits_for_its_time(store: Database) -> None:
    program = stored_program(store)
    claim(store, "w1")
    with store.begin() as c:
        assert jobs.finish(c, program.id, "w1", retry_in=30.0)
        assert jobs.queue_length(c) == 1
    assert claim(store, "w2") is None
    with store.begin() as c:
        c.execute(text("UPDATE jobs SET not_before = now()"))
    taken = claim(store, "w2")
    assert taken is not None
    assert (taken.run, taken.attempts) == (1, 2)


def test_asking_again_makes_a_new_run_unless_somebody_works_on_it(store: Database) -> None:
    program = stored_program(store)
    with store.begin() as c:
        assert jobs.enqueue(c, program.id) == 1, "it waits already"
    claim(store, "w1")
    with store.begin() as c:
        assert jobs.enqueue(c, program.id) is None
        jobs.finish(c, program.id, "w1", error="boom")
        assert jobs.enqueue(c, program.id) == 2
    assert claim(store, "w1") == Claim(program.id, 2, 1, cancel_requested=False)
    let_leases_lapse(store)
    with store.begin() as c:
        assert jobs.enqueue(c, program.id) == 3, "nobody alive works on it"


@pytest.mark.parametrize("workers", [6])
def test_many_workers_share_the_jobs_without_taking_one_twice(store: Database, workers: int) -> None:
    made = {stored_program(store).id for _ in range(12)}
    taken: list[str] = []

    def work(name: str) -> None:
        while (got := claim(store, name)) is not None:
            taken.append(got.program_id)
            with store.begin() as c:
                assert jobs.finish(c, got.program_id, name)

    threads = [threading.Thread(target=work, args=(f"w{n}",)) for n in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == sorted(made)


def test_a_deleted_program_ends_its_job(store: Database) -> None:
    program = stored_program(store)
    claim(store, "w1")
    with store.begin() as c:
        programs.delete(c, program.id)
        assert not jobs.renew(c, program.id, "w1", LEASE)
        assert jobs.queue_length(c) == 0
