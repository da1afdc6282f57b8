"""What a page about one program shows when the address names none."""

from __future__ import annotations

import streamlit as st

from alloy_engine.services import Alloy
from ui.marks import status_badge
from ui.navigation import CREATE
from ui.text import plain

MOST = 8


def show(alloy: Alloy, page: str) -> None:
    """The latest programs as links to `page`, or the way to a first one."""
    cards = alloy.programs(limit=MOST)
    if not cards:
        st.info("There is no program yet. Create one, and it is here a moment later.")
        st.page_link(CREATE, label="Create a program")
        return
    st.caption("Which program?")
    for card in cards:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.page_link(page, label=plain(card.name), query_params={"id": card.id})
            st.markdown(status_badge(card.status), width="content")
