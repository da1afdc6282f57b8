"""How much each dimension of a movement's score counts, where a coach wants it otherwise."""

from __future__ import annotations

import streamlit as st

from alloy_engine.domain.vocabulary import Dimension
from alloy_engine.reporting.wording import title
from alloy_engine.services import Alloy
from ui.wizard import rows, state
from ui.wizard.form import Form


def show(form: Form, alloy: Alloy) -> None:
    usual = alloy.policy.scoring.weights
    st.caption(
        "Every movement is scored on seven dimensions. Change how much one counts, 0 to 1, and the rest stays as "
        "usual; the goals then bend all seven, and they are brought to 1 together."
    )
    for index, row in enumerate(state.draft()["weights"]):
        name = title(row["dimension"])
        with st.container(horizontal=True, vertical_alignment="bottom"):
            form.number(
                f"{name}, usually {usual[Dimension(row['dimension'])]:g}", "weights", index, "weight",
                min_value=0.0, max_value=1.0, step=0.05, width=300,
            )  # fmt: skip
            rows.remover("weights", index, name)
    changed = {row["dimension"] for row in state.draft()["weights"]}
    rows.adder(
        "Change the weight of", "weights", [one.value for one in Dimension if one.value not in changed],
        lambda dimension: {"dimension": dimension, "weight": usual[Dimension(dimension)]},
    )  # fmt: skip
    form.tell("weights")
