"""The lab's thread: one in the process, whoever looks at the page."""

from __future__ import annotations

import threading

import streamlit as st

from alloy_engine.errors import AlloyError
from alloy_engine.services import Alloy
from alloy_engine.services.lab import LabOptions, Moment, Trial, run_lab


class Running:
    """A lab, running or over. trials, moment and error are filled by its thread."""

    def __init__(self, alloy: Alloy, options: LabOptions) -> None:
        self.options = options
        self.trials: list[Trial] = []
        self.moment: Moment | None = None
        self.error: str | None = None
        self._cancelled = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(alloy,), name="alloy-lab", daemon=True)
        self._thread.start()

    @property
    def lives(self) -> bool:
        return self._thread.is_alive()

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled.is_set()

    def cancel(self) -> None:
        self._cancelled.set()

    def join(self, seconds: float) -> None:
        self._thread.join(seconds)

    def _run(self, alloy: Alloy) -> None:
        try:
            self.trials.extend(
                run_lab(
                    alloy.database, alloy.stock.base, alloy.settings, self.options, report=self._note,
                    cancelled=self._cancelled.is_set,
                )
            )  # fmt: skip
        except AlloyError as error:
            self.error = str(error)

    def _note(self, moment: Moment) -> None:
        self.moment = moment


class Bench:
    """The lab that runs or ran last. A second one is not begun beside it: they would measure each other."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.now: Running | None = None

    def begin(self, alloy: Alloy, options: LabOptions) -> None:
        with self._lock:
            if self.now is None or not self.now.lives:
                self.now = Running(alloy, options)


@st.cache_resource(show_spinner=False)
def bench() -> Bench:
    return Bench()
