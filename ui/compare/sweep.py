"""One or two settings over ranges: every combination planned in worker processes, and heat maps of what came of it."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, field
from functools import partial

import pandas as pd
import streamlit as st

from alloy_engine.errors import InvalidRequest
from alloy_engine.reporting.compare.sweep import MEASURES, heat_map, measured, table
from alloy_engine.reporting.wording import counted
from alloy_engine.services import Alloy
from alloy_engine.services.clock import SystemClock
from alloy_engine.services.sweep import asked
from alloy_engine.services.sweep.aside import SweepAside
from ui import sweeping
from ui.compare import origin
from ui.compare.keeping import keep
from ui.compare.knobs import Document, Knob, changed, knobs
from ui.text import plain

PLACE, LAST, MOST = "compare", "sweep", 64
NO_BAR = {"displayModeBar": False}
NOTHING = "nothing else"


@dataclass(frozen=True, slots=True)
class Sweeping:
    """A sweep with the request it varies and the knobs it turns. key: of its own, so that keeping one of its programs
    twice makes one."""

    run: SweepAside
    base: Document
    knobs: tuple[Knob, ...]
    key: str = field(default_factory=lambda: uuid.uuid4().hex)


def show(alloy: Alloy) -> None:
    base = origin.choose(alloy)
    mine: Sweeping | None = sweeping.remembered(PLACE).get(LAST)
    if base is not None:
        _ask(alloy, base, busy=mine is not None and mine.run.lives)
    if mine is None:
        if base is not None:
            st.info(
                "Every combination is planned, none is stored; then heat maps show which settings suit the request."
            )
        return
    if mine.base != base:
        st.caption("Your last sweep; it started from other settings.")
    sweeping.watch(mine.run, "sweep-cancel", partial(_found, mine, alloy))


def _ask(alloy: Alloy, base: Document, *, busy: bool) -> None:
    with st.container(border=True):
        vary = _vary(alloy, disabled=busy)
        count = _count(list(vary.values()))
        fits = 2 <= count <= MOST
        st.caption(f"{counted(count, 'program')} of at most {MOST}." + ("" if fits else " From two on it is a sweep."))
        if st.button("Run the sweep", key="sweep-run", type="primary", disabled=busy or not fits):
            _begin(alloy, base, vary)


def _vary(alloy: Alloy, *, disabled: bool) -> dict[Knob, list[str]]:
    """Which knobs are turned, through which of their options."""
    every = {knob.label: knob for knob in knobs(list(alloy.presets))}
    left, right = st.columns(2, gap="large")
    with left:
        across = every[_choice("Vary", list(every), "across", disabled=disabled)]
        vary = {across: _values(across, disabled=disabled)}
    with right:
        others = [NOTHING, *(label for label in every if label != across.label)]
        other = _choice("and", others, "down", disabled=disabled)
        if other in every:
            vary[every[other]] = _values(every[other], disabled=disabled)
    return vary


def _choice(label: str, options: list[str], key: str, *, disabled: bool) -> str:
    return st.selectbox(label, options, key=key, bind="query-params", disabled=disabled) or options[0]


def _values(knob: Knob, *, disabled: bool) -> list[str]:
    options = list(knob.options)
    return st.multiselect(f"Values of {knob.label.lower()}", options, default=options, key=f"of-{knob.column}",
                          bind="query-params", disabled=disabled)  # fmt: skip


def _count(values: list[list[str]]) -> int:
    count = 1
    for each in values:
        count *= len(each)
    return count


def _begin(alloy: Alloy, base: Document, vary: dict[Knob, list[str]]) -> None:
    values = {knob.field: [knob.options[text] for text in texts] for knob, texts in vary.items()}
    try:
        requests = asked(alloy.materials, changed(base, values), today=SystemClock().today())
    except InvalidRequest as invalid:
        for fault in invalid.faults:
            st.error(f"**{plain(fault.field)}**: {plain(fault.message)}. Accepted: {plain(fault.accepted)}")
        return
    if (begun := sweeping.begin(alloy, requests)) is not None:
        sweeping.remembered(PLACE)[LAST] = Sweeping(begun, base, tuple(vary))
        st.rerun()


def _found(mine: Sweeping, alloy: Alloy, frame: pd.DataFrame) -> None:
    turned, rows = mine.knobs, measured(frame)
    errors = rows[rows["error"] != ""]
    if len(errors):
        st.error(f"{counted(len(errors), 'program')} could not be planned: {plain(str(errors['error'].iloc[0]))}")
    across, down = turned[0], turned[1] if len(turned) > 1 else None
    for measure, (meaning, _) in MEASURES.items():
        st.markdown(f"**{meaning}**")
        cells = table(rows, measure, across.column, down.column if down else None)
        st.plotly_chart(heat_map(cells, measure, across.label, down.label if down else None), key=f"map-{measure}",
                        config=NO_BAR)  # fmt: skip
    st.caption(f"One took {rows['seconds'].median() * 1000:.0f} ms to plan (median).")
    _keep(mine, rows, alloy)


def _keep(mine: Sweeping, rows: pd.DataFrame, alloy: Alloy) -> None:
    named = [
        ", ".join(f"{knob.label.lower()} {str(row[knob.column]).replace('_', ' ')}" for knob in mine.knobs)
        for row in rows.to_dict("records")
    ]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        place = st.selectbox("Keep one of them", range(len(named)), key="sweep-kept", format_func=named.__getitem__)
        if st.button("Keep this one", key="sweep-keep") and place is not None:
            keep(alloy, json.loads(str(rows["request"].iloc[place])), f"{mine.key}-{place}")
