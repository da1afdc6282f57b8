"""How much each dimension of a movement's score counts, where a coach wants it otherwise."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from alloy_engine.domain.vocabulary import Dimension
from alloy_engine.reporting.wording import title
from alloy_engine.services import Alloy
from alloy_engine.services.weight_presets import WeightPresets, Weights
from ui.wizard import rows, state
from ui.wizard.form import Form, widget_key


def show(form: Form, alloy: Alloy) -> None:
    usual = alloy.policy.scoring.weights
    st.caption(
        "Every movement is scored on seven dimensions. Change how much one counts, 0 to 1, and the rest stays as "
        "usual; the goals then bend all seven, and they are brought to 1 together."
    )
    _presets(alloy)
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


def _presets(alloy: Alloy) -> None:
    kept = WeightPresets.of(alloy).all()
    if kept:
        key = widget_key(("weights", "preset"))
        st.selectbox("Take a preset", list(kept), index=None, key=key, placeholder="Kept on the Decisions page",
                     on_change=_take, args=(key, kept))  # fmt: skip


def _take(key: str, kept: Mapping[str, Weights]) -> None:
    chosen = kept.get(st.session_state[key] or "")
    if chosen is not None:
        state.draft()["weights"] = [{"dimension": one.value, "weight": weight} for one, weight in chosen.items()]
        state.reshape()
