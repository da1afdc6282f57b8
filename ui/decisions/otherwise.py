"""What it would take for another choice, and how good the session's choices are together."""

from __future__ import annotations

import streamlit as st

from alloy_engine.domain.decision import Account
from alloy_engine.services.explore import Explored
from ui.decisions import flips, optimum


def show(explored: Explored, account: Account, key: str) -> None:
    st.subheader("The smallest change", anchor=False)
    st.caption(
        "What is the least that would have to be otherwise for another movement to stand here? Each change is tried by "
        "planning this session again; its day in the calendar, and what was trained before it, stay as they are."
    )
    flips.show(explored, account, key)
    st.subheader("The session beside the best one", anchor=False)
    optimum.show(explored, key)
