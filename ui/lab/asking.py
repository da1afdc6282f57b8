"""What the lab shall try."""

from __future__ import annotations

import streamlit as st

from alloy_engine.reporting.lab import TITLES
from alloy_engine.services.lab import STRATEGIES, LabOptions
from alloy_engine.services.lab.helper import PATIENCE_SECONDS
from alloy_engine.services.lab.options import DAYS, LONGEST_ROUND_TRIP, WEEKS

MOST_CREATORS = 8  # on a page; the command line takes more
LIMITS = (5, 60)


def show(*, disabled: bool) -> LabOptions:
    """The form, and what it asks for."""
    usual = LabOptions()
    strategies = st.pills(
        "Ways to create a program",
        list(STRATEGIES),
        selection_mode="multi",
        default=list(STRATEGIES),
        format_func=TITLES.__getitem__,
        key="lab-strategies",
        disabled=disabled,
    )
    left, right = st.columns(2, gap="large")
    with left:
        creators = st.slider(
            "Creators at the same moment", 1, MOST_CREATORS, usual.creators, key="lab-creators", disabled=disabled,
            help="All of them ask for a program for the same athlete.",
        )  # fmt: skip
        helper = st.toggle(
            "A helper service that never answers (simulated)", key="lab-helper", disabled=disabled,
            help=f"Asked before sessions are planned, and waited for {PATIENCE_SECONDS:g} s in vain.",
        )  # fmt: skip
    with right:
        round_trip = st.slider(
            "Round trip to the database, ms (simulated)", 0, int(LONGEST_ROUND_TRIP), int(usual.round_trip),
            key="lab-round-trip", disabled=disabled, help="Slept before each statement and each commit.",
        )  # fmt: skip
        limit = st.slider(
            "Seconds a way may take", *LIMITS, int(usual.limit), key="lab-limit", disabled=disabled,
            help="What has not come to its end by then counts as hung.",
        )  # fmt: skip
    with st.expander("The programs' size", key="lab-size"), st.container(horizontal=True):
        weeks = st.selectbox("Weeks", WEEKS, key="lab-weeks", width=120, disabled=disabled)
        days = st.number_input("Days a week", *DAYS, usual.days, key="lab-days", width=150, disabled=disabled)
        seed = st.number_input("Seed", 0, 10**6, usual.seed, key="lab-seed", width=150, disabled=disabled)
    chosen = tuple(name for name in STRATEGIES if name in (strategies or ()))
    return LabOptions(chosen, creators, float(round_trip), helper, weeks, days, seed, float(limit))
