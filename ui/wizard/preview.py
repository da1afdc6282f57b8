"""What the draft would become: the first week day by day, whether it can be met, its sessions, and the whole calendar.

The calendar takes some milliseconds and is there at once. The verdict and the sessions are worked out in the
background; until they are there, the ones before stay to be seen, marked as old.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import streamlit as st

from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.vocabulary import SessionType, Units
from alloy_engine.errors import InvalidRequest
from alloy_engine.reporting import figures, frames
from alloy_engine.reporting.wording import long_date_of, title, words
from alloy_engine.services import Alloy
from alloy_engine.services.planning import FirstLook, first_look
from ui.latest import Latest
from ui.marks import type_badge
from ui.text import NO_BREAK, plain
from ui.wizard import first_week, state, verdict

LATEST = "wizard_first_look"
THREADS = 2
POLL_SECONDS = 0.2
PATIENCE = 0.15  # seconds; nearly every answer is there by then, and the page changes once instead of twice


def show(document: dict, alloy: Alloy) -> None:
    st.subheader("The week it makes", anchor=False)
    try:
        preview = alloy.preview(document)
    except InvalidRequest:
        alloy.wayside.take("1.6", "B")
        _latest().forget()
        st.info("The week appears here as soon as the request has no faults.")
        return
    alloy.wayside.take("1.6", "A")
    latest = _asked(document, alloy)
    first = preview.structure.microcycles[0]
    st.caption(f"First microcycle, from {long_date_of(first.start_date)} {first.start_date.year}")
    st.table(week_table(first.days), border="horizontal", hide_index=True, hide_header=True)
    for warning in preview.warnings:
        if not warning.startswith("Reachability:"):  # the verdict below says those, with a way out
            st.warning(plain(warning))
    answer = st.container()
    st.caption("The whole program")
    figure = figures.calendar(frames.days(preview.structure))
    st.plotly_chart(figure, key="preview-calendar", config={"displayModeBar": False})
    latest.join(PATIENCE)
    units, waiting = Units(state.draft()["units"]), latest.pending
    with answer:
        st.fragment(_first_look, run_every=POLL_SECONDS if waiting else None)(latest, units, waiting)


def _asked(document: dict, alloy: Alloy) -> Latest[FirstLook]:
    latest, materials = _latest(), alloy.materials
    latest.ask((json.dumps(document), materials.version), partial(first_look, materials, document))
    return latest


def _first_look(latest: Latest[FirstLook], units: Units, polling: bool) -> None:
    """Redrawn while something newer is on its way; asks for a whole new run once it is there."""
    if polling and not latest.pending:
        st.rerun()
    looked = latest.shown
    if polling:
        st.caption(":material/hourglass_top: Planning the first week …")
    elif latest.trouble:
        st.error(f"**The first week cannot be shown.** {plain(latest.trouble)}")
        return
    elif looked is not None:
        st.caption(f"First week planned in {looked.milliseconds:.0f} ms")
    if looked is None:
        return
    if polling:
        st.caption(":gray[Still of the settings before:]")
    with st.container(key="first-look"):
        verdict.show(looked.reachability)
        first_week.show(looked.week, units)


def _latest() -> Latest[FirstLook]:
    if LATEST not in st.session_state:
        st.session_state[LATEST] = Latest(_threads())
    return st.session_state[LATEST]


@st.cache_resource(show_spinner=False)
def _threads() -> ThreadPoolExecutor:
    """For everybody who has the wizard open."""
    return ThreadPoolExecutor(THREADS, thread_name_prefix="alloy-first-look")


def week_table(days: Sequence[DayPlan]) -> dict[str, list[str]]:
    """Weekday, kind with focus, and minutes, as columns of Markdown."""
    return {
        "day": [f"**{day.date:%a}**" for day in days],
        "plan": [_plan(day) for day in days],
        "minutes": [f":gray[{day.target_minutes}{NO_BREAK}min]" if day.target_minutes else "" for day in days],
    }


def _plan(day: DayPlan) -> str:
    if day.type is SessionType.RECOVERY:
        return f":gray[{title(day.activity) if day.activity else 'Rest'}]"
    return f"{type_badge(day.type)} {', '.join(words(pattern) for pattern in day.focus)}".strip()
