"""Work that goes on in a thread of its own while a page watches it. No Streamlit here."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from alloy_engine.errors import AlloyError

A = TypeVar("A")


class Background(Generic[A]):
    """Begins at once. answer: None until it is there, and for ever where there is none. trouble: why there is none, in
    words; empty where it was cancelled.
    """

    def __init__(self, name: str, work: Callable[[], A]) -> None:
        self.answer: A | None = None
        self.trouble = ""
        self._cancelled = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(work,), name=name, daemon=True)
        self._thread.start()

    @property
    def lives(self) -> bool:
        return self._thread.is_alive()

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """The work is told when it asks next."""
        self._cancelled.set()

    def join(self, seconds: float) -> None:
        self._thread.join(seconds)

    def _run(self, work: Callable[[], A]) -> None:
        try:
            self.answer = work()
        except Exception as error:  # noqa: BLE001  whatever it is, it is told on the page that asked, and ends nothing
            self.trouble = "" if self.is_cancelled else in_words(error)


def in_words(error: Exception) -> str:
    """Why there is no answer."""
    return str(error) if isinstance(error, AlloyError) else f"a defect of the studio's own: {error!r}"
