"""Phases and statements in figures, and what the end had to wait for."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from alloy_engine.reporting import timing, timing_figures
from alloy_engine.reporting.wording import duration
from alloy_engine.services.times import Statements
from ui.text import plain

PLAIN = {"displayModeBar": False}


def show(frame: pd.DataFrame) -> None:
    phases = timing.phases(frame)
    bars, path = st.columns([3, 2], gap="large")
    with bars:
        st.markdown("**Own time by phase**")
        st.plotly_chart(timing_figures.phase_bars(phases), key="phases", config=PLAIN)
    with path:
        _path(frame)
    st.markdown("**Every phase**")
    number = st.column_config.NumberColumn
    st.dataframe(
        phases.assign(share=phases["share"] * 100),
        hide_index=True,
        key="every-phase",
        column_config={
            "phase": "Phase",
            "calls": "Calls",
            "total_ms": number("Total ms", format="%.1f"),
            "self_ms": number("Own ms", format="%.1f", help="Without the phases inside it"),
            "share": number("Share", format="%.0f %%"),
            "p50_ms": number("p50 ms", format="%.2f"),
            "p95_ms": number("p95 ms", format="%.2f"),
            "p99_ms": number("p99 ms", format="%.2f"),
            "max_ms": number("Max ms", format="%.2f"),
            "statements": "Statements",
            "rows": "Rows",
            "sql_ms": number("SQL ms", format="%.1f"),
            "connection_ms": number("Waited for a connection, ms", format="%.2f"),
            "lock_ms": number("Waited for locks, ms", format="%.2f"),
        },
    )


def _path(frame: pd.DataFrame) -> None:
    st.markdown("**Critical path**")
    run = int(frame["run"].max())
    path = timing.critical_path(timing.of_run(frame, run))
    st.caption(
        f"What the end had to wait for, {duration(path['duration_ms'].sum())} in all. "
        "Saving one session while the next is planned costs nothing."
    )
    number = st.column_config.NumberColumn
    short = timing.path_by_step(path)
    st.dataframe(
        short.assign(share=short["share"] * 100).drop(columns="kind"),
        hide_index=True,
        key="path",
        column_config={
            "step": "Step",
            "times": "Times",
            "duration_ms": number("ms", format="%.1f"),
            "share": number("Share", format="%.0f %%"),
        },
    )


def show_statements(frame: pd.DataFrame, found: Statements) -> None:
    """frame: this program's spans. found: what the server counted for everybody."""
    number = st.column_config.NumberColumn
    st.markdown("**Statements of this program**")
    st.dataframe(
        timing.statements(frame),
        hide_index=True,
        key="statements",
        column_config={
            "statement": "Statement",
            "phase": "Phase",
            "calls": "Calls",
            "rows": "Rows",
            "total_ms": number("Total ms", format="%.1f"),
            "p50_ms": number("p50 ms", format="%.2f"),
            "p95_ms": number("p95 ms", format="%.2f"),
            "lock_ms": number("Waited for locks, ms", format="%.2f"),
        },
    )
    st.markdown("**What the database spent its time on**")
    if found.missing:
        st.info(f"This server does not tell: {plain(found.missing)}.")
        return
    rows = pd.DataFrame(found.rows)
    rows = rows.assign(query=[" ".join(text.split()) for text in rows["query"]], share=rows["share"] * 100)
    st.dataframe(
        rows,
        hide_index=True,
        key="server-statements",
        column_order=["query", "share", "calls", "total_ms", "mean_ms", "max_ms", "rows"],
        column_config={
            "query": st.column_config.TextColumn("Statement", width="large"),
            "share": number("Share", format="%.1f %%"),
            "calls": "Calls",
            "total_ms": number("Total ms", format="%.1f"),
            "mean_ms": number("Mean ms", format="%.3f"),
            "max_ms": number("Max ms", format="%.2f"),
            "rows": "Rows",
        },
    )
