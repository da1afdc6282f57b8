"""A choice that stands in the page's address, so that a link opens what its sender saw."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st


def select(label: str, options: Sequence[Any], key: str, named: Callable[[Any], str], *, width: int) -> Any:
    """One of the options, kept in the address by its value, not (as a bound widget would) by its wording; the first is
    left out of it."""
    asked = st.query_params.get(key)
    if key not in st.session_state and asked is not None:
        st.session_state[key] = next((one for one in options if str(one) == asked), options[0])
    picked = st.selectbox(label, options, key=key, format_func=named, width=width)
    if picked == options[0]:
        st.query_params.pop(key, None)
    elif asked != str(picked):
        st.query_params[key] = str(picked)
    return picked
