"""What the flow page reads of a program, kept until the program changes.

What is kept is shared by everybody: whoever asks has read the program's status before, which only its owner can.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from alloy_engine.flow.forks import REGISTRY
from alloy_engine.reporting.flow import branches, candidates
from alloy_engine.reporting.flow import visits as taken
from alloy_engine.reporting.flow.visits import Scope
from alloy_engine.services import StatusDocument
from alloy_engine.services.documents import Choice
from ui.engine import alloy

# Says which state of a program something was read in: read again when it changes.
Stamp = tuple[object, ...]


def stamp_of(status: StatusDocument) -> Stamp:
    ended = status.elapsed_ms if status.terminal else None
    return (status.status.value, status.sessions_done, sum(status.totals.values()), ended)


@st.cache_data(max_entries=16, show_spinner=False)
def visits(program: str, stamp: Stamp) -> pd.DataFrame:
    return taken.visits(alloy().visits(program))


@st.cache_data(max_entries=64, show_spinner=False)
def counts(program: str, stamp: Stamp, scope: Scope) -> pd.DataFrame:
    return branches.branches(REGISTRY, taken.within(visits(program, stamp), scope))


@st.cache_data(max_entries=8, show_spinner=False)
def stages(program: str, stamp: Stamp, microcycle: int | None, session: str | None) -> pd.DataFrame:
    return candidates.stages(alloy().funnels(program, microcycle=microcycle, session=session))


@st.cache_data(max_entries=8, show_spinner=False)
def choices(program: str, stamp: Stamp) -> Sequence[Choice]:
    return alloy().choices(program)
