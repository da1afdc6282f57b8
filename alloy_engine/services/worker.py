"""The background thread that takes jobs and works them off, one program at a time."""

from __future__ import annotations

import os
import queue
import socket
import threading
import uuid

from alloy_engine.errors import ConstraintRefused, NotFound, StorageError
from alloy_engine.services.generation import (
    Interrupted,
    LeaseLost,
    cancel_rest,
    fail_program,
    generate_program,
    hand_back,
)
from alloy_engine.services.log import logger
from alloy_engine.services.workshop import Workshop
from alloy_engine.storage import jobs
from alloy_engine.storage.jobs import Claim
from alloy_engine.storage.traces import Trace, save_trace

POLL_SECONDS = 0.5
PAUSE_AFTER_TROUBLE_SECONDS = 1.0


class Worker:
    """One daemon thread. `wake` makes it look for work at once; it looks by itself every half second.

    It makes no Streamlit call, so it needs no script context, and holds no connection while it plans.
    """

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._name = f"{socket.gethostname()}-{os.getpid()}-{uuid.uuid4().hex[:6]}"
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._loop, name="alloy-worker", daemon=True)
        self._traces: queue.SimpleQueue[tuple[str, Trace]] = queue.SimpleQueue()
        self._working_on: str | None = None
        self._trouble: str | None = None

    def start(self) -> Worker:
        self._thread.start()
        return self

    def wake(self) -> None:
        self._wake.set()

    def keep_trace(self, program: str, trace: Trace) -> None:
        """Store it when there is time: whoever made it need not wait for that. Lost if no worker runs."""
        if self._thread.is_alive():
            self._traces.put((program, trace))

    def stop(self, timeout: float = 15.0) -> bool:
        """Finish the session in hand, leave the rest for whoever comes next. False if it did not end in time."""
        self._stopping.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout)
        return not self._thread.is_alive()

    @property
    def state(self) -> tuple[str, str]:
        """("working" | "idle" | "stopped", what it is doing or what troubled it last)."""
        if not self._thread.is_alive():
            return "stopped", self._trouble or "not started"
        if self._working_on is not None:
            return "working", f"program {self._working_on}"
        return "idle", self._trouble or "waiting for work"

    def _loop(self) -> None:
        while not self._stopping.is_set():
            try:
                worked = self._one_job()
                self._trouble = None
            except StorageError as error:
                worked = False
                self._trouble = str(error)
                logger("worker").warning("worker.database_trouble", error=str(error))
                self._recover()
            if not worked:
                self._wake.wait(POLL_SECONDS)
                self._wake.clear()

    def _recover(self) -> None:
        """Give the database a moment, then see to it that our own server is up again."""
        self._stopping.wait(PAUSE_AFTER_TROUBLE_SECONDS)
        try:
            self._workshop.database.revive()
        except StorageError as error:
            self._trouble = str(error)

    def _store_traces(self) -> None:
        while not self._traces.empty():
            program, trace = self._traces.get()
            try:
                with self._workshop.database.begin() as connection:
                    save_trace(connection, program, trace)
            except NotFound:
                logger("worker").info("worker.trace_of_deleted_program", program=program)

    def _one_job(self) -> bool:
        self._store_traces()
        with self._workshop.database.begin() as connection:
            claim = jobs.claim(connection, self._name, self._workshop.lease_seconds)
        if claim is None:
            return False
        self._working_on = claim.program_id
        try:
            self._work(claim)
        finally:
            self._working_on = None
        return True

    def _work(self, claim: Claim) -> None:
        try:
            generate_program(self._workshop, claim, self._name, self._stopping.is_set)
        except Interrupted:
            hand_back(self._workshop, claim, self._name)
        except LeaseLost:
            self._give_up(claim)
        except StorageError as error:
            if not isinstance(error, ConstraintRefused):
                raise
            fail_program(self._workshop, claim, self._name, error)  # trying again would be refused again
        except Exception as error:  # noqa: BLE001  the worker's boundary: a broken program must not end the worker
            logger("worker").error("worker.job_failed", program=claim.program_id, exc_info=error)
            fail_program(self._workshop, claim, self._name, error)

    def _give_up(self, claim: Claim) -> None:
        """Cancelled by the coach: close it. Taken by another worker or deleted: nothing is ours any more."""
        with self._workshop.database.begin() as connection:
            cancelled = jobs.cancel_requested(connection, claim.program_id)
        if cancelled:
            cancel_rest(self._workshop, claim, self._name)
        else:
            logger("worker").info("worker.lease_lost", program=claim.program_id)
