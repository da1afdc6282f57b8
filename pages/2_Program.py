"""A program: its weeks, its sessions, how it came out, and what can be done with it."""

from __future__ import annotations

import streamlit as st

from alloy_engine.domain.program import ProgramDocument
from ui import chooser, shell
from ui.engine import alloy, guarded
from ui.navigation import PROGRAM, current_program
from ui.program import actions, asked, header, overview, quality, session, training, week


def show(program: str, *, polling: bool) -> None:
    """The whole page. It asks for a full run when polling has to end, or (a session is planned anew) to begin."""
    with guarded():
        status = alloy().status(program)
        if polling == status.terminal:
            st.rerun()
        header.trace(status, alloy().wayside)
        document = alloy().program(program)
        header.show(document)
        actions.show(document, alloy())
        with st.container():  # always there, so that what follows keeps its place and its open tab
            if status.terminal:
                header.outcome(status)
            else:
                header.progress(status)
            quality.notices(document)
        body(document)


def body(document: ProgramDocument) -> None:
    sessions, whole, trained, judged, request = st.tabs(
        ["Sessions", "Whole program", "Training", "Quality", "Request"], key="view", bind="query-params"
    )
    with sessions:
        microcycle = week.choose(document)
        one = week.show(document, microcycle, alloy().policy)
        key = f"{microcycle.index}-{one.day}"
        session.show(document, one, key, alloy(), may_change=document.status.is_terminal)
    with whole:
        overview.show(document, alloy().policy)
    with trained:
        if trained.open:  # the others are quick to draw
            training.show(document, alloy().policy)
    with judged:
        quality.audit(document)
        quality.gates(document, alloy().policy)
    with request:
        asked.show(document)


shell.frame("Program")
actions.leave_if_deleted()
with guarded():
    chosen = current_program()
    if chosen is None:
        shell.heading("Program")
        chooser.show(alloy(), PROGRAM)
    else:
        running = not alloy().status(chosen).terminal
        shell.live(show, running=running)(chosen, polling=running)
