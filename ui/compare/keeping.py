"""A program that was only planned becomes one that is stored."""

from __future__ import annotations

import streamlit as st

from alloy_engine.errors import InvalidRequest
from alloy_engine.services import Alloy
from ui.compare.knobs import Document
from ui.navigation import open_program
from ui.text import plain


def keep(alloy: Alloy, document: Document, key: str) -> None:
    """Create it and open it. key: the same one makes one program, however often the button is pressed."""
    try:
        created = alloy.create(document, door="app", key=key)
    except InvalidRequest as invalid:
        st.error("  \n".join(f"**{plain(one.field)}**: {plain(one.message)}" for one in invalid.faults))
        return
    open_program(created.id)
