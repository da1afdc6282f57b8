"""What it would take for another choice, and how good the session's choices are together."""

from __future__ import annotations

import streamlit as st

from alloy_engine.domain.decision import Account
from alloy_engine.services.explore import Explored
from ui.decisions import flips, optimum
from ui.decisions.weights import weighing_of


def show(explored: Explored, account: Account, key: str) -> None:
    st.subheader("The smallest change", anchor=False)
    flips.show(explored, weighing_of(explored, account), account.decision.slot, key)
    st.subheader("The session beside the best one", anchor=False)
    optimum.show(explored, key)
