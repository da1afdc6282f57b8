"""What the lab saw: the hang and its cures in three figures and a table."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from alloy_engine.reporting import lab as report
from alloy_engine.reporting.wording import counted, duration
from alloy_engine.services.lab import LabOptions, Trial
from ui.text import plain

NO_BAR = {"displayModeBar": False}
HANG, CURE = "single_transaction", "default"


def show(trials: tuple[Trial, ...], options: LabOptions) -> None:
    frame = report.trials(trials)
    _headline(frame)
    for trial in trials:
        if trial.error:
            st.error(f"**{report.TITLES[trial.strategy]}** failed: {plain(trial.error)}")
    st.markdown("**How long creators wait**")
    st.caption("Medians; the scale is logarithmic. Who got nothing by the limit counts with the whole time.")
    st.plotly_chart(report.waits(frame), key="lab-waits", config=NO_BAR)
    st.markdown("**When sessions can be seen**")
    st.caption(
        "A line that climbs step by step is a program one can read while it is made. "
        "One that stays on the ground is a page that shows nothing."
    )
    st.plotly_chart(report.progress(trials), key="lab-progress", config=NO_BAR)
    st.markdown("**How long transactions stay open, and who waits for them**")
    st.plotly_chart(report.transactions(frame), key="lab-transactions", config=NO_BAR)
    st.markdown("**All figures**")
    _table(frame)
    size = f"{options.weeks} weeks of {counted(options.days, 'day')}"
    st.caption(f"{counted(options.creators, 'creator')}, programs of {size}, first seed {options.seed}.")


def _headline(frame: pd.DataFrame) -> None:
    """The hang beside the cure, where both were tried."""
    rows = {row["strategy"]: row for row in frame.to_dict("records")}
    with st.container(horizontal=True):
        for name in (HANG, CURE):
            if name in rows:
                row = rows[name]
                said = f"{'over ' if row['unanswered'] else ''}{duration(row['answer_ms'])}"
                st.metric(f"Answer, {report.TITLES[name]}", said, border=True, width=300)


def _table(frame: pd.DataFrame) -> None:
    number = st.column_config.NumberColumn
    st.dataframe(
        frame.drop(columns=["strategy", "error", "seconds"]),
        hide_index=True,
        column_config={
            "title": "Way",
            "end": "End",
            "answer_ms": number("Answer ms", format="%.0f"),
            "answer_max_ms": number("Slowest ms", format="%.0f"),
            "unanswered": "No answer",
            "first_ms": number("First session ms", format="%.0f"),
            "complete_ms": number("Complete ms", format="%.0f"),
            "incomplete": "Not complete",
            "statements": "Statements",
            "commits": "Commits",
            "most_statements": "Most statements in a transaction",
            "longest_transaction_ms": number("Longest transaction ms", format="%.0f"),
            "lock_waits": "Lock waits",
            "longest_wait_ms": number("Longest wait ms", format="%.0f"),
        },
    )
