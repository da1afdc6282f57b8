"""A sweep that a page watches: one at a time in the process, each seen by the user who began it."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from alloy_engine.reporting.wording import counted
from alloy_engine.services import Alloy
from alloy_engine.services.sweep.aside import SweepAside
from alloy_engine.services.sweep.asked import Asked
from alloy_engine.services.sweep.serve import Order
from ui import account
from ui.text import plain

POLL_SECONDS = 0.7


class Sweeps:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._now: SweepAside | None = None

    def begin(self, order: Order) -> SweepAside | None:
        """None, and nothing begun, while another one lives."""
        with self._lock:
            if self._now is not None and self._now.lives:
                return None
            self._now = SweepAside(order)
            return self._now


@st.cache_resource(show_spinner=False)
def sweeps() -> Sweeps:
    return Sweeps()


def remembered(place: str) -> dict[str, Any]:
    """What a page of that user keeps of its last sweeps. A page that is loaded again finds them there."""
    return _remembered(account.owner(), place)


@st.cache_resource(show_spinner=False)
def _remembered(owner: str, place: str) -> dict[str, Any]:
    """One for each of them."""
    return {}


def begin(alloy: Alloy, requests: Sequence[Asked], *, rules: bool = False) -> SweepAside | None:
    """In worker processes, one processor left for the page. None, and it is said why, while another one runs."""
    workers = max(1, (os.cpu_count() or 1) - 1)
    begun = sweeps().begin(Order(tuple(requests), alloy.settings.data, alloy.stock.own, workers, rules))
    if begun is None:
        st.warning("Another sweep is running on this machine. Two would only slow each other down: try again soon.")
    return begun


def watch(run: SweepAside, key: str, found: Callable[[pd.DataFrame], None]) -> None:
    """Its progress, and at last what was `found` in its frame. key: of the button that cancels it."""
    busy = run.lives
    st.fragment(_watch, run_every=POLL_SECONDS if busy else None)(run, busy, key, found)


def _watch(run: SweepAside, busy: bool, key: str, found: Callable[[pd.DataFrame], None]) -> None:
    """Redrawn while it runs; asks for a whole new run at the end."""
    if busy and not run.lives:
        st.rerun()
    if busy:
        with st.container(horizontal=True, vertical_alignment="center"):
            told = f"{run.done} of {run.total} planned" if run.done else "Starting the worker processes …"
            st.progress(run.done / max(1, run.total), text=told)
            st.button("Cancel", key=key, on_click=run.cancel)
    elif run.frame is not None:
        found(run.frame)
    elif run.is_cancelled:
        st.warning(f"Cancelled after {run.done} of {counted(run.total, 'program')}.")
    else:
        st.error(f"**The sweep could not go on.** {plain(run.trouble)}")
