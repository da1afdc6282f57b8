"""The frame around every page: title, navigation, and what has to be known everywhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from ui import account
from ui.navigation import PAGES, current_program

POLL_SECONDS = 1.0
STATIC = Path(__file__).resolve().parent.parent / "static"


def frame(title: str) -> None:
    """Set the page up and draw the sidebar. Call it first on every page; it ends where nobody is signed in."""
    st.set_page_config(
        page_title=f"{title} · Alloy", page_icon=str(STATIC / "alloy.svg"), layout="wide", initial_sidebar_state="auto"
    )
    st.logo(str(STATIC / "alloy-word.svg"), icon_image=str(STATIC / "alloy-word.svg"), size="large")
    account.owner()
    with st.sidebar:
        program = current_program()
        for path, label, about_a_program in PAGES:
            query = {"id": program} if about_a_program and program else None
            st.page_link(path, label=label, query_params=query, width="stretch")
        account.sidebar()
    account.warn_if_open()


def live(show: Callable[..., None], *, running: bool, every: float = POLL_SECONDS) -> Callable[..., None]:
    """Part of a page, drawn anew every so many seconds while `running`; its clicks draw nothing but itself."""
    if running:
        st.html(STATIC / "steady.css")
    return st.fragment(show, run_every=every if running else None)


def heading(title: str, subtitle: str = "") -> None:
    st.title(title, anchor=False)
    if subtitle:
        st.caption(subtitle)
