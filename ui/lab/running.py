"""The lab's thread: one in the process, whoever looks at the page."""

from __future__ import annotations

import threading
from functools import partial

import streamlit as st

from alloy_engine.services import Alloy
from alloy_engine.services.lab import LabOptions, Moment, Trial, run_lab
from ui.background import Background


class Running(Background[None]):
    """A lab, running or over. trials: those that have ended. moment: what was seen last of the one that goes on."""

    def __init__(self, alloy: Alloy, options: LabOptions) -> None:
        self.options = options
        self.trials: list[Trial] = []
        self.moment: Moment | None = None
        super().__init__("alloy-lab", partial(self._try, alloy))

    def _try(self, alloy: Alloy) -> None:
        self.trials.extend(
            run_lab(
                alloy.database, alloy.stock.base, alloy.settings, self.options, report=self._note,
                cancelled=lambda: self.is_cancelled,
            )
        )  # fmt: skip

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
