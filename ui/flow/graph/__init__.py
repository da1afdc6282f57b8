"""The graph of forks as a component: elk (served from static/elk) lays it out in the browser, no network needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

HERE = Path(__file__).parent
# Read in this order, as one script.
PARTS = ("layout.js", "drawing.js", "camera.js", "saving.js", "replay.js", "graph.js")


@st.cache_resource
def _component() -> Any:
    # A script that starts with a comment line is not mistaken for a path.
    script = "\n".join((HERE / part).read_text(encoding="utf-8") for part in PARTS)
    return st.components.v2.component("flow_graph", css=(HERE / "graph.css").read_text(encoding="utf-8"), js=script)


def show(data: Mapping[str, Any], *, key: str, on_pick: Callable[[str], None]) -> None:
    """Draw the graph; `on_pick` is called with the id of the fork that is clicked, or entered by keyboard.

    data: structure (see `reporting.flow.graph.structure`), nodes (`looks`), selected (a fork's id or None), zoom
    (a group's id or None), detailed (whether branches are drawn), legend, path (a session's steps) and session
    (whose path), name (of saved files).
    """

    def picked() -> None:
        fork = st.session_state[key].get("selected")
        if fork:
            on_pick(fork)

    base = st.get_option("server.baseUrlPath").strip("/")
    _component()(
        key=key,
        data={**data, "base": f"/{base}" if base else ""},
        default={"selected": data["selected"]},
        on_selected_change=picked,
        height="content",
    )
