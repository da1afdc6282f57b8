"""Why not that movement? Any of the catalogue, filtered ones included."""

from __future__ import annotations

import streamlit as st

from alloy_engine.domain.decision import Account
from alloy_engine.reporting.decisions import figures, frames
from alloy_engine.reporting.decisions.why_not import Answer, why_not
from alloy_engine.services.explore import Explored
from ui.decisions import flips
from ui.decisions.names import namer
from ui.text import plain
from ui.wizard.rows import movement_label

ASKED = "why"
PLAIN_CHART = {"displayModeBar": False}
COLOURS = {
    Answer.CHOSEN: "green", Answer.EQUAL: "blue", Answer.OUTSCORED: "orange", Answer.BELOW: "orange",
    Answer.FILTERED: "red", Answer.UNSCORED: "gray",
}  # fmt: skip


def show(explored: Explored, account: Account, key: str) -> None:
    catalogue = explored.stored.materials.catalogue
    ids = [movement.id for movement in catalogue]
    asked = st.query_params.get(ASKED)
    st.session_state[ASKED] = asked if asked in ids else None
    chosen = st.selectbox("Why not …", ids, key=ASKED, format_func=movement_label(catalogue), on_change=_keep,
                          placeholder="Any movement of the catalogue", width=460)  # fmt: skip
    if chosen is None:
        st.caption("Choose a movement to see how far it came: to which filter, or to which score.")
        return
    answer, name = why_not(account, chosen), namer(explored)
    st.markdown(f"**{plain(name(chosen))}** :{COLOURS[answer.answer]}-badge[{answer.answer.value.capitalize()}]")
    at = f"Stopped at **{plain(answer.stage)}**. " if answer.stage else ""
    st.markdown(f"{at}{plain(answer.said)}")
    if answer.passed:
        st.caption("Came through: " + " → ".join(plain(stage) for stage in answer.passed))
    if answer.card is not None:
        taken = account.decision.chosen
        most = max(answer.card.total, taken.total if taken else 0.0)
        st.plotly_chart(figures.waterfall(frames.parts(answer.card), most), key="why-card", config=PLAIN_CHART)
    if account.decision.chosen is not None and answer.answer is not Answer.CHOSEN:
        st.markdown(f"**The smallest change that brings {plain(name(chosen))} here**")
        st.caption("One weight, one setting or one rule, each tried by planning this session again.")
        flips.show(explored, account, key, chosen)


def _keep() -> None:
    st.query_params[ASKED] = st.session_state[ASKED]
