"""The pages, and which program they are about."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

HOME, CREATE, PROGRAM = "app.py", "pages/1_Create.py", "pages/2_Program.py"
TIMING, FLOW, DECISIONS = "pages/3_Timing.py", "pages/4_Flow.py", "pages/5_Decisions.py"
COMPARE = "pages/6_Compare.py"
CATALOGUE, LAB = "pages/7_Catalogue.py", "pages/8_Lab.py"
# path, label, whether the page is about one program
PAGES = (
    (HOME, "Programs", False),
    (CREATE, "Create a program", False),
    (PROGRAM, "Program", True),
    (TIMING, "Timing", True),
    (FLOW, "Flow", True),
    (DECISIONS, "Decisions", True),
    (COMPARE, "Compare", False),
    (CATALOGUE, "Catalogue", False),
    (LAB, "Transaction lab", False),
)
LAST = "last_program"
# The key, and the name in the address, of the week that is looked at.
WEEK = "week"


def current_program() -> str | None:
    """The program in the address, else the one looked at last in this session."""
    asked = st.query_params.get("id")
    if asked:
        st.session_state[LAST] = asked
    return asked or st.session_state.get(LAST)


def forget_week() -> None:
    """Leaving a program: the next one is read from its first week."""
    st.session_state.pop(WEEK, None)


def open_program(program: str) -> NoReturn:
    """Leave for the page of that program."""
    st.session_state[LAST] = program
    forget_week()
    st.switch_page(PROGRAM, query_params={"id": program})


def forget_program() -> None:
    st.session_state.pop(LAST, None)
