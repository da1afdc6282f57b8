"""What a worker does beside its jobs: watch over the forgotten, and run errands that nobody waits for."""

from __future__ import annotations

import queue

from alloy_engine.errors import NotFound
from alloy_engine.services.log import logger
from alloy_engine.services.wayside import Wayside
from alloy_engine.storage.database import Database
from alloy_engine.storage.queue import repair
from alloy_engine.storage.queue.jobs import ring
from alloy_engine.storage.queue.rhythm import Rhythm
from alloy_engine.storage.traces import Trace, save_trace

FORGET_EVERY = 1000  # looks


class Tending:
    """Called again and again from one thread; `keep_trace` from any."""

    def __init__(self, database: Database, rhythm: Rhythm, wayside: Wayside) -> None:
        self._database, self._rhythm, self._wayside = database, rhythm, wayside
        self._traces: queue.SimpleQueue[tuple[str, Trace]] = queue.SimpleQueue()
        self._looks = 0

    def keep_trace(self, program: str, trace: Trace) -> None:
        self._traces.put((program, trace))

    def rescue(self, *, everything: bool) -> None:
        """Take up what lost workers left behind. everything: no other worker lives."""
        with self._database.begin() as connection:
            programs = repair.rescue(connection, self._rhythm.silence, everything=everything)
        if programs:
            ring(self._database)
            self._wayside.take("4.4", "B")
            logger("worker").warning("worker.rescued", programs=programs)

    def look(self) -> None:
        """One round. Raises StorageError."""
        self.store_traces()
        self._wayside.store(self._database)
        self.rescue(everything=False)
        with self._database.begin() as connection:
            programs = repair.reconcile(connection)
            if self._looks % FORGET_EVERY == 0:
                repair.forget_old(connection)
        self._looks += 1
        self._wayside.take("4.4", "C" if programs else "A")
        if programs:
            ring(self._database)
            logger("worker").warning("worker.job_was_missing", programs=programs)

    def store_traces(self) -> None:
        while not self._traces.empty():
            program, trace = self._traces.get()
            try:
                with self._database.begin() as connection:
                    save_trace(connection, program, trace)
            except NotFound:
                logger("worker").info("worker.trace_of_deleted_program", program=program)
