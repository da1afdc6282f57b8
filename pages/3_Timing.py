"""Where the time of a program went: created, queued, and every phase of every session."""

from __future__ import annotations

import streamlit as st

from alloy_engine.services.demonstrate import Title, title_of
from ui import chooser, shell
from ui.engine import alloy, guarded
from ui.navigation import FLOW, TIMING, current_program
from ui.program import header
from ui.timing import page


def show(program: str, title: Title, *, polling: bool) -> None:
    """The whole page; redrawn while sessions are planned, with a full run at the end."""
    with guarded():
        status = alloy().status(program)
        if polling == status.terminal:
            st.rerun()
        header.line(program, title.name, status.status, flow=FLOW)
        page.show(alloy(), program, status, title)


shell.frame("Timing")
with guarded():
    chosen = current_program()
    if chosen is None:
        shell.heading("Timing")
        chooser.show(alloy(), TIMING)
    else:
        title = title_of(alloy(), chosen)
        shell.heading("Timing")
        running = not alloy().status(chosen).terminal
        shell.live(show, running=running)(chosen, title, polling=running)
