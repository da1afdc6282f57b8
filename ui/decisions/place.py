"""Which session and which slot: chosen in boxes, kept in the address."""

from __future__ import annotations

import streamlit as st

from alloy_engine.domain.program import ProgramDocument
from alloy_engine.domain.vocabulary import GenerationStatus, SessionType
from alloy_engine.reporting.decisions import frames
from alloy_engine.reporting.wording import listed, title
from alloy_engine.services.explore import Explored
from ui.decisions.names import namer

SESSION, SLOT = "session", "slot"
WIDTH = 400  # two stand side by side on a wide screen, one below the other on a phone


def session(document: ProgramDocument) -> str | None:
    """The chosen session's key among those that are planned; None if none is yet."""
    planned = {
        f"{week.index}-{one.day}": ", ".join(filter(None, [title(one.type.value), listed(one.focus)]))
        for week in document.microcycles
        for one in week.sessions
        if one.status is GenerationStatus.COMPLETED and one.type is not SessionType.RECOVERY
    }
    labels = {key: f"{key} · {said}" for key, said in planned.items()}
    return _choose("Session", SESSION, list(labels), labels) if labels else None


def slot(explored: Explored) -> int | None:
    """The chosen slot's index; None where nothing was chosen in the session."""
    name = namer(explored)
    labels = {str(index): frames.slot_label(one.decision, name) for index, one in explored.slots.items()}
    chosen = _choose("Place", SLOT, list(labels), labels) if labels else None
    return None if chosen is None else int(chosen)


def _choose(label: str, key: str, options: list[str], labels: dict[str, str]) -> str:
    """A box whose choice stands in the address as well; what is not to be had there is the first."""
    asked = st.query_params.get(key)
    if asked not in options:
        asked = options[0]
    st.session_state[key] = asked
    return st.selectbox(label, options, key=key, format_func=labels.__getitem__, on_change=_keep, args=(key,),
                        width=WIDTH)  # fmt: skip


def _keep(key: str) -> None:
    st.query_params[key] = st.session_state[key]
    if key == SESSION:
        st.query_params.pop(SLOT, None)
