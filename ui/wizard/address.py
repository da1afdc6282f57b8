"""The settings in the page's address: read when somebody comes with a link, written as the draft changes."""

from __future__ import annotations

from collections import deque
from typing import Any

import streamlit as st

from alloy_engine.errors import Fault, InvalidRequest
from alloy_engine.services import Alloy
from ui import draft as drafts
from ui import link as links
from ui.navigation import COMPARE
from ui.text import plain
from ui.wizard import state

KNOWN, BAD = "wizard_links", "wizard_bad_link"
# A browser may still send an address that is a few changes old: none of these is taken for somebody else's link.
REMEMBERED = 50


def read(alloy: Alloy) -> None:
    """Fill the wizard from the link in the address, if it is one that this session has not seen."""
    link = st.query_params.get(links.FIELD)
    if link is None or link in _known():
        return
    _known().append(link)
    try:
        document = links.unpack(link)
    except InvalidRequest as error:
        state.take(alloy, "1.1.3", "C")
        st.session_state[BAD] = error.faults
        return
    faults = alloy.check(document)
    draft = drafts.unfinished(document, faults) if faults else drafts.of_document(document)
    state.take(alloy, "1.1.3", "A" if draft else "B")
    if draft is None:
        st.session_state[BAD] = faults
    else:
        st.session_state.pop(BAD, None)
        state.begin(draft)


def write(document: dict[str, Any]) -> None:
    """Keep the address at what the draft says now, so that loading the page again loses nothing."""
    link = links.pack(document)
    if st.query_params.get(links.FIELD) != link:
        st.query_params[links.FIELD] = link
    if link not in _known():
        _known().append(link)


def refusal() -> None:
    """What is wrong with the link somebody came with."""
    faults: tuple[Fault, ...] = st.session_state.get(BAD, ())
    if not faults:
        return
    said = "  \n".join(
        f"**{plain(one.field)}** {plain(one.message)}. Accepted: {plain(one.accepted)}" for one in faults
    )
    st.error(f"The link could not be used; the settings here are as they were.  \n{said}")
    st.button("All right", key="link-refused", on_click=st.session_state.pop, args=(BAD, None))


def offer() -> None:
    """The link, to be copied."""
    with st.popover("Link to these settings", icon=":material/link:", type="tertiary"):
        st.caption("Whoever opens it, on this studio, gets the wizard filled just as it is now.")
        address = (st.context.url or "").partition("?")[0]
        st.code(f"{address}?{links.FIELD}={st.query_params[links.FIELD]}", language=None, wrap_lines=True)


def what_if() -> None:
    """The way to other settings, held against these."""
    query = {"part": "What if", links.FIELD: st.query_params[links.FIELD]}
    st.page_link(COMPARE, label="What if …?", query_params=query, icon=":material/compare_arrows:")


def _known() -> deque[str]:
    return st.session_state.setdefault(KNOWN, deque(maxlen=REMEMBERED))
