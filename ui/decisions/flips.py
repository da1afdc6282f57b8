"""The smallest change that brings somebody else: looked for when asked, and planned with each time."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from alloy_engine.domain.decision import Account
from alloy_engine.reporting.decisions.weighing import Weighing
from alloy_engine.services.explore import Explored
from alloy_engine.services.flips import Flip, Kind, smallest
from ui.decisions.names import namer
from ui.decisions.weights import weighing_of
from ui.engine import alloy, guarded
from ui.text import plain

ASKED = "flips-asked"
KINDS = {Kind.WEIGHT: "One weight", Kind.SETTING: "One setting", Kind.RULE: "One rule"}


def show(explored: Explored, account: Account, key: str, wanted: str | None = None) -> None:
    """key: of the place. wanted: the movement that is to stand there; None: any other."""
    if st.button("Look for it", key="flips-look"):
        st.session_state[ASKED] = (key, wanted)
    if st.session_state.get(ASKED) != (key, wanted):
        return
    with guarded():
        weighing = weighing_of(explored, account)
        variation = explored.stored.origin.variation
        flips = _found((alloy().owner, key, variation, wanted), explored, weighing, account.decision.slot)
        _told(explored, {flip.kind: flip for flip in flips}, wanted)


def _told(explored: Explored, found: Mapping[Kind, Flip], wanted: str | None) -> None:
    name = namer(explored)
    for kind, label in KINDS.items():
        flip = found.get(kind)
        if flip is None:
            st.markdown(f"**{label}:** none of those tried brings {plain(name(wanted)) if wanted else 'anybody else'}.")
            continue
        to = plain(name(flip.to)) if flip.to else "nobody"
        tried = f"try {flip.tried}" if flip.tried > 1 else "the first try"
        st.markdown(f"**{label}:** {plain(flip.said)}, and **{to}** comes. :gray[({tried}, checked by planning)]")


@st.cache_data(max_entries=64, show_spinner="Planning the session again and again …")
def _found(
    question: tuple[str, str, int, str | None], _explored: Explored, _weighing: Weighing | None, _slot: int
) -> tuple[Flip, ...]:
    """question: owner, place, the session's variation, and who is wanted."""
    return smallest(_explored, _slot, _weighing, question[-1])
