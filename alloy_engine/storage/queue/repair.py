"""What keeps the promise that no program is forgotten: jobs of lost workers, programs without a job.

The engine underneath leaves the job of a killed worker untouched for ever, and would let a late worker end
a job that others have taken over. So an orphaned job is never handed on: it is closed for good, and a
fresh one takes its place. The number of the job is what a late worker fails on.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

from alloy_engine.storage import status
from alloy_engine.storage.queue.jobs import QUEUE, enqueue


def rescue(c: Connection, silence: float, *, everything: bool = False) -> tuple[str, ...]:
    """Give the programs of lost workers a fresh job; returns their ids.

    silence: seconds without a heartbeat after which a worker counts as lost. everything: nobody else is
    alive, so whatever is being done is being done by nobody.
    """
    found = c.execute(ORPHANS, {"queue": QUEUE, "silence": silence, "everything": everything}).all()
    for job, _ in found:
        c.execute(CLOSE, {"job": job})
    for _, program in found:
        status.put_back(c, program, lost=True)
        if _is_unfinished(c, program):
            enqueue(c, program)
    return tuple(program for _, program in found)


def reconcile(c: Connection) -> tuple[str, ...]:
    """Give a job to every program that is not at its end and has none; returns their ids."""
    found = tuple(str(program) for program in c.execute(WITHOUT_JOB).scalars())
    for program in found:
        status.put_back(c, program, lost=False)
        enqueue(c, program)
    return found


def _is_unfinished(c: Connection, program: str) -> bool:
    return c.execute(UNFINISHED, {"id": program}).first() is not None


ORPHANS = text("""
SELECT jobs.id, jobs.args->>'program_id'
FROM queue.procrastinate_jobs AS jobs LEFT JOIN queue.procrastinate_workers AS workers ON workers.id = jobs.worker_id
WHERE jobs.status = 'doing' AND jobs.queue_name = :queue
    AND (:everything OR workers.id IS NULL OR workers.last_heartbeat < now() - make_interval(secs => :silence))
ORDER BY jobs.id
FOR UPDATE OF jobs SKIP LOCKED
""")

CLOSE = text("UPDATE queue.procrastinate_jobs SET status = 'aborted', abort_requested = false WHERE id = :job")

UNFINISHED = text(f"SELECT 1 FROM programs WHERE id = :id AND status IN {status.UNFINISHED}")

# A second's grace: a program is committed together with its job, but a job's end and what follows are not.
WITHOUT_JOB = text(f"""
SELECT id FROM programs
WHERE status IN {status.UNFINISHED} AND asked_at < now() - interval '1 second'
    AND NOT EXISTS (
        SELECT FROM queue.procrastinate_jobs AS jobs
        WHERE jobs.queueing_lock = 'program:' || programs.id AND jobs.status = 'todo'
    )
    AND NOT EXISTS (
        SELECT FROM queue.procrastinate_jobs AS jobs
        WHERE jobs.lock = 'program:' || programs.id AND jobs.status = 'doing'
    )
ORDER BY asked_at
LIMIT 100
FOR UPDATE SKIP LOCKED
""")
