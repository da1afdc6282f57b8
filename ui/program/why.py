"""A heading, or a line of numbers, with its reasons at hand."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from ui.text import plain


def heading(words: str, key: str, why: Callable[[], str]) -> None:
    """why: how what stands below was counted, and what it is held against."""
    line(f"**{words}**", key, why)


def line(said: str, key: str, why: Callable[[], str]) -> None:
    """said: Markdown. why: how its numbers were counted."""
    with st.container(horizontal=True, vertical_alignment="center", key=f"heading-{key}"):
        st.markdown(said, width="stretch")
        with st.popover("Why?", key=f"why-{key}", type="tertiary", icon=":material/help:"):
            st.markdown(plain(why()))
