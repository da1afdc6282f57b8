"""Finding programs by name."""

from __future__ import annotations

from collections.abc import Callable, Collection

import streamlit as st

from alloy_engine.services import Alloy
from ui.marks import status_badge
from ui.text import plain

SHOWN = 6


def find(alloy: Alloy, key: str, taken: Collection[str], label: str, choose: Callable[[str], None]) -> None:
    """A field to search in, and the newest programs that fit, each with a button that calls `choose` with its id."""
    sought = st.text_input("Find a program", key=f"{key}-find", placeholder="Find by name", icon=":material/search:",
                           label_visibility="collapsed").strip()  # fmt: skip
    cards = [card for card in alloy.programs(limit=SHOWN + len(taken), name=sought) if card.id not in taken][:SHOWN]
    if not cards:
        st.caption(f"No other program is called “{plain(sought)}”." if sought else "There is no other program.")
    for card in cards:
        with st.container(horizontal=True, vertical_alignment="center", wrap=False):
            st.button(label, key=f"{key}-{card.id}", on_click=choose, args=(card.id,), help=f"{label}: {card.name}")
            made = f"{card.created_at.astimezone():%d %b %Y, %H:%M}"
            shape = f"{card.duration_weeks} weeks, {card.days_per_week} days × {card.session_minutes} min"
            st.markdown(f"**{plain(card.name)}** {status_badge(card.status)}  \n:gray[{shape} · {made}]")
