"""Branches that no program keeps: a faulty form, a refused request, a poll, a run that broke off."""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager, nullcontext

from alloy_engine.flow import Branches, Recorder
from alloy_engine.storage.database import Database
from alloy_engine.storage.wayside import Counted, add_wayside


class Wayside:
    """A tracer that any thread may use. It counts in memory and is stored now and then, all counts at once."""

    keeps = True

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._recorder = Recorder(lambda: 0)

    def take(self, fork: str, branch: str, times: int = 1) -> None:
        with self._lock:
            self._recorder.take(fork, branch, times)

    def phase(self, name: str) -> AbstractContextManager[None]:
        """How long it took is the log's matter."""
        return nullcontext()

    def count(self, things: int) -> None:
        """No phase is kept."""

    def absorb(self, branches: Branches) -> None:
        """Take over what another tracer saw."""
        with self._lock:
            for fork, taken in branches.items():
                for branch, times in taken.items():
                    self._recorder.take(fork, branch, times)

    def counted(self) -> Counted:
        """What is not stored yet."""
        with self._lock:
            return self._recorder.branches

    def store(self, database: Database) -> None:
        """Add the counts to the stored ones. Raises StorageError; nothing is lost then."""
        with self._lock:
            counts, self._recorder = self._recorder.branches, Recorder(lambda: 0)
        if not counts:
            return
        try:
            with database.begin() as connection:
                add_wayside(connection, counts)
        except BaseException:
            for (fork, branch), times in counts.items():
                self.take(fork, branch, times)
            raise
