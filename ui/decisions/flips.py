"""The smallest change that brings somebody else: looked for when asked, and planned with each time."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from alloy_engine.reporting.decisions.weighing import Weighing
from alloy_engine.services.explore import Explored
from alloy_engine.services.flips import Flip, Kind, smallest
from ui.decisions.names import namer
from ui.engine import alloy, guarded
from ui.text import plain

ASKED = "flips-asked"
KINDS = {Kind.WEIGHT: "One weight", Kind.SETTING: "One setting", Kind.RULE: "One rule"}


def show(explored: Explored, weighing: Weighing | None, slot: int, key: str) -> None:
    """key: of the place."""
    st.caption(
        "What is the least that would have to be otherwise for another movement to stand here? Each change is tried by "
        "planning this session again; its day in the calendar, and what was trained before it, stay as they are."
    )
    if st.button("Look for it", key="flips-look"):
        st.session_state[ASKED] = key
    if st.session_state.get(ASKED) != key:
        return
    with guarded():
        flips = _found(alloy().owner, key, explored.stored.origin.variation, explored, weighing, slot)
        _told(explored, {flip.kind: flip for flip in flips})


def _told(explored: Explored, found: Mapping[Kind, Flip]) -> None:
    for kind, label in KINDS.items():
        flip = found.get(kind)
        if flip is None:
            st.markdown(f"**{label}:** none of those tried brings anybody else.")
            continue
        to = plain(namer(explored)(flip.to)) if flip.to else "nobody"
        tried = f"change {flip.tried} of those planned with" if flip.tried > 1 else "the first change planned with"
        st.markdown(f"**{label}:** {plain(flip.said)}, and **{to}** comes. :gray[({tried})]")


@st.cache_data(max_entries=64, show_spinner="Planning the session again and again …")
def _found(
    owner: str, key: str, variation: int, _explored: Explored, _weighing: Weighing | None, _slot: int
) -> tuple[Flip, ...]:
    return smallest(_explored, _slot, _weighing)
