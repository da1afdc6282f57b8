"""Where the draft lives between runs and page switches: a copy of its own, apart from any widget's key."""

from __future__ import annotations

import time
import uuid
from collections.abc import Mapping
from typing import Any

import streamlit as st

from alloy_engine.domain.request import ProgramRequest
from alloy_engine.flow import Recorder
from alloy_engine.services import Alloy
from ui import draft as drafts
from ui.draft import Draft

DRAFT, EPOCH, KEY, STEP, TRIED, FLOW = (f"wizard_{name}" for name in ("draft", "epoch", "key", "step", "tried", "flow"))


def draft() -> Draft:
    """This session's draft, begun on first use."""
    if DRAFT not in st.session_state:
        begin(drafts.new())
    return st.session_state[DRAFT]


def begin(fresh: Draft) -> None:
    """Start over from this draft, at the first step."""
    st.session_state[DRAFT] = fresh
    st.session_state[STEP] = 0
    st.session_state[TRIED] = set()
    reshape()


def fill(document: Mapping[str, Any]) -> None:
    """Start over from a request document that has no faults."""
    begin(drafts.of_document(document))


def repair(request: ProgramRequest) -> None:
    """Put a changed request into the draft, and stay at the step."""
    st.session_state[DRAFT] = drafts.repaired(draft(), request)
    reshape()


def write(path: drafts.Path, value: Any) -> None:
    drafts.write(draft(), path, value)
    st.session_state[KEY] = uuid.uuid4().hex


def reshape() -> None:
    """Give every widget a new key, so that each is filled from the draft again: after rows came or went."""
    st.session_state[EPOCH] = st.session_state.get(EPOCH, 0) + 1
    st.session_state[KEY] = uuid.uuid4().hex


def add_row(name: str, row: dict[str, Any]) -> None:
    draft()[name].append(row)
    reshape()


def remove_row(name: str, row: dict[str, Any]) -> None:
    """Take this very row out: by now it may stand in another place than where its button was drawn."""
    draft()[name] = [one for one in draft()[name] if one is not row]
    reshape()


def idempotency_key() -> str:
    """The same for as long as the draft is not touched: pressing Create twice makes one program."""
    return st.session_state[KEY]


def opened(alloy: Alloy) -> Draft:
    """This session's draft, for the wizard that shows it."""
    take(alloy, "1.1.2", "C" if DRAFT in st.session_state else "A")
    return draft()


def start_over(alloy: Alloy) -> None:
    take(alloy, "1.1.2", "B")
    begin(drafts.new())


def take(alloy: Alloy, fork: str, branch: str) -> None:
    """A branch of the wizard: counted at once, and kept for the program it may lead to."""
    alloy.wayside.take(fork, branch)
    recorder().take(fork, branch)


def recorder() -> Recorder:
    """Which forks this session's wizard took."""
    return st.session_state.setdefault(FLOW, Recorder(time.perf_counter_ns))
