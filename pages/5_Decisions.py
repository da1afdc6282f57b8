"""One choice laid open: who stood for a place, how each was scored, and what would have to change for another."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from alloy_engine.domain.decision import Account
from alloy_engine.errors import CatalogueError, Conflict, PolicyError
from alloy_engine.services.explore import Explored
from ui import chooser, shell
from ui.decisions import asking, choice, held, otherwise, place, policy, rules, stored, weights
from ui.engine import alloy, guarded
from ui.flow.numbers import stamp_of
from ui.navigation import DECISIONS, FLOW, current_program
from ui.program import header
from ui.text import plain

PARTS: dict[str, Callable[[Explored, Account, str], None]] = {
    "Choice": choice.show, "Why not?": asking.show, "Rules": rules.show, "Weights": weights.show,
    "Otherwise?": otherwise.show,
    "Policy": policy.show,
}  # fmt: skip


def show(program: str) -> None:
    status = alloy().status(program)  # whose it is, before anything that is held is looked at
    document = alloy().program(program)
    header.line(program, document.name, status.status, flow=FLOW)
    if status.terminal:
        header.outcome(status)
    boxes = st.container(horizontal=True, vertical_alignment="bottom")
    with boxes:
        session = place.session(document)
    if session is None:
        st.info("No session of it is planned yet. Choices appear with the first one.")
        st.button("Look again", key="again", disabled=status.terminal)
        return
    try:
        explored = held.opened(program, session, stamp_of(status))
    except (CatalogueError, Conflict, PolicyError) as error:
        stored.show(program, session, error)
        return
    for line in explored.record.differences:
        st.warning(f"Not as it was stored: {plain(line)}.")
    for line in explored.record.remarks:
        st.caption(plain(line))
    with boxes:
        slot = place.slot(explored)
    if slot is None:
        st.info("Nothing was chosen in this session.")
        return
    parts(explored, slot, f"{program}-{session}-{slot}")


def parts(explored: Explored, slot: int, key: str) -> None:
    """Only the tab that is open is drawn. key: of the place."""
    account = explored.account(slot)
    tabs = dict(zip(PARTS, st.tabs(list(PARTS), key="part", bind="query-params"), strict=True))
    for part, tab in tabs.items():
        if tab.open:
            with tab:
                PARTS[part](explored, account, key)


shell.frame("Decisions")
with guarded():
    shell.heading("Decisions")
    chosen = current_program()
    if chosen is None:
        st.caption("Every choice of a program: who stood for it, how each was scored, and why this one was taken.")
        chooser.show(alloy(), DECISIONS)
    else:
        show(chosen)
