"""The session's picks beside the proven best ones: looked for when asked."""

from __future__ import annotations

import streamlit as st

from alloy_engine.reporting.decisions import frames
from alloy_engine.services.beside import Beside, beside_optimum
from alloy_engine.services.explore import Explored
from ui.decisions.names import namer
from ui.engine import alloy, guarded

ASKED = "optimum-asked"


def show(explored: Explored, key: str) -> None:
    """key: of the place."""
    st.caption(
        "The engine takes one pick after another and then exchanges while that helps. A solver can prove what the best "
        "whole session would have been, under the same limits and by the same measure."
    )
    if explored.draft is None:
        st.info("Nothing was scored in this session, so that there is nothing to hold against a best one.")
        return
    if st.button("Prove the best session", key="optimum-look"):
        st.session_state[ASKED] = key
    if st.session_state.get(ASKED) != key:
        return
    with guarded():
        where = (alloy().owner, explored.record.program, explored.stored.key, explored.stored.origin.variation)
        found = _found(*where, explored)
        proven = "proven best" if found.proven else "upper bound found in time"
        st.markdown(
            f"Worth **{found.value:.4f}**, the {proven} **{found.optimum:.4f}**: {found.share:.2%}. Totals within the "
            "margin that counts as equal are given away on purpose, for variety."
        )
        table = frames.beside(found.ours, found.best, namer(explored))
        labels = {
            "place": st.column_config.NumberColumn("", width="small"),
            "ours": "Taken",
            "best": "Best session",
            "same": "Same",
        }
        st.dataframe(table, hide_index=True, column_order=list(labels), column_config=labels,
                     height="content")  # fmt: skip


@st.cache_data(max_entries=32, show_spinner="Looking for the best session …")
def _found(owner: str, program: str, session: str, variation: int, _explored: Explored) -> Beside:
    return beside_optimum(_explored.draft)
