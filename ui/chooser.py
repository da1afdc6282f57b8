"""What a page about one program shows when the address names none."""

from __future__ import annotations

import streamlit as st

from alloy_engine.services import Alloy
from ui import paging
from ui.marks import status_badge
from ui.navigation import CREATE
from ui.text import plain

LIST = "chooser"
PAGE = 8


def show(alloy: Alloy, page: str) -> None:
    """The programs as links to `page`, newest first and found by name, or the way to a first one."""
    cards, more = paging.page(alloy, LIST, PAGE)
    sought = paging.words(LIST)
    if not cards and not sought:
        st.info("There is no program yet. Create one, and it is here a moment later.")
        st.page_link(CREATE, label="Create a program")
        return
    st.caption("Which program?")
    paging.find(LIST)
    if not cards:
        st.info(f"No program is called “{plain(sought)}”. Archived ones are not looked through.")
    for card in cards:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.page_link(page, label=plain(card.name), query_params={"id": card.id})
            st.markdown(status_badge(card.status), width="content")
            st.caption(f"{card.created_at.astimezone():%d %b %Y, %H:%M}", width="content")
    paging.turn(LIST, cards, more)
