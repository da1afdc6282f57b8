"""What is left to show of a session that cannot be planned again: its record as it was stored."""

from __future__ import annotations

import streamlit as st

from alloy_engine.errors import AlloyError
from alloy_engine.reporting.decision_text import decisions_text
from ui.engine import alloy
from ui.navigation import PROGRAM
from ui.text import plain


def show(program: str, session: str, error: AlloyError) -> None:
    """error: why it cannot be planned again."""
    reason = str(error).splitlines()[0]
    st.warning(
        f"This session cannot be opened up any more: {plain(reason)}. It was planned by another version. Its record is "
        "below as it was stored; planned anew on the program's page, it can be opened up again."
    )
    st.page_link(PROGRAM, label="To the program", query_params={"id": program})
    st.code(decisions_text(alloy().decisions(program, session)), language=None)
