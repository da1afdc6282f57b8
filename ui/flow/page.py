"""The flow of one program, put together: choices, graph, and what stands below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from alloy_engine.flow.forks import REGISTRY
from alloy_engine.reporting.flow import compare, mermaid, replay
from alloy_engine.reporting.flow import graph as drawn
from alloy_engine.reporting.flow.branches import branches
from alloy_engine.reporting.flow.visits import within
from alloy_engine.services import ProgramCard, StatusDocument
from alloy_engine.services.documents import Choice
from ui import followed
from ui.engine import alloy
from ui.flow import below, controls, fork, graph, numbers
from ui.flow.controls import View
from ui.flow.numbers import Stamp

CHOSEN, BELOW = "fork", "below"
VIEWS = ("Fork", "Candidates", "Difference", "All forks")


def show(program: str, status: StatusDocument, cards: tuple[ProgramCard, ...]) -> None:
    """cards: the latest programs, which it can be held against."""
    stamp = numbers.stamp_of(status)
    everything = followed.traces(alloy(), program).visits()
    view = controls.show(program, everything, cards)
    visits = within(everything, view.scope)
    counts = branches(REGISTRY, visits)
    if not counts["times"].any():
        st.info("Nothing is decided yet. The graph fills as the first session is planned.")
    difference = _difference(counts, view, program, stamp)
    data = _data(view, visits, counts, difference)
    graph.show(data, key="flow-graph", on_pick=pick)
    if all(look["faded"] for look in data["nodes"].values()):
        st.caption("No fork is like that: all of them are faded. Look for something else, or for any outcome.")
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        shown = st.segmented_control(
            "Below", VIEWS, default=None if BELOW in st.session_state else VIEWS[0], required=True, key=BELOW,
            bind="query-params", label_visibility="collapsed",
        )  # fmt: skip
        st.download_button(
            "Mermaid", lambda: mermaid.flowchart(REGISTRY, counts), "flow.mmd", "text/plain", on_click="ignore",
            help="The flow with its figures as a mermaid flowchart",
        )  # fmt: skip
    if shown == VIEWS[1]:
        below.show_candidates(numbers.stages(program, stamp, view.scope.microcycle, view.scope.session))
    elif shown == VIEWS[2]:
        _show_difference(difference, visits, view, program, stamp, cards)
    elif shown == VIEWS[3]:
        below.show_forks(visits)
    elif (chosen := _chosen()) is not None:
        fork.show(REGISTRY[chosen], counts, visits, program, pick)
    else:
        fork.invite()


def pick(chosen: str) -> None:
    """A fork was chosen: it stands in the address, and its details below the graph."""
    st.query_params[CHOSEN] = chosen
    st.session_state[BELOW] = VIEWS[0]


def _chosen() -> str | None:
    asked = st.query_params.get(CHOSEN)
    return asked if any(one.id == asked for one in REGISTRY) else None


def _data(view: View, visits: pd.DataFrame, counts: pd.DataFrame, difference: pd.DataFrame | None) -> dict[str, Any]:
    session = view.scope.session
    if difference is None:
        nodes = drawn.looks(REGISTRY, counts, view.heat, view.sieve)
    else:
        nodes = drawn.difference_looks(REGISTRY, difference, view.sieve)
    return {
        "structure": drawn.structure(REGISTRY),
        "nodes": nodes,
        "selected": _chosen(),
        "zoom": view.zoom,
        "detailed": view.detailed,
        "legend": drawn.legend(view.heat, compared=difference is not None),
        "path": replay.path(REGISTRY, visits).to_dict("records") if session else [],
        "session": session or "",
        "name": f"flow-{session}" if session else "flow",
    }


def _difference(counts: pd.DataFrame, view: View, program: str, stamp: Stamp) -> pd.DataFrame | None:
    if view.other is None:
        return None
    theirs = numbers.counts(view.other, _stamp(view.other, program, stamp), view.other_scope)
    return compare.difference(REGISTRY, counts, theirs)


def _stamp(other: str, program: str, stamp: Stamp) -> Stamp:
    return stamp if other == program else numbers.stamp_of(alloy().status(other))


def _show_difference(
    difference: pd.DataFrame | None,
    visits: pd.DataFrame,
    view: View,
    program: str,
    stamp: Stamp,
    cards: tuple[ProgramCard, ...],
) -> None:
    if difference is None or view.other is None:
        st.info("Choose above what to hold it against: another program, or an earlier run of this one.")
        return
    theirs = _stamp(view.other, program, stamp)
    fork_parting = compare.first_fork(visits, within(numbers.visits(view.other, theirs), view.other_scope))
    choice = None
    if view.other != program:
        mine, others = numbers.choices(program, stamp), numbers.choices(view.other, theirs)
        choice = compare.first_choice(_of(mine, view), _of(others, view))
    name = next((card.name for card in cards if card.id == view.other and view.other != program), "that run")
    below.show_difference(difference, fork_parting, choice, name)


def _of(choices: Sequence[Choice], view: View) -> list[Choice]:
    """Those in the scope that is looked at."""
    week, session = view.scope.microcycle, view.scope.session
    return [
        one
        for one in choices
        if (session is None or one.session == session) and (week is None or one.session.startswith(f"{week}-"))
    ]
