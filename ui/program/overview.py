"""The whole program on one screen: its calendar, its volume, its weeks."""

from __future__ import annotations

import streamlit as st

from alloy_engine.catalogue import Policy
from alloy_engine.domain.program import ProgramDocument
from alloy_engine.reporting import figures, frames
from alloy_engine.reporting.training import reasons
from alloy_engine.reporting.wording import title
from ui.program.why import heading

PLAIN_CHART = {"displayModeBar": False}


def show(document: ProgramDocument, policy: Policy) -> None:
    calendar, volume = st.columns([2, 3], gap="large")
    with calendar:
        heading("Calendar", "calendar", lambda: reasons.calendar(document))
        st.plotly_chart(figures.calendar(frames.sessions(document)), key="calendar", config=PLAIN_CHART)
    with volume:
        heading("Hard sets a week, by muscle", "volume", reasons.volume)
        sets = frames.volume(document)
        if sets.empty:
            st.caption("It fills as sessions are planned.")
        else:
            st.plotly_chart(figures.volume_map(sets), key="volume", config=PLAIN_CHART)
    _weeks(document, policy)


def _weeks(document: ProgramDocument, policy: Policy) -> None:
    heading("Microcycle by microcycle", "weeks", lambda: reasons.weeks(policy))
    table = frames.weeks(document)
    shown = table.assign(
        phase=[title(phase) for phase in table["phase"]],
        done=[f"{done} of {of}" for done, of in zip(table["done"], table["training_days"], strict=True)],
    )
    st.dataframe(
        shown[["microcycle", "start_date", "days", "phase", "done", "minutes", "hard_sets"]],
        hide_index=True,
        column_config={
            "microcycle": "Microcycle",
            "start_date": st.column_config.DateColumn("From", format="D MMM YYYY"),
            "days": "Days",
            "phase": "Phase",
            "done": "Sessions",
            "minutes": st.column_config.NumberColumn("Minutes", format="%d"),
            "hard_sets": st.column_config.NumberColumn("Working sets", format="%d"),
        },
    )
