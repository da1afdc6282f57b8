"""The lab's page: what to try, how far it is, and what was seen."""

from __future__ import annotations

import streamlit as st

from alloy_engine.errors import InvalidRequest
from alloy_engine.reporting import lab as report
from alloy_engine.services import Alloy
from alloy_engine.services.lab import STRATEGIES
from alloy_engine.services.lab.helper import PATIENCE_SECONDS
from ui.lab import asking, findings
from ui.lab.running import Running, bench
from ui.text import plain

POLL_SECONDS = 0.7


def show(alloy: Alloy) -> None:
    lab = bench()
    running = lab.now
    busy = running is not None and running.lives
    with st.container(border=True):
        options = asking.show(disabled=busy)
        if st.button("Run the lab", key="lab-run", type="primary", disabled=busy or not options.strategies):
            try:
                options.check()
            except InvalidRequest as invalid:
                for fault in invalid.faults:
                    st.error(f"**{plain(fault.field)}**: {plain(fault.message)}. Accepted: {plain(fault.accepted)}")
                return
            lab.begin(alloy, options)
            st.rerun()
    if running is None:
        _before()
    else:
        st.fragment(_run, run_every=POLL_SECONDS if busy else None)(running, busy)


def _before() -> None:
    st.markdown("**What is compared**")
    for name, strategy in STRATEGIES.items():
        st.markdown(f"**{report.TITLES[name]}**: {strategy.about}.")
    st.caption(
        "The lab makes a database of its own beside yours and removes it afterwards. Your programs are not touched, "
        "but planning for the lab takes the machine's time."
    )


def _run(running: Running, busy: bool) -> None:
    """Redrawn while it runs; asks for a whole new run at the end."""
    if busy and not running.lives:
        st.rerun()
    if busy:
        _progress(running)
    elif running.trouble:
        st.error(f"**The lab could not go on.** {plain(running.trouble)}")
    elif running.is_cancelled:
        st.warning("Cancelled. What had been measured until then is below.")
    asked = running.options
    for sentence in report.simulated(asked.round_trip, asked.helper, PATIENCE_SECONDS):
        st.caption(sentence)
    if running.trials:
        findings.show(tuple(running.trials), asked)
    elif busy:
        st.info("The first figures appear when the first way is through.")


def _progress(running: Running) -> None:
    moment, asked = running.moment, running.options
    done, all_of = len(running.trials), len(asked.strategies)
    share, told = done / all_of, "Making a database for the lab …"
    if moment is not None:
        within = max(moment.ms / 1000 / asked.limit, moment.sessions / moment.of if moment.of else 0.0)
        share = min(1.0, (done + min(1.0, within)) / all_of)
        told = (
            f"{report.TITLES[moment.strategy]}: {moment.ms / 1000:.1f} s, {moment.answered} of {moment.creators} "
            f"answered, {moment.sessions} of {moment.of} sessions to be seen"
        )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(share, text=told)
        st.button("Cancel", key="lab-cancel", on_click=running.cancel, disabled=running.is_cancelled)
