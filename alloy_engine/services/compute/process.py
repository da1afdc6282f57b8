"""A bench in a process of its own: it can be cut at any moment, and takes nothing with it when it dies."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from alloy_engine.services.compute import frames
from alloy_engine.services.compute.requests import (
    Answer,
    CannotCompute,
    ComputeTrouble,
    Died,
    Interrupted,
    Overran,
    Request,
)
from alloy_engine.services.compute.serve import READY
from alloy_engine.services.log import log_level, logger
from alloy_engine.settings import Settings

ROOT = Path(__file__).resolve().parents[3]
START_SECONDS = 60.0
LOOK_SECONDS = 0.1  # between two looks at whether anybody still wants to wait
KINDNESS_SECONDS = 0.5  # for an answer nobody wants to wait for any more: most are there sooner
END = object()


class ComputeProcess:
    """Starts its process when it is first asked, or `warm`ed, and again after it ended."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._child: _Child | None = None
        self._deadline: float | None = None  # of the open question; None: there is none
        self._seconds = 0.0

    def warm(self) -> None:
        """Start it now, and do not wait until it is ready."""
        if self._child is None or not self._child.lives:
            self._child = _Child(self._settings)

    def ready(self, stopping: Callable[[], bool] = lambda: False) -> None:
        """Wait until it can be asked. Raises CannotCompute; Interrupted once `stopping` says so."""
        self.warm()
        assert self._child is not None  # noqa: S101  warmed
        try:
            self._child.wait_until_ready(stopping)
        except (ComputeTrouble, Interrupted):
            self._end()
            raise

    def ask(self, request: Request, seconds: float) -> None:
        self.ready()
        assert self._child is not None  # noqa: S101  ready
        self._seconds, self._deadline = seconds, time.monotonic() + seconds
        self._child.tell((request, seconds))

    def answer(self, stopping: Callable[[], bool]) -> Answer:
        if self._child is None or self._deadline is None:
            raise CannotCompute("nothing was asked")
        unwanted_since: float | None = None
        while True:
            now = time.monotonic()
            if stopping():
                unwanted_since = unwanted_since or now
            if unwanted_since is not None and now - unwanted_since > KINDNESS_SECONDS:
                self._end()
                raise Interrupted("whoever asked does not want to wait any longer")
            wait = min(LOOK_SECONDS, self._deadline - now)
            with contextlib.suppress(queue.Empty):
                return self._received(self._child.hear(wait))
            if time.monotonic() >= self._deadline:
                self._end()
                raise Overran(f"it took longer than the {self._seconds:g} s allowed")

    def abandon(self) -> None:
        """Wait a moment for an answer nobody wants, so that the process can be used again; else end it."""
        if self._child is None or self._deadline is None:
            return
        try:
            self._received(self._child.hear(KINDNESS_SECONDS))
        except (queue.Empty, ComputeTrouble):
            self._end()

    def close(self) -> None:
        self._end()

    def _received(self, heard: Any) -> Answer:
        if heard is END:
            code = self._child.end() if self._child else None
            self._end()
            raise Died(f"the process that computed it ended with {code}")
        self._deadline = None
        if isinstance(heard, ComputeTrouble):
            raise heard
        return heard

    def _end(self) -> None:
        child, self._child, self._deadline = self._child, None, None
        if child is not None:
            child.end()


class _Child:
    """One process, from its start to its end."""

    def __init__(self, settings: Settings) -> None:
        command = [sys.executable, "-m", settings.compute, str(settings.data), log_level()]
        path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
        try:
            self._process = subprocess.Popen(  # noqa: S603  our own interpreter and module
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path}
            )
        except OSError as error:
            raise CannotCompute(f"no process can be started: {error}") from error
        self._heard: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._is_ready = False
        threading.Thread(target=self._listen, args=(self._process.stdout,), name="alloy-answers", daemon=True).start()

    @property
    def lives(self) -> bool:
        return self._process.poll() is None

    def wait_until_ready(self, stopping: Callable[[], bool]) -> None:
        if self._is_ready:
            return
        deadline = time.monotonic() + START_SECONDS
        while (first := self._heard_within(LOOK_SECONDS)) is None:
            if stopping():
                raise Interrupted("whoever asked does not want to wait any longer")
            if time.monotonic() >= deadline:
                raise CannotCompute(f"the compute process was not ready after {START_SECONDS:g} s")
        if first != READY:
            raise CannotCompute(f"the compute process ended with {self.end()} before it was ready")
        self._is_ready = True
        logger("compute").info("compute.ready", pid=self._process.pid)

    def tell(self, value: object) -> None:
        """A process that is gone is noticed when its answer is waited for."""
        assert self._process.stdin is not None  # noqa: S101  a pipe
        with contextlib.suppress(OSError):
            frames.write(self._process.stdin, value)

    def hear(self, seconds: float) -> Any:
        """Its next word, END if it has none left. Raises queue.Empty."""
        return self._heard.get(timeout=max(0.0, seconds))

    def _heard_within(self, seconds: float) -> Any:
        """Its next word, None if it says nothing so long."""
        with contextlib.suppress(queue.Empty):
            return self.hear(seconds)

    def end(self) -> int | None:
        """Kill it if it lives; how it ended."""
        self._process.kill()
        code = self._process.wait()
        with contextlib.suppress(OSError):
            self._process.stdin.close()  # type: ignore[union-attr]  # a pipe
        return code

    def _listen(self, source: IO[bytes]) -> None:
        with source:
            while True:
                try:
                    self._heard.put(frames.read(source))
                except (EOFError, OSError, ValueError):
                    self._heard.put(END)
                    return
