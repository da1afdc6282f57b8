"""The one engine of this process, however often a page reruns and whichever door asks first."""

from __future__ import annotations

import atexit
import threading

from alloy_engine.services.alloy import Alloy
from alloy_engine.services.log import configure_log
from alloy_engine.services.memory import here_for_good
from alloy_engine.settings import Settings


class _Holder:
    """Opens the engine once, also when several threads ask at the same moment."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._alloy: Alloy | None = None

    def get(self) -> Alloy:
        with self._lock:
            if self._alloy is None:
                settings = Settings.from_environment()
                configure_log(settings.log_level)
                self._alloy = Alloy.open(settings)
                atexit.register(self.close)
                here_for_good()
            return self._alloy

    def close(self) -> None:
        with self._lock:
            if self._alloy is not None:
                self._alloy.close()
                self._alloy = None


_HOLDER = _Holder()


def shared() -> Alloy:
    """The process's engine, opened at the first call (a second or so with an embedded server)."""
    return _HOLDER.get()


def close_shared() -> None:
    """Stop worker and server; call it from a lifespan too, since uvicorn skips atexit on SIGTERM."""
    _HOLDER.close()
