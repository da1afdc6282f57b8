"""Faults and pace for demonstrations: off unless switched on, and never in the program that is looked at."""

from __future__ import annotations

import streamlit as st

from alloy_engine.services import Alloy
from alloy_engine.services.compute.demo import PHASES, SLOWEST_MS, Demo
from alloy_engine.services.demonstrate import demonstrate
from ui.engine import attempt
from ui.navigation import TIMING
from ui.text import plain

MADE = "demo_made"


def mark(demo: Demo | None) -> None:
    """Says that the program goes wrong on purpose, where it does."""
    if demo is not None:
        st.warning(f"**A demo:** {plain(demo.sentence)}.")


def show(alloy: Alloy, program: str, sessions: list[str]) -> None:
    """sessions: keys of those that were timed."""
    if made := st.session_state.pop(MADE, None):
        st.switch_page(TIMING, query_params={"id": made})
    if not st.toggle("Demo controls", key="demo", help="Have a copy of this program go wrong on purpose"):
        return
    with st.container(border=True):
        st.markdown("**Simulated faults, real consequences**")
        st.caption(
            "Makes a copy of this program for an athlete named Demo and generates it with these faults. The faults are "
            "put on; the time limit, the fallback and the times you see are real. This program stays as it is."
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            phase = st.selectbox("Slow a phase", [None, *PHASES], format_func=_said, key="demo-phase", width=170)
            st.number_input("by ms", 0, SLOWEST_MS, 50, 10, key="demo-ms", width=130, disabled=phase is None)
            st.selectbox("Fail a session", [None, *sessions], format_func=_said, key="demo-fails", width=170)
            st.selectbox("Hang a session", [None, *sessions], format_func=_said, key="demo-hangs", width=170)
        st.button("Generate the demo copy", on_click=attempt, args=(_make, alloy, program), type="primary")


def _make(alloy: Alloy, program: str) -> None:
    chosen = {name: st.session_state[f"demo-{name}"] for name in ("phase", "ms", "fails", "hangs")}
    slow_ms = chosen["ms"] if chosen["phase"] else 0
    demo = Demo(slow_phase=chosen["phase"], slow_ms=slow_ms, fails=chosen["fails"], hangs=chosen["hangs"])
    st.session_state[MADE] = demonstrate(alloy, program, demo)


def _said(choice: str | None) -> str:
    return choice or "–"
