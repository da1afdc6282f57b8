"""What holds for every choice: what may stand in for what, what goals weigh, and which rules ever decide."""

from __future__ import annotations

import streamlit as st

from alloy_engine.domain.decision import Account
from alloy_engine.reporting.decisions import figures, policy
from alloy_engine.services.explore import Explored
from ui.decisions import firing

PLAIN_CHART = {"displayModeBar": False}


def show(explored: Explored, account: Account, key: str) -> None:
    scoring = explored.stored.materials.policy.scoring
    patterns, goals = st.columns(2, gap="large")
    with patterns:
        st.markdown("**How well one pattern stands in for another**")
        st.plotly_chart(figures.matrix(policy.compatibility(scoring)), key="compatibility", config=PLAIN_CHART)
    with goals:
        st.markdown("**What a goal makes of each weight**")
        st.plotly_chart(figures.matrix(policy.goal_modifiers(scoring)), key="modifiers", config=PLAIN_CHART)
    firing.show(explored)
