"""The timing page's pieces."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from alloy_engine.domain.vocabulary import GenerationStatus
from alloy_engine.reporting import figures
from alloy_engine.reporting import timing as times
from alloy_engine.reporting.wording import duration, title
from alloy_engine.services import Alloy, StatusDocument
from ui.marks import status_badge
from ui.program import header

METRIC_WIDTH = 155
ALL = "all"
CLOCKS = ("One clock", "Side by side")


def show(alloy: Alloy, program: str, status: StatusDocument) -> None:
    frame = times.spans(alloy.timing(program))
    _figures_of(status, times.creation_ms(frame))
    if not status.terminal:
        header.progress(status)
    if (frame["session"] == times.PROGRAM).all():
        st.info("No session is timed yet. The first bars appear with the first session.")
        return
    phases = times.phases(frame)
    bars, table = st.columns([2, 3], gap="large")
    with bars:
        st.markdown("**Own time by phase**")
        st.plotly_chart(figures.phase_bars(phases), key="phases", config={"displayModeBar": False})
    with table:
        st.markdown("**Every phase**")
        _phase_table(phases)
    _waterfall(frame)
    st.markdown("**Slowest sessions**")
    _slowest_table(times.slowest(frame))


def _figures_of(status: StatusDocument, creation_ms: float | None) -> None:
    per_session = None
    if status.elapsed_ms is not None and status.sessions_done:
        per_session = status.elapsed_ms / status.sessions_done
    st.markdown(status_badge(status.status))
    with st.container(horizontal=True):
        if creation_ms is not None:
            _metric("Created in", creation_ms)
        _metric("Waited", status.queued_ms)
        _metric("Generated in", status.elapsed_ms)
        _metric("A session", per_session)
        done = f"{status.sessions_done} / {status.sessions_total}"
        st.metric("Sessions", done, border=True, width=METRIC_WIDTH)
        failed = status.totals.get(GenerationStatus.FAILED, 0)
        if failed:
            st.metric("Failed", failed, border=True, width=METRIC_WIDTH)


def _metric(label: str, milliseconds: float | None) -> None:
    st.metric(label, "–" if milliseconds is None else duration(milliseconds), border=True, width=METRIC_WIDTH)


def _phase_table(phases: pd.DataFrame) -> None:
    number = st.column_config.NumberColumn
    st.dataframe(
        phases.assign(share=phases["share"] * 100),
        hide_index=True,
        column_config={
            "phase": "Phase",
            "calls": "Calls",
            "total_ms": number("Total ms", format="%.1f"),
            "self_ms": number("Own ms", format="%.1f", help="Without the phases inside it"),
            "share": number("Share", format="%.0f %%"),
            "p50_ms": number("p50 ms", format="%.2f"),
            "p95_ms": number("p95 ms", format="%.2f"),
            "max_ms": number("Max ms", format="%.2f"),
        },
    )


def _waterfall(frame: pd.DataFrame) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown("**Sessions and their phases**", width="content")
        clock = st.segmented_control(
            "Clock", CLOCKS, default=CLOCKS[0], required=True, key="clock", label_visibility="collapsed"
        )
        weeks = list(dict.fromkeys(key.split("-")[0] for key in frame["session"] if key != times.PROGRAM))
        week = st.selectbox(
            "Microcycle", [ALL, *weeks], key="microcycle", label_visibility="collapsed", format_func=_week, width=170
        )
    shown = frame if week == ALL else frame[frame["session"].str.startswith(f"{week}-")]
    if clock == CLOCKS[1]:
        shown = times.side_by_side(shown[shown["session"] != times.PROGRAM])
    st.plotly_chart(figures.waterfall(shown), key="waterfall", config={"displayModeBar": False})


def _week(week: str) -> str:
    return "All sessions" if week == ALL else f"Microcycle {week}"


def _slowest_table(slowest: pd.DataFrame) -> None:
    number = st.column_config.NumberColumn
    st.dataframe(
        slowest.assign(session_type=[title(kind) for kind in slowest["session_type"]]),
        hide_index=True,
        column_config={
            "session": "Session",
            "session_type": "Kind",
            "duration_ms": number("ms", format="%.1f"),
            "slowest_phase": "Most of it in",
            "slowest_phase_ms": number("ms there", format="%.1f"),
        },
    )
