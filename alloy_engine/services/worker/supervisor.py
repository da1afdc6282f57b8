"""The thread behind a worker: starts its loop, and starts it again after whatever ends it."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from alloy_engine.catalogue.policies.retention import RetentionPolicy
from alloy_engine.errors import StorageError
from alloy_engine.flow import Trace
from alloy_engine.services.compute.process import ComputeProcess
from alloy_engine.services.compute.requests import Interrupted
from alloy_engine.services.log import logger
from alloy_engine.services.worker.jobs import work
from alloy_engine.services.worker.tending import Tending
from alloy_engine.services.workshop import Workshop
from alloy_engine.storage.queue import loop
from alloy_engine.storage.queue.jobs import Ticket
from alloy_engine.storage.queue.loop import Outcome
from alloy_engine.storage.queue.presence import Presence
from alloy_engine.storage.queue.rhythm import Rhythm

SPARE_THREADS = 4  # beside the jobs: one waits for errands, one looks after the presence
STEADY_SECONDS = 30.0  # a loop that lasted so long was well; the next trouble is a new one


class Worker:
    """One daemon thread, `concurrency` programs at a time. It hears of a new job by notification.

    It makes no Streamlit call, so it needs no script context, and holds no connection while it plans.
    computes: one bench for each program that is worked on at the same time.
    """

    def __init__(
        self,
        workshop: Workshop,
        retention: RetentionPolicy,
        computes: list[ComputeProcess],
        rhythm: Rhythm | None = None,
    ) -> None:
        self._workshop = workshop
        self._rhythm = rhythm or Rhythm()
        self._tending = Tending(
            workshop.database, self._rhythm, workshop.wayside, retention, workshop.telemetry, workshop.clock
        )
        self._concurrency = len(computes)
        self._all = tuple(computes)
        self._free: queue.SimpleQueue[ComputeProcess] = queue.SimpleQueue()
        for compute in computes:
            self._free.put(compute)
        self._stopping, self._errand = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._supervise, name="alloy-worker", daemon=True)
        self._busy: set[str] = set()
        self._trouble: str | None = None

    def start(self) -> Worker:
        for compute in self._all:
            compute.warm()
        self._thread.start()
        return self

    def keep_trace(self, program: str, trace: Trace) -> None:
        """Store it when there is time: whoever made it need not wait for that."""
        self._tending.keep_trace(program, trace)
        self._errand.set()

    def store_traces(self) -> None:
        """Those that still wait, where no thread of ours does it any more or ever did. Raises StorageError."""
        self._tending.store_traces()

    def stop(self, timeout: float = 30.0) -> bool:
        """Finish the session in hand, leave the rest for whoever comes next. False if it did not end in time."""
        self._stopping.set()
        self._errand.set()
        if self._thread.is_alive():
            self._thread.join(timeout)
        for compute in self._all:
            compute.close()
        return not self._thread.is_alive()

    def join(self, timeout: float | None = None) -> bool:
        """Wait for the end; True once it has come."""
        self._thread.join(timeout)
        return not self._thread.is_alive()

    @property
    def state(self) -> tuple[str, str]:
        """("working" | "idle" | "stopped", what it is doing or what troubled it last)."""
        if not self._thread.is_alive():
            return "stopped", self._trouble or "not started"
        if busy := sorted(self._busy):
            return "working", f"program {', '.join(busy)}"
        return "idle", self._trouble or "waiting for work"

    def _supervise(self) -> None:
        """Until asked to stop. The loop underneath ends with its database connection; that is no end for us."""
        clock, failures = self._workshop.clock, 0
        while not self._stopping.is_set():
            began = clock.nanoseconds()
            try:
                with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
                    runner.run(self._live())
                failures = 0
            except Exception as error:  # noqa: BLE001  the worker's boundary: nothing may end the supervisor
                self._trouble = f"{type(error).__name__}: {error.__cause__ or error}"
                logger("worker").warning("worker.interrupted", error=self._trouble)
                lasted = (clock.nanoseconds() - began) / 1e9
                failures = 0 if lasted > STEADY_SECONDS else failures + 1
            if not self._stopping.wait(self._rhythm.pause_after(failures)):
                self._revive()

    def _revive(self) -> None:
        try:
            self._workshop.database.revive()
        except StorageError as error:
            self._trouble = str(error)

    async def _live(self) -> None:
        """One life: appear, take up what the dead left behind, work until the database goes or we are asked."""
        threads = ThreadPoolExecutor(self._concurrency + SPARE_THREADS, "alloy-job")
        asyncio.get_running_loop().set_default_executor(threads)
        try:
            for compute in self._all:  # a job is taken when it can be begun
                await asyncio.to_thread(compute.ready, self._stopping.is_set)
        except Interrupted:  # asked to stop before there was anything to do
            return
        await asyncio.to_thread(self._tending.rescue_where_alone)
        presence = await asyncio.to_thread(Presence, self._workshop.database)
        try:
            stop = asyncio.Event()
            jobs = asyncio.create_task(
                loop.run(self._workshop.database, self._rhythm, self._concurrency, self._work, stop)
            )
            tending = asyncio.create_task(self._tend(presence))
            await asyncio.wait({jobs, tending}, return_when=asyncio.FIRST_COMPLETED)
            stop.set()
            self._errand.set()
            tending.cancel()
            results = await asyncio.gather(jobs, tending, return_exceptions=True)
            for result in results:
                if isinstance(result, Exception):
                    raise result
            self._trouble = None
        finally:
            presence.close()

    async def _tend(self, presence: Presence) -> None:
        """Until asked to stop. Raises StorageError with the connection that shows we are alive."""
        while not self._stopping.is_set():
            await asyncio.to_thread(presence.check)
            try:
                await asyncio.to_thread(self._tending.look)
                self._trouble = None
            except StorageError as error:
                self._trouble = str(error)
            await asyncio.to_thread(self._errand.wait, self._rhythm.tend)
            self._errand.clear()

    def _work(self, ticket: Ticket, aborted: Callable[[], bool]) -> Outcome:
        with self._bench() as compute, self._shown(ticket):
            return work(self._workshop, ticket, compute, lambda: self._stopping.is_set() or aborted())

    @contextmanager
    def _bench(self) -> Iterator[ComputeProcess]:
        compute = self._free.get()
        try:
            yield compute
        finally:
            self._free.put(compute)

    @contextmanager
    def _shown(self, ticket: Ticket) -> Iterator[None]:
        self._busy.add(ticket.program_id)
        try:
            yield
        finally:
            self._busy.discard(ticket.program_id)
