"""What the page holds of opened sessions: a few, each until its program changes.

Whoever asks has read the program's status before, which only its owner can; the owner is part of the key all the same.
"""

from __future__ import annotations

import streamlit as st

from alloy_engine.services.explore import Explored, explore
from ui.engine import alloy
from ui.flow.numbers import Stamp


def opened(program: str, session: str, stamp: Stamp) -> Explored:
    """The session, planned again with every choice opened up. Raises as `Alloy.recompute`."""
    return _opened(alloy().owner, program, session, stamp)


@st.cache_resource(max_entries=8, show_spinner="Opening up the session …")
def _opened(owner: str, program: str, session: str, stamp: Stamp) -> Explored:
    return explore(alloy(), program, session)
