"""Where the time of a program went: created, queued, and every phase of every session."""

from __future__ import annotations

import streamlit as st

from alloy_engine.services.demonstrate import Title, title_of
from ui import chooser, shell
from ui.engine import alloy, guarded
from ui.navigation import PROGRAM, TIMING, current_program
from ui.text import plain
from ui.timing import page


def show(program: str, title: Title, *, polling: bool) -> None:
    """The whole page; redrawn while sessions are planned, with a full run at the end."""
    with guarded():
        status = alloy().status(program)
        if polling == status.terminal:
            st.rerun()
        page.show(alloy(), program, status, title)


shell.frame("Timing")
with guarded():
    chosen = current_program()
    if chosen is None:
        shell.heading("Timing")
        chooser.show(alloy(), TIMING)
    else:
        title = title_of(alloy(), chosen)
        shell.heading("Timing", plain(title.name))
        st.page_link(PROGRAM, label="To the program", query_params={"id": chosen})
        running = not alloy().status(chosen).terminal
        shell.live(show, running=running)(chosen, title, polling=running)
