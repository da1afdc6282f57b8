"""A tracer that ends a session's planning when its time is up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from alloy_engine.errors import AlloyError
from alloy_engine.flow import Recorder


class SessionTimedOut(AlloyError):
    """One session took longer to plan than it may."""


class DeadlineRecorder(Recorder):
    """Records like any recorder, and raises SessionTimedOut at the first branch or phase after
    `seconds`. The core takes a branch at least once a slot, so a runaway session is cut there; code
    that neither takes a branch nor opens a phase is not.
    """

    def __init__(self, clock: Callable[[], int], seconds: float) -> None:
        super().__init__(clock)
        self._seconds = seconds
        self._deadline = clock() + int(seconds * 1e9)

    def take(self, fork: str, branch: str, times: int = 1) -> None:
        self._check()
        super().take(fork, branch, times)

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        self._check()
        with super().phase(name):
            yield

    def _check(self) -> None:
        if self._clock() > self._deadline:
            raise SessionTimedOut(f"planning took longer than the {self._seconds:g} s allowed")
