"""The slowest sessions, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd
import streamlit as st

from alloy_engine.reporting import timing
from alloy_engine.reporting.wording import title
from ui.text import plain


def show(
    frame: pd.DataFrame, work: Mapping[str, Mapping[str, Mapping[str, int]]], closer: Callable[[str], None]
) -> None:
    """work: session → fork → branch → how often. closer: called with the session that is to be seen from close."""
    slowest = timing.slowest(frame, work)

    def selected() -> None:
        if rows := st.session_state["slowest"]["selection"]["rows"]:
            closer(slowest["session"][rows[0]])

    number = st.column_config.NumberColumn
    st.dataframe(
        slowest.assign(session_type=[title(kind) for kind in slowest["session_type"]]),
        hide_index=True,
        key="slowest",
        on_select=selected,
        selection_mode="single-row",
        column_order=[
            "session", "session_type", "duration_ms", "usual_ms", "work_times", "pace_times", "slowest_phase",
            "slowest_phase_ms", "saving_ms", "waited_ms",
        ],
        column_config={
            "session": "Session",
            "session_type": "Kind",
            "duration_ms": number("Planned in ms", format="%.1f"),
            "usual_ms": number("Usual ms", format="%.1f", help="Of the median session, at each phase's usual cost"),
            "work_times": number("Work", format="%.1f ×", help="How much more there was to do than usual"),
            "pace_times": number("Pace", format="%.1f ×", help="How much longer each piece of it took than usual"),
            "slowest_phase": "Most of it in",
            "slowest_phase_ms": number("ms there", format="%.1f"),
            "saving_ms": number("Saved in ms", format="%.1f", help="Beside the planning of the next session"),
            "waited_ms": number("Waited ms", format="%.2f", help="For a connection and for locks, while it was saved"),
        },
    )  # fmt: skip
    st.caption("Select a row to see that session from close.")
    st.markdown("**Why**")
    said = zip(slowest["session"], slowest["session_type"], slowest["why"], strict=True)
    st.markdown("\n".join(f"- **{key}** {title(kind).lower()}: {plain(why)}" for key, kind, why in said))
    st.caption(
        "Planned in = usual × work × pace. Why: the terms add up to the whole; where a phase counts what it does, its "
        "term is a product. Movements are counted each time they are scored, a score card each time one is written for "
        "the decision record; a step is one try to fill a slot, strict first, then relaxed."
    )
