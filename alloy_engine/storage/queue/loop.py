"""The engine of a worker: procrastinate's own loop, told what to do with a job and what came of it."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
from collections.abc import Callable
from enum import Enum
from typing import Any

import procrastinate
from procrastinate import exceptions, retry
from procrastinate.jobs import Job

from alloy_engine.storage.database import Database
from alloy_engine.storage.queue.jobs import QUEUE, TASK, Ticket
from alloy_engine.storage.queue.rhythm import Rhythm

CONNECTIONS = 4  # to fetch, to beat, to look for what is to be aborted, to say what came of a job


class Outcome(Enum):
    """What became of a job in this worker's hands.

    DONE: nothing is left to do. AGAIN: put back, for any worker at once. LATER: trouble that will pass.
    DROPPED: it is not this worker's any more.
    """

    DONE = "done"
    AGAIN = "again"
    LATER = "later"
    DROPPED = "dropped"


Work = Callable[[Ticket, Callable[[], bool]], Outcome]


async def run(database: Database, rhythm: Rhythm, concurrency: int, work: Work, stop: asyncio.Event) -> None:
    """Take jobs and work them, `concurrency` at a time, until told to stop or until the database goes away.

    work: called in a thread, with the job and a question to ask now and then: shall I stop?
    Not to be cancelled: a pool that is cancelled while it connects never ends.
    """
    app = procrastinate.App(connector=_connector(database))

    @app.task(name=TASK, queue=QUEUE, pass_context=True, retry=_Retry(rhythm))
    def generate_program(context: procrastinate.JobContext, *, program_id: str) -> None:
        job = context.job
        outcome = work(Ticket(job.id or 0, job.attempts, program_id), context.should_abort)
        if outcome is Outcome.DROPPED:
            raise exceptions.JobAborted
        if outcome is not Outcome.DONE:
            raise _NotYet(outcome)

    async with app.open_async():
        worker = asyncio.create_task(
            app.run_worker_async(
                queues=[QUEUE],
                concurrency=concurrency,
                install_signal_handlers=False,
                delete_jobs="successful",
                fetch_job_polling_interval=rhythm.poll,
                abort_job_polling_interval=rhythm.heartbeat,
                update_heartbeat_interval=rhythm.heartbeat,
                stalled_worker_timeout=rhythm.silence,
                shutdown_graceful_timeout=rhythm.grace,
            )
        )
        told = asyncio.create_task(stop.wait())
        await asyncio.wait({worker, told}, return_when=asyncio.FIRST_COMPLETED)
        told.cancel()
        worker.cancel()  # it ends its jobs first; no harm if it has ended
        with contextlib.suppress(asyncio.CancelledError):
            await worker


class _NotYet(Exception):
    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        super().__init__(outcome.value)


class _Retry(retry.BaseRetryStrategy):
    def __init__(self, rhythm: Rhythm) -> None:
        self._rhythm = rhythm

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> retry.RetryDecision | None:
        if not isinstance(exception, _NotYet):
            return None
        if exception.outcome is Outcome.AGAIN:
            return retry.RetryDecision()
        pause = dt.timedelta(seconds=self._rhythm.pause_after(job.attempts))
        return retry.RetryDecision(retry_at=dt.datetime.now(dt.UTC) + pause)


def _connector(database: Database) -> Any:
    return procrastinate.PsycopgConnector(
        conninfo=database.conninfo,
        min_size=1,
        max_size=CONNECTIONS,
        timeout=10.0,
        kwargs={**database.connect_args, "application_name": "alloy-worker"},
    )
