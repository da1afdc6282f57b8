"""When everything happened: all sessions on one clock, or one of them from close."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from alloy_engine.reporting import timing, timing_figures
from alloy_engine.reporting.wording import title
from ui import addressed
from ui.chart import Ready

ALL = "all"
CLOCKS = ("One clock", "Side by side")
PLAIN = {"displayModeBar": False}


def show(frame: pd.DataFrame) -> None:
    keys = [key for key in dict.fromkeys(frame["session"]) if key != timing.PROGRAM]
    kinds = dict(zip(frame["session"], frame["session_type"], strict=True))
    weeks = list(dict.fromkeys(key.split("-")[0] for key in keys))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        clock = st.segmented_control(
            "Clock", CLOCKS, default=CLOCKS[0], required=True, key="clock", bind="query-params", width="content"
        )
        week = addressed.select("Microcycle", [ALL, *weeks], "microcycle", _week, width=170)
        here = [key for key in keys if week in (ALL, key.split("-")[0])]
        zoom = addressed.select("Zoom to a session", [ALL, *here], "zoom", lambda key: _session(key, kinds), width=210)
    if zoom != ALL:
        st.button("All sessions again", on_click=_back)
        of_one = frame[frame["session"] == zoom]
        st.plotly_chart(timing_figures.session_waterfall(of_one), key="session-waterfall", config=PLAIN)
        return
    shown = frame if week == ALL else frame[frame["session"].isin(here)]
    if clock == CLOCKS[1]:
        shown = timing.side_by_side(shown[shown["session"] != timing.PROGRAM])
    elif week == ALL:
        shown = shown[shown["run"] > 0]  # the creation may be days before
    st.plotly_chart(
        Ready(timing_figures.waterfall(shown)), key="waterfall", config=PLAIN, on_select=_zoom, selection_mode="points"
    )
    st.caption(
        "Hatched: waiting, in the queue, for a connection or for a lock. Select a bar to zoom to its session; a "
        "double click shows all there is, the wait in the queue included."
    )


def _zoom() -> None:
    """A bar was selected: its row names the session."""
    points = st.session_state["waterfall"]["selection"]["points"]
    key = str(points[0].get("y", "")).split(" ")[0] if points else ""
    if "-" in key:
        st.session_state["zoom"] = key


def _back() -> None:
    st.session_state["zoom"] = ALL


def _session(key: str, kinds: dict[str, str]) -> str:
    return "All sessions" if key == ALL else f"{key} {title(kinds[key]).lower()}"


def _week(week: str) -> str:
    return "All sessions" if week == ALL else f"Microcycle {week}"
