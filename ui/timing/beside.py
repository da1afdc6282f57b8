"""Runs beside each other: the history of phases, and two runs or engine versions compared."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from alloy_engine.reporting import timing, timing_figures
from alloy_engine.services import Alloy
from ui.text import plain

PLAIN = {"displayModeBar": False}
MOST_PROGRAMS, MOST_PHASES = 20, 6
RUNS, VERSIONS = "Two runs", "Two engine versions"


def show_history(alloy: Alloy) -> None:
    runs = timing.history([row for row in alloy.times.phases(most=MOST_PROGRAMS) if row.run])
    if runs.empty:
        st.info("No run is timed yet.")
        return
    usual = runs.groupby("phase")["total_ms"].sum().sort_values(ascending=False)
    chosen = st.multiselect("Phases", list(usual.index), default=list(usual.index[:MOST_PHASES]), key="history-phases")
    st.plotly_chart(timing_figures.history_lines(runs, chosen), key="history", config=PLAIN)
    slower = timing.regressions(runs)
    if slower.empty:
        st.success("No phase got slower than it usually is.")
    else:
        st.markdown("**Slower than usual**")
        columns = ["label", "name", "run", "engine_version", "phase", "p50_ms", "usual_ms", "times"]
        _table(slower[columns], "regressions")
    st.caption(
        f"Medians over the sessions of a run, of the {MOST_PROGRAMS} newest programs. Marked is what took one and a "
        "half times as long as the median of all runs before it, once there are three. A busy machine shows here too."
    )


def show_comparison(alloy: Alloy, program: str) -> None:
    """This program's run held against another run, of it or of another program; or versions against each other."""
    runs = timing.history([row for row in alloy.times.phases(most=MOST_PROGRAMS) if row.run])
    what = st.segmented_control("Compare", [RUNS, VERSIONS], default=RUNS, required=True, key="compare-what")
    if what == VERSIONS:
        _versions(runs)
        return
    keys = runs[["program", "run", "name"]].drop_duplicates().itertuples(index=False, name=None)
    names = {(key, run): f"{name}, run {run}" for key, run, name in keys}
    mine = [key for key in names if key[0] == program]
    if len(names) < 2 or not mine:
        st.info("There is nothing to compare yet: it takes two runs, of this program or of two.")
        return
    left, right = st.columns(2)
    one = left.selectbox("This", mine[::-1], format_func=names.__getitem__, key="compare-one")
    others = [key for key in list(names)[::-1] if key != one]
    other = right.selectbox("With", others, format_func=names.__getitem__, key="compare-other")
    of_one, of_other = (runs[(runs["program"] == key[0]) & (runs["run"] == key[1])] for key in (one, other))
    _beside(timing.beside(of_one, of_other), "This", names[other])


def _versions(runs: pd.DataFrame) -> None:
    versions = list(dict.fromkeys(runs["engine_version"]))
    if len(versions) < 2:
        known = plain(", ".join(versions) or "none")
        st.info(f"All runs are of engine {known}. With a second version there is more to see.")
        return
    left, right = st.columns(2)
    one = left.selectbox("This version", versions[::-1], key="version-one")
    other = right.selectbox("With version", [each for each in versions if each != one], key="version-other")
    _beside(timing.beside(timing.of_version(runs, one), timing.of_version(runs, other)), one, other)


def _beside(table: pd.DataFrame, one: str, other: str) -> None:
    st.plotly_chart(timing_figures.compare_bars(table, one, other), key="compare", config=PLAIN)
    _table(table, "compared")


def _table(table: pd.DataFrame, key: str) -> None:
    number = st.column_config.NumberColumn
    st.dataframe(
        table,
        hide_index=True,
        key=key,
        column_config={
            "label": st.column_config.TextColumn("Run", width="small"),
            "name": "Program",
            "run": "Its run",
            "engine_version": "Engine",
            "phase": "Phase",
            "calls": number("Calls", format="%d"),
            "p50_ms": number("p50 ms", format="%.2f"),
            "p95_ms": number("p95 ms", format="%.2f"),
            "total_ms": number("Total ms", format="%.1f"),
            "calls_other": number("Calls there", format="%d"),
            "p50_ms_other": number("p50 ms there", format="%.2f"),
            "p95_ms_other": number("p95 ms there", format="%.2f"),
            "total_ms_other": number("Total ms there", format="%.1f"),
            "usual_ms": number("Usual ms", format="%.2f"),
            "times": number("Times", format="%.2f ×"),
        },
    )
