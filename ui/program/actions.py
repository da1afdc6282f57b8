"""What can be done with a program."""

from __future__ import annotations

from functools import partial

import streamlit as st

from alloy_engine.domain.program import ProgramDocument
from alloy_engine.errors import InvalidRequest
from alloy_engine.services import Alloy
from ui.engine import attempt
from ui.navigation import HOME, forget_program, open_program
from ui.text import plain

LONGEST_NAME = 100
DELETED = "program_deleted"


def show(document: ProgramDocument, alloy: Alloy) -> None:
    """The row of actions; what does not fit the state is left out or greyed."""
    program = document.id or ""
    running = not document.status.is_terminal
    archived = alloy.is_archived(program)
    with st.container(horizontal=True):
        if running:
            st.button("Cancel", key="cancel", on_click=attempt, args=(alloy.cancel, program))
        else:
            st.button("Regenerate all", key="regenerate-all", on_click=attempt, args=(alloy.regenerate, program),
                      help="Plan every session anew, with other movements where there are others.")  # fmt: skip
        st.download_button("Export JSON", partial(document.model_dump_json, indent=2), f"program-{program[:8]}.json",
                           "application/json", key="export", on_click="ignore", disabled=running)  # fmt: skip
        with st.popover("More", key="more"):
            _rename(document, alloy)
            if st.button("Duplicate", key="duplicate", help="A new program from the same request.", width="stretch"):
                open_program(alloy.duplicate(program, door="app").id)
            st.button("Restore" if archived else "Archive", key="archive", on_click=attempt,
                      args=(alloy.archive, program, not archived), width="stretch")  # fmt: skip
            if st.button("Delete …", key="delete", width="stretch"):
                _confirm_delete(document, alloy)


def _rename(document: ProgramDocument, alloy: Alloy) -> None:
    with st.form("rename-form", border=False):
        name = st.text_input("Name", value=document.name, max_chars=LONGEST_NAME)
        if st.form_submit_button("Rename"):
            try:
                alloy.rename(document.id or "", name)
            except InvalidRequest as error:
                st.error(plain(str(error.faults[0])))
                return
            st.rerun()


@st.dialog("Delete this program?")
def _confirm_delete(document: ProgramDocument, alloy: Alloy) -> None:
    leave_if_deleted()
    st.markdown(f"**{plain(document.name)}** goes for good, with every session and its record.")
    with st.container(horizontal=True):
        st.button(
            "Delete for good", key="delete-for-good", type="primary", on_click=_delete, args=(alloy, document.id or "")
        )
        if st.button("Keep it", key="delete-not"):
            st.rerun()


def _delete(alloy: Alloy, program: str) -> None:
    attempt(alloy.delete, program)
    forget_program()
    st.session_state[DELETED] = True


def leave_if_deleted() -> None:
    """Go home once the program of this page was deleted."""
    if st.session_state.pop(DELETED, False):
        st.switch_page(HOME)
