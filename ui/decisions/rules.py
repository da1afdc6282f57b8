"""The decision tree with the way that was taken."""

from __future__ import annotations

import streamlit as st

from alloy_engine.domain.decision import Account
from alloy_engine.flow.forks import REGISTRY
from alloy_engine.reporting.decisions import figures, frames, rules
from alloy_engine.services.explore import Explored
from ui.decisions.names import namer

PLAIN_CHART = {"displayModeBar": False}
WAY = "way"


def show(explored: Explored, account: Account, key: str) -> None:
    found = frames.cards(account)
    if not found:
        st.info("Nobody was scored for this place.")
        return
    asked = st.query_params.get(WAY)
    st.session_state[WAY] = asked if asked in found else next(iter(found))
    chosen = st.selectbox("The way of", list(found), format_func=namer(explored), key=WAY, on_change=_keep, width=360)
    others = [card for movement, card in found.items() if movement != chosen]
    st.caption(
        "Seven levels, in order of priority. At each, one rule matches: it is lit, with its reason, which is also why "
        f"the dimmed ones do not, and with what it brought. A dimmed one shows how many of the {len(others)} others it "
        "matched, and the reason of the best of those."
    )
    table = rules.tree(REGISTRY, found[chosen], others, namer(explored))
    st.plotly_chart(figures.tree(table, len(others)), key="tree", config=PLAIN_CHART)
    with st.expander("The same as a table", key="tree-table"):
        st.dataframe(table.drop(columns=["rule"]), hide_index=True)


def _keep() -> None:
    st.query_params[WAY] = st.session_state[WAY]
