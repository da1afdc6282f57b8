"""What holds for every choice: what may stand in for what, what goals weigh, and which rules ever decide."""

from __future__ import annotations

import streamlit as st

from alloy_engine.domain.decision import Account
from alloy_engine.flow.forks import REGISTRY
from alloy_engine.reporting.decisions import figures, policy, rules
from alloy_engine.reporting.wording import counted
from alloy_engine.services.explore import Explored
from ui.engine import alloy

PLAIN_CHART = {"displayModeBar": False}
MOST_PROGRAMS = 30


def show(explored: Explored, account: Account, key: str) -> None:
    scoring = explored.stored.materials.policy.scoring
    patterns, goals = st.columns(2, gap="large")
    with patterns:
        st.markdown("**How well one pattern stands in for another**")
        st.plotly_chart(figures.matrix(policy.compatibility(scoring)), key="compatibility", config=PLAIN_CHART)
    with goals:
        st.markdown("**What a goal makes of each weight**")
        st.plotly_chart(figures.matrix(policy.goal_modifiers(scoring)), key="modifiers", config=PLAIN_CHART)
    st.markdown("**Which rules decide, and which never do**")
    cards = alloy().programs(limit=MOST_PROGRAMS)
    table = rules.firing(REGISTRY, [alloy().flow(card.id) for card in cards])
    never = table[table["times"] == 0]
    st.caption(
        f"Counted over the picks of {counted(len(cards), 'program')} of yours, the latest: "
        f"{counted(len(never), 'rule')} of {len(table)} never decided."
    )
    st.dataframe(
        table.sort_values("times", kind="stable"),
        hide_index=True,
        column_order=["dimension", "meaning", "times", "share"],
        column_config={
            "dimension": "Dimension", "meaning": st.column_config.TextColumn("Rule", width="medium"),
            "times": st.column_config.NumberColumn("Times", format="localized"),
            "share": st.column_config.ProgressColumn("Of its level", format="percent", min_value=0.0, max_value=1.0),
        },
    )  # fmt: skip
