"""Weights in the hand: the candidates rank anew at once, and nothing that is stored is touched."""

from __future__ import annotations

import numpy as np
import streamlit as st

from alloy_engine.domain.vocabulary import Dimension
from alloy_engine.errors import InvalidRequest
from alloy_engine.reporting.decisions import weighing as weighed
from alloy_engine.reporting.decisions.weighing import DIMENSIONS, Floats, Weighing
from alloy_engine.reporting.wording import title
from alloy_engine.services.explore import Explored
from ui.decisions import presets
from ui.decisions.names import namer
from ui.engine import alloy
from ui.navigation import open_program
from ui.text import plain

BEST = 12


def show(explored: Explored, weighing: Weighing, place: str) -> None:
    """place: program, session and slot; the sliders of another place start from its own weights."""
    st.caption(
        "Base weights from 0 to 1; the athlete's goals bend them, and they are brought to 1 together. The other places "
        "of the session stay as they are."
    )
    said = st.container()  # above the sliders, so that it is in sight on a phone while one is moved
    hands, ranks = st.columns([2, 3], gap="large")
    with hands:
        presets.start(weighing, place)
        base = _sliders(weighing, place)
    if not base.any():
        said.warning("Every weight is 0, so that nothing would count. Raise one of them.")
        return
    said.markdown(_told(explored, weighing, base))
    with ranks:
        _ranked(explored, weighing, base)
    presets.keep(base)
    _plan_with(explored, weighing, base)


def _sliders(weighing: Weighing, place: str) -> Floats:
    values = []
    for dimension, usual in zip(DIMENSIONS, weighing.base, strict=True):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            counts = st.toggle("on", value=True, key=f"on-{place}-{dimension}", label_visibility="collapsed",
                               help=f"Count {title(dimension.value).lower()}")  # fmt: skip
            weight = st.slider(
                f"{title(dimension.value)}", 0.0, 1.0, float(usual), 0.01, key=f"weight-{place}-{dimension}",
                disabled=not counts,
            )  # fmt: skip
        values.append(weight if counts else 0.0)
    st.button("As it was", key="weights-back", on_click=_back, args=(weighing, place))
    return np.array(values)


def _back(weighing: Weighing, place: str) -> None:
    for dimension, usual in zip(DIMENSIONS, weighing.base, strict=True):
        st.session_state[f"on-{place}-{dimension}"] = True
        st.session_state[f"weight-{place}-{dimension}"] = float(usual)


def _told(explored: Explored, weighing: Weighing, base: Floats) -> str:
    """Who is taken under such weights, in Markdown."""
    name = namer(explored)
    before, after = weighing.winner(weighing.base), weighing.winner(base)
    was = "nobody" if before is None else name(weighing.movements[before])
    now = "nobody" if after is None else name(weighing.movements[after])
    return f"Still **{plain(now)}**." if before == after else f":orange[**{plain(now)}**] instead of {plain(was)}."


def _ranked(explored: Explored, weighing: Weighing, base: Floats) -> None:
    table = weighed.reranked(weighing, base, namer(explored)).head(BEST)
    number = st.column_config.NumberColumn
    st.dataframe(
        table,
        hide_index=True,
        column_order=["place", "name", "total", "moved", "before"],
        column_config={
            "place": number("", width="small"), "name": st.column_config.TextColumn("Movement", width="medium"),
            "total": number("Total", format="%.4f"), "moved": number("Places up", format="%+d"),
            "before": number("Before", format="%.4f"),
        },
    )  # fmt: skip


def _plan_with(explored: Explored, weighing: Weighing, base: Floats) -> None:
    changed = {
        one: float(weight)
        for one, weight, was in zip(DIMENSIONS, base, weighing.base, strict=True)
        if abs(weight - was) > 1e-9
    }
    if st.button("Plan the whole program with this", key="plan-with", type="primary", disabled=not changed,
                 help="A new program from the same request with these weights; this one stays as it is."):  # fmt: skip
        _create(explored, changed)


def _create(explored: Explored, changed: dict[Dimension, float]) -> None:
    request = explored.request
    document = request.model_dump(mode="json")
    document["weights"] = {**document["weights"], **{one.value: round(weight, 4) for one, weight in changed.items()}}
    document["name"] = f"{explored.stored.orders.name} (other weights)"[:100]
    try:
        created = alloy().create(document, door="app")
    except InvalidRequest as error:
        st.error(plain(str(error)))
    else:
        open_program(created.id)
