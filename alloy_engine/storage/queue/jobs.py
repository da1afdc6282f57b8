"""Jobs as the rest of the engine sees them: one a program, enqueued with whatever makes it necessary.

A job only says that somebody should work on a program. What is to be done is told by the program's own
rows, so a job that is lost, doubled or late does no harm.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import Any

import procrastinate
from procrastinate import exceptions
from sqlalchemy import Connection, text

from alloy_engine.errors import StorageError
from alloy_engine.storage.database import Database
from alloy_engine.storage.keys import program_key
from alloy_engine.storage.watching import beside

QUEUE = "generation"
TASK = "generate_program"

# Never opened: it only ever writes on a connection it is handed, inside that connection's transaction.
CLIENT = procrastinate.App(connector=procrastinate.SyncPsycopgConnector())


@dataclass(frozen=True, slots=True)
class Ticket:
    """A job in a worker's hands. job and attempt together are its proof: whoever is given the job after
    it has other ones."""

    job: int
    attempt: int
    program_id: str


def lock_of(program_id: str) -> str:
    return f"program:{program_key(program_id)}"


def enqueue(c: Connection, program_id: str) -> bool:
    """Ask for a worker, in the caller's transaction. False: a job for the program waits already."""
    with c.begin_nested() as savepoint:  # a refused job must not take the caller's work with it
        try:
            enqueue_first(c, program_id)
        except exceptions.AlreadyEnqueued:
            savepoint.rollback()
            return False
    return True


def enqueue_first(c: Connection, program_id: str) -> None:
    """The same for a program that is new in this transaction, so that no job for it can wait already."""
    try:
        with beside(c, "INSERT queue.procrastinate_jobs"):
            _task(c, program_id).defer(program_id=program_key(program_id))
    except exceptions.ConnectorException as error:
        raise error.__cause__ or error from error


def ring(database: Database) -> None:
    """Tell idle workers that there is a job. After the commit that brought it: within one, creators would
    wait for each other. So would those who ring, since the server commits one notification at a time: who finds
    somebody ringing leaves it at that, for workers are woken after that one's commit and will find both jobs. A bell
    that is not heard costs no more than a poll of the queue."""
    with contextlib.suppress(StorageError), database.apart() as connection:
        connection.execute(RING, {"channel": f"procrastinate_queue_v1#{QUEUE}", "bell": BELL})


def is_ours(c: Connection, ticket: Ticket) -> bool:
    """Whether the job is still the ticket's; if so, nobody can take it away before the commit.

    False: another worker has it, the coach cancelled, or the job is gone. Write nothing then.
    """
    return c.execute(IS_OURS, {"job": ticket.job, "attempt": ticket.attempt}).first() is not None


def call_off(c: Connection, program_id: str) -> None:
    """No worker shall begin on the program, and the one that works on it shall write nothing more."""
    for job in c.execute(ACTIVE, {"lock": lock_of(program_id)}).scalars().all():
        CLIENT.job_manager.cancel_job_by_id(job, abort=True, connection=_raw(c))


def queue_length(c: Connection) -> int:
    """Jobs waiting or being worked on."""
    return c.execute(
        text("SELECT count(*) FROM queue.procrastinate_jobs WHERE status IN ('todo', 'doing')")
    ).scalar_one()


def _task(c: Connection, program_id: str) -> Any:
    lock = lock_of(program_id)
    return CLIENT.configure_task(TASK, queue=QUEUE, lock=lock, queueing_lock=lock, connection=_raw(c))


def _raw(c: Connection) -> Any:
    return c.connection.driver_connection


# Without a job's number: a worker that hears it looks for the next one, whichever that is.
BELL = 7_140_023  # of the advisory lock that whoever rings holds
RING = text("""SELECT pg_notify(:channel, '{"type": "job_inserted"}') WHERE pg_try_advisory_xact_lock(:bell)""")

IS_OURS = text("""
SELECT id FROM queue.procrastinate_jobs
WHERE id = :job AND status = 'doing' AND attempts = :attempt AND NOT abort_requested
FOR SHARE
""")

# Each half has an index of its own; lock and queueing lock are the same text.
ACTIVE = text("""
SELECT id FROM queue.procrastinate_jobs
WHERE (status = 'todo' AND queueing_lock = :lock) OR (status = 'doing' AND lock = :lock)
ORDER BY id FOR UPDATE
""")
