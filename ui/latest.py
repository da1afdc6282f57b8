"""Answers that are worked out in the background while questions keep changing: the latest asked wins.

No Streamlit here: the page asks, goes on, and looks again a moment later.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from concurrent.futures import CancelledError, Executor, Future, wait
from typing import Generic, TypeVar

from ui.background import in_words

A = TypeVar("A")


class Latest(Generic[A]):
    """One page's questions. shown: the newest answer there is, which may be to an older question (`pending`).
    trouble: why the newest question has no answer, in words.
    """

    def __init__(self, executor: Executor) -> None:
        self._executor = executor
        self._question: Hashable = None
        self._future: Future[A] | None = None
        self.shown: A | None = None
        self.trouble = ""

    def ask(self, question: Hashable, work: Callable[[], A]) -> None:
        """Begin to work out the answer, unless this is the question that was asked last. Never waits."""
        if self._future is not None and question == self._question:
            return
        self.forget()
        self._question, self._future = question, self._executor.submit(work)

    def forget(self) -> None:
        """Nobody wants to know any more; what has not begun does not begin."""
        if self._future is not None:
            self._future.cancel()
        self._question, self._future = None, None

    def join(self, seconds: float) -> None:
        """Wait for the newest answer; for whoever has no page to go on with."""
        if self._future is not None:
            wait([self._future], seconds)

    @property
    def pending(self) -> bool:
        """Whether an answer is on its way; what has arrived is shown from now on."""
        if self._future is None:
            return False
        if not self._future.done():
            return True
        try:
            self.shown, self.trouble = self._future.result(), ""
        except CancelledError:
            self.trouble = "it was cancelled"
        except Exception as error:  # noqa: BLE001  whatever it is, it is told on the page that asked, and ends nothing
            self.trouble = in_words(error)
        return False
