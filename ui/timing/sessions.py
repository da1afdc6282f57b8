"""The slowest sessions, and why."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from alloy_engine.reporting import timing
from alloy_engine.reporting.wording import title


def show(frame: pd.DataFrame, work: Mapping[str, Mapping[str, Mapping[str, int]]]) -> None:
    """work: session → fork → branch → how often."""
    slowest = timing.slowest(frame, work)
    number = st.column_config.NumberColumn
    st.dataframe(
        slowest.assign(session_type=[title(kind) for kind in slowest["session_type"]]),
        hide_index=True,
        key="slowest",
        column_order=[
            "session", "session_type", "duration_ms", "why", "slowest_phase", "slowest_phase_ms", "saving_ms",
            "waited_ms",
        ],
        column_config={
            "session": "Session",
            "session_type": "Kind",
            "duration_ms": number("Planned in ms", format="%.1f"),
            "why": st.column_config.TextColumn("Why", width="large"),
            "slowest_phase": "Most of it in",
            "slowest_phase_ms": number("ms there", format="%.1f"),
            "saving_ms": number("Saved in ms", format="%.1f", help="Beside the planning of the next session"),
            "waited_ms": number("Waited ms", format="%.2f", help="For a connection and for locks, while it was saved"),
        },
    )  # fmt: skip
    st.caption(
        "Candidates are the movements that reached the scorer, over all slots; a step is one try to fill a slot: "
        "strict first, then relaxed."
    )
