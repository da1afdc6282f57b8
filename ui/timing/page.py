"""The whole of the timing page: figures at the top, then one view of many."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from alloy_engine.domain.vocabulary import GenerationStatus
from alloy_engine.reporting import timing
from alloy_engine.reporting.wording import duration
from alloy_engine.services import Alloy, StatusDocument
from alloy_engine.services.demonstrate import Title
from ui import followed
from ui.program import header
from ui.timing import beside, demo, phases, sessions, waterfall

WATERFALL, PHASES, SESSIONS, HISTORY, COMPARE, STATEMENTS = (
    "Waterfall", "Phases", "Slowest sessions", "History", "Compare", "Statements",
)  # fmt: skip


def show(alloy: Alloy, program: str, status: StatusDocument, title: Title) -> None:
    frame = followed.traces(alloy, program).spans()
    demo.mark(title.demo)
    _figures_of(status, frame)
    with st.container():  # always there, so that what follows keeps its place
        if not status.terminal:
            header.progress(status)
    view = st.segmented_control(
        "View", [WATERFALL, PHASES, SESSIONS, HISTORY, COMPARE, STATEMENTS], default=WATERFALL, required=True,
        key="view", bind="query-params", label_visibility="collapsed",
    )  # fmt: skip
    timed = not frame.empty and not (frame["session"] == timing.PROGRAM).all()
    if view in (WATERFALL, PHASES, SESSIONS) and not timed:
        st.info("No session is timed yet. The first bars appear with the first session.")
    elif view == WATERFALL:
        waterfall.show(frame)
    elif view == PHASES:
        phases.show(frame)
    elif view == SESSIONS:
        sessions.show(frame, alloy.times.work(program), _closer)
    elif view == HISTORY:
        beside.show_history(alloy)
    elif view == COMPARE:
        beside.show_comparison(alloy, program)
    else:
        phases.show_statements(frame, alloy.times.statements())
    _downloads(frame, title.name, program)
    if status.terminal:
        demo.show(alloy, program, [key for key in dict.fromkeys(frame["session"]) if key != timing.PROGRAM])


def _closer(session: str) -> None:
    """Show that session from close."""
    st.session_state.update({"view": WATERFALL, "microcycle": waterfall.ALL, "zoom": session})


def _figures_of(status: StatusDocument, frame: pd.DataFrame) -> None:
    per_session = None
    if status.elapsed_ms is not None and status.sessions_done:
        per_session = status.elapsed_ms / status.sessions_done
    waited = timing.waits(frame)
    with st.container(horizontal=True):
        created = timing.creation_ms(frame)
        if created is not None:
            _metric("Created in", created)
        _metric("Waited in queue", status.queued_ms)
        _metric("Generated in", status.elapsed_ms)
        _metric("A session", per_session)
        _metric("Other waits", waited["connection"] + waited["lock"], "For a connection of the pool, and for locks")
        done = f"{status.sessions_done} / {status.sessions_total}"
        st.metric("Sessions", done, border=True, width="content")
        failed = status.totals.get(GenerationStatus.FAILED, 0)
        if failed:
            st.metric("Failed", failed, border=True, width="content")


def _metric(label: str, milliseconds: float | None, about: str | None = None) -> None:
    shown = "–" if milliseconds is None else duration(milliseconds)
    st.metric(label, shown, border=True, width="content", help=about)


def _downloads(frame: pd.DataFrame, name: str, program: str) -> None:
    if frame.empty:
        return
    with st.container(horizontal=True):
        st.download_button(
            "Trace for Perfetto", lambda: timing.chrome_trace(frame, name), f"alloy-{program[:8]}.trace.json",
            "application/json", on_click="ignore", help="Chrome's trace format: opens in ui.perfetto.dev",
        )  # fmt: skip
        st.download_button(
            "Times as CSV", lambda: timing.as_csv(frame), f"alloy-{program[:8]}.csv", "text/csv", on_click="ignore"
        )
