"""The queue: one job a program, in a table of ours, taken with SKIP LOCKED and held by a lease.

Time is always the database's own, so that workers on different machines agree about it.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, text

from alloy_engine.storage.keys import program_key


@dataclass(frozen=True, slots=True)
class Claim:
    """A job that is ours until the lease runs out. run: 1 for the first generation, one more each time the
    program is generated again. attempts: how often this run was taken up, now included."""

    program_id: str
    run: int
    attempts: int
    cancel_requested: bool

    @property
    def resumed(self) -> bool:
        return self.attempts > 1


def enqueue_new(c: Connection, program_id: str) -> None:
    """The first job of a program, in the transaction that creates it."""
    c.execute(text("INSERT INTO jobs (program_id) VALUES (:id)"), {"id": program_key(program_id)})


def enqueue(c: Connection, program_id: str) -> int | None:
    """Ask for another run; returns its number, or None while a live worker has the job.

    A job that is waiting already stays one job, and keeps its number.
    """
    return c.execute(ENQUEUE, {"id": program_key(program_id)}).scalar_one_or_none()


def claim(c: Connection, worker: str, lease_seconds: float) -> Claim | None:
    """Take the oldest job that waits, whose lease has run out, or that this worker dropped; None if there is none.

    worker: a name no two threads share; whoever claims is not working on anything at that moment.
    """
    row = c.execute(CLAIM, {"worker": worker, "lease": lease_seconds}).one_or_none()
    return None if row is None else Claim(str(row.program_id), row.run, row.attempts, row.cancel_requested)


def renew(c: Connection, program_id: str, worker: str, lease_seconds: float) -> bool:
    """Extend the lease, and lock the job until commit so that nobody else can take it meanwhile.

    False: another worker has it, the program is gone, or it was cancelled; write nothing then.
    """
    held = {"id": program_key(program_id), "worker": worker, "lease": lease_seconds}
    return c.execute(RENEW, held).rowcount > 0


def cancel_requested(c: Connection, program_id: str) -> bool:
    statement = text("SELECT cancel_requested FROM jobs WHERE program_id = :id")
    return bool(c.execute(statement, {"id": program_key(program_id)}).scalar_one_or_none())


def finish(
    c: Connection, program_id: str, worker: str, *, error: str | None = None, retry_in: float | None = None
) -> bool:
    """End this worker's turn: done, failed with an error, or waiting again after `retry_in` seconds.

    False if the job is not this worker's any more.
    """
    status = "todo" if retry_in is not None else "failed" if error is not None else "done"
    values = {"id": program_key(program_id), "worker": worker, "status": status, "error": error, "pause": retry_in or 0}
    return c.execute(FINISH, values).rowcount > 0


def request_cancel(c: Connection, program_id: str) -> bool:
    """Ask whoever has, or will take, the job to stop. False: nothing waits or runs."""
    statement = text("UPDATE jobs SET cancel_requested = true WHERE program_id = :id AND status IN ('todo', 'doing')")
    return c.execute(statement, {"id": program_key(program_id)}).rowcount > 0


def queue_length(c: Connection) -> int:
    """Jobs waiting or being worked on."""
    return c.execute(text("SELECT count(*) FROM jobs WHERE status IN ('todo', 'doing')")).scalar_one()


ENQUEUE = text("""
INSERT INTO jobs (program_id) VALUES (:id)
ON CONFLICT (program_id) DO UPDATE SET
    status = 'todo', attempts = 0, not_before = now(), lease_until = NULL, worker = NULL, cancel_requested = false,
    run = jobs.run + CASE WHEN jobs.status = 'todo' THEN 0 ELSE 1 END,
    enqueued_at = now(), started_at = NULL, finished_at = NULL, error = NULL
WHERE jobs.status <> 'doing' OR jobs.lease_until < now()
RETURNING run
""")

CLAIM = text("""
UPDATE jobs SET
    status = 'doing', worker = :worker, attempts = attempts + 1, started_at = coalesce(started_at, now()),
    lease_until = now() + make_interval(secs => CAST(:lease AS double precision))
WHERE program_id = (
    SELECT program_id FROM jobs
    WHERE (status = 'todo' AND not_before <= now())
        OR (status = 'doing' AND (lease_until < now() OR worker = :worker))
    ORDER BY enqueued_at LIMIT 1
    FOR UPDATE SKIP LOCKED
)
RETURNING program_id, run, attempts, cancel_requested
""")

RENEW = text("""
UPDATE jobs SET lease_until = now() + make_interval(secs => CAST(:lease AS double precision))
WHERE program_id = :id AND worker = :worker AND status = 'doing' AND NOT cancel_requested
""")

FINISH = text("""
UPDATE jobs SET
    status = :status, error = :error, lease_until = NULL, worker = NULL,
    not_before = now() + make_interval(secs => CAST(:pause AS double precision)),
    finished_at = CASE WHEN :status = 'todo' THEN NULL ELSE now() END
WHERE program_id = :id AND worker = :worker AND status = 'doing'
""")
