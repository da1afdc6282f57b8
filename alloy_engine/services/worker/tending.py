"""What a worker does beside its jobs: watch over the forgotten, run errands that nobody waits for, clear away."""

from __future__ import annotations

import queue

from alloy_engine.catalogue.policies.retention import RetentionPolicy
from alloy_engine.flow import Trace
from alloy_engine.services.clock import SystemClock
from alloy_engine.services.log import logger
from alloy_engine.services.telemetry import Telemetry
from alloy_engine.services.wayside import Wayside
from alloy_engine.storage.database import Database
from alloy_engine.storage.queue import repair
from alloy_engine.storage.queue.jobs import ring
from alloy_engine.storage.queue.presence import alone
from alloy_engine.storage.queue.rhythm import Rhythm
from alloy_engine.storage.retention import forget_jobs, forget_traces
from alloy_engine.storage.traces import save_traces

SECONDS_A_MINUTE = 60.0
COUNTS_SECONDS = 5.0


class Tending:
    """Called again and again from one thread; `keep_trace` from any."""

    def __init__(
        self,
        database: Database,
        rhythm: Rhythm,
        wayside: Wayside,
        retention: RetentionPolicy,
        telemetry: Telemetry,
        clock: SystemClock,
    ) -> None:
        self._database, self._rhythm, self._wayside = database, rhythm, wayside
        self._retention, self._telemetry, self._clock = retention, telemetry, clock
        self._traces: queue.SimpleQueue[tuple[str, Trace]] = queue.SimpleQueue()
        self._cleared_ns: int | None = None  # when nothing old was left
        self._counted_ns: int | None = None  # when the wayside was stored

    def keep_trace(self, program: str, trace: Trace) -> None:
        self._traces.put((program, trace))

    def rescue_where_alone(self) -> None:
        """Take up at once what lost workers left behind, if no worker lives; to be called before this one appears.

        One transaction on one connection: with nothing but its statements inside, also a starved process comes to its
        end before the server takes it for a frozen one.
        """
        with self._database.begin() as connection:
            if not alone(connection):
                return
            rescued = repair.rescue(connection, self._rhythm.silence, everything=True)
        self._rescued(rescued)

    def look(self) -> None:
        """One round. Raises StorageError."""
        self.store_traces()
        self.store_wayside()
        with self._database.begin() as connection:
            rescued = repair.rescue(connection, self._rhythm.silence)
            missing = repair.reconcile(connection)
        self._rescued(rescued)
        self._wayside.take("4.4", "C" if missing else "A")
        if missing:
            ring(self._database)
            logger("worker").warning("worker.job_was_missing", programs=missing)
        self.clear()

    def _rescued(self, programs: tuple[str, ...]) -> None:
        if programs:
            ring(self._database)
            self._wayside.take("4.4", "B")
            logger("worker").warning("worker.rescued", programs=programs)

    def store_wayside(self) -> None:
        """What was counted by the way, every few seconds: nobody waits for it."""
        now = self._clock.nanoseconds()
        if self._counted_ns is None or now - self._counted_ns >= COUNTS_SECONDS * 1e9:
            self._wayside.store(self._database)
            self._counted_ns = now

    def store_traces(self) -> None:
        """Everything that waits, in one transaction; traces of programs that are gone meanwhile are dropped."""
        waiting: list[tuple[str, Trace]] = []
        while not self._traces.empty():
            waiting.append(self._traces.get())
        if not waiting:
            return
        with self._database.begin() as connection:
            stored = save_traces(connection, waiting)
        for program, trace in stored:
            self._telemetry.send(program, None, trace)

    def clear(self) -> None:
        """Remove one batch of what the retention policy does not keep; go on next time if there may be more."""
        policy, now = self._retention, self._clock.nanoseconds()
        pause = policy.look_every_minutes * SECONDS_A_MINUTE * 1e9
        if self._cleared_ns is not None and now - self._cleared_ns < pause:
            return
        with self._database.begin() as connection:
            traces = forget_traces(connection, policy.traces_days, policy.batch_rows)
            jobs = forget_jobs(connection, policy.finished_jobs_days, policy.batch_rows)
        if traces or jobs:
            logger("worker").info("worker.cleared", traces=traces, jobs=jobs)
        if max(traces, jobs) < policy.batch_rows:
            self._cleared_ns = now
