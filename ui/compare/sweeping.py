"""The sweep that runs: one at a time in the process, each seen by the session that began it."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from alloy_engine.services.sweep.aside import SweepAside
from ui.compare.knobs import Knob


@dataclass(frozen=True, slots=True)
class Sweeping:
    """A sweep with the knobs it turns. key: of its own, so that keeping one of its programs twice makes one."""

    run: SweepAside
    knobs: tuple[Knob, ...]
    key: str = field(default_factory=lambda: uuid.uuid4().hex)


class Sweeps:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._now: Sweeping | None = None

    def begin(self, start: Callable[[], SweepAside], knobs: tuple[Knob, ...]) -> Sweeping | None:
        """None, and nothing begun, while another one lives."""
        with self._lock:
            if self._now is not None and self._now.run.lives:
                return None
            self._now = Sweeping(start(), knobs)
            return self._now


@st.cache_resource(show_spinner=False)
def sweeps() -> Sweeps:
    return Sweeps()
