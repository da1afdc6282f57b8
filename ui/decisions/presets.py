"""Weights kept under a name: to start from, and to keep what is in the hand."""

from __future__ import annotations

import streamlit as st

from alloy_engine.reporting.decisions.weighing import DIMENSIONS, Floats, Weighing
from alloy_engine.services.weight_presets import LONGEST_NAME, WeightPresets, Weights
from ui.engine import alloy, attempt

START, NAME = "preset-start", "preset-name"


def start(weighing: Weighing, place: str) -> None:
    """A box that puts a preset's weights into the sliders of that place."""
    kept = WeightPresets.of(alloy()).all()
    if not kept:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox("Start from a preset", list(kept), index=None, key=START, placeholder="Choose one",
                     on_change=_take, args=(kept, weighing, place))  # fmt: skip
        chosen = st.session_state.get(START)
        st.button("Remove it", key="preset-remove", disabled=chosen is None, type="tertiary",
                  on_click=_remove, args=(chosen,))  # fmt: skip


def _take(kept: dict[str, Weights], weighing: Weighing, place: str) -> None:
    chosen = kept.get(st.session_state[START] or "")
    if chosen is None:
        return
    for dimension, usual in zip(DIMENSIONS, weighing.base, strict=True):
        weight = chosen.get(dimension, float(usual))
        st.session_state[f"on-{place}-{dimension}"] = weight > 0
        st.session_state[f"weight-{place}-{dimension}"] = weight


def _remove(name: str | None) -> None:
    if name is not None:
        attempt(WeightPresets.of(alloy()).remove, name)
        st.session_state.pop(START, None)


def keep(base: Floats) -> None:
    """A name, and the button that keeps the weights under it."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("Name of a preset", key=NAME, max_chars=LONGEST_NAME, placeholder="Joints first")
        name = st.session_state.get(NAME) or ""
        weights = {one.value: round(float(weight), 4) for one, weight in zip(DIMENSIONS, base, strict=True)}
        st.button("Save as a preset", key="preset-save", disabled=not name.strip(), on_click=_save,
                  args=(weights,))  # fmt: skip


def _save(weights: dict[str, float]) -> None:
    name = st.session_state.get(NAME) or ""
    attempt(WeightPresets.of(alloy()).save, name, weights)
    if name in WeightPresets.of(alloy()).all():
        st.toast(f"Kept: {name.strip()}. It is offered here and in the wizard's preferences.")
