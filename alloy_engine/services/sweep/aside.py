"""A sweep in processes of its own, begun by whoever has a page to keep alive meanwhile."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pandas as pd

from alloy_engine.services.compute import frames
from alloy_engine.services.sweep.serve import Order

ROOT = Path(__file__).resolve().parents[3]


class SweepAside:
    """Begins at once. done, total: requests. frame: as `sweep` returns it, once it is over. trouble: why there is
    none, in words."""

    def __init__(self, order: Order) -> None:
        self.done, self.total = 0, len(order.requests)
        self.frame: pd.DataFrame | None = None
        self.trouble = ""
        self.is_cancelled = False
        path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "alloy_engine.services.sweep.serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path},
        )  # fmt: skip
        self._thread = threading.Thread(target=self._listen, args=(order,), name="alloy-sweep", daemon=True)
        self._thread.start()

    @property
    def lives(self) -> bool:
        return self._thread.is_alive()

    def cancel(self) -> None:
        """The processes are gone when this returns; what was not planned yet never is."""
        self.is_cancelled = True
        self._process.kill()
        self._process.wait()

    def join(self, seconds: float) -> None:
        self._thread.join(seconds)

    def _listen(self, order: Order) -> None:
        assert self._process.stdin is not None  # noqa: S101  both are pipes
        assert self._process.stdout is not None  # noqa: S101
        try:
            with self._process.stdin as questions, self._process.stdout as answers:
                frames.write(questions, order)
                while self.frame is None and not self.trouble:
                    self._received(frames.read(answers))
        except (EOFError, OSError):
            if not self.is_cancelled:
                self.trouble = "the process of the sweep ended before it was through"
        finally:
            self._process.kill()
            self._process.wait()

    def _received(self, heard: object) -> None:
        if isinstance(heard, tuple):
            self.done, self.total = heard
        elif isinstance(heard, pd.DataFrame):
            self.frame = heard
        else:
            self.trouble = str(heard)
