"""Every decision of the engine as a graph: what was taken, how often, how long it took, and where two runs part."""

from __future__ import annotations

import streamlit as st

from ui import chooser, shell
from ui.engine import alloy, guarded
from ui.flow import page
from ui.navigation import DECISIONS, FLOW, TIMING, current_program
from ui.program import header

MOST_OTHERS = 30


def show(program: str, *, polling: bool) -> None:
    """The whole page; redrawn while sessions are planned, with a full run at the end."""
    with guarded():
        status = alloy().status(program)
        if polling == status.terminal:
            st.rerun()
        cards = alloy().programs(limit=MOST_OTHERS)
        name = next((card.name for card in cards if card.id == program), None) or alloy().program(program).name
        header.line(program, name, status.status, decisions=DECISIONS, timing=TIMING)
        with st.container():  # always there, so that what follows keeps its place
            if status.terminal:
                header.outcome(status)
            else:
                header.progress(status)
        page.show(program, status, cards)


shell.frame("Flow")
with guarded():
    shell.heading("Flow")
    chosen = current_program()
    if chosen is None:
        st.caption("Every point where the engine decides, and what it decided.")
        chooser.show(alloy(), FLOW)
    else:
        running = not alloy().status(chosen).terminal
        shell.live(show, running=running)(chosen, polling=running)
