"""The list of programs, the engine's health, and a first step for who has none."""

from __future__ import annotations

import uuid

import streamlit as st

from alloy_engine.domain.vocabulary import GenerationStatus
from alloy_engine.reporting.wording import counted, title
from alloy_engine.services import Alloy, ProgramCard
from ui import examples, paging, shell
from ui.marks import status_badge
from ui.navigation import CREATE, PROGRAM, TIMING, open_program
from ui.text import plain

LIST = "programs"
PAGE = 10
POLL_SECONDS = 2.0


def show(alloy: Alloy) -> None:
    _health(alloy)
    archived = st.session_state.get("show_archived", False)
    if not archived and not alloy.programs(limit=1):
        _welcome(alloy)
        if alloy.programs(limit=1, archived=True):
            _archived_toggle()
        return
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        if st.button("Create a program", key="create", type="primary"):
            st.switch_page(CREATE)
        _archived_toggle()
    _list(alloy, archived=archived)
    with st.expander("Try an example", key="examples"):
        _examples(alloy)


def _archived_toggle() -> None:
    st.toggle("Archived programs", key="show_archived", on_change=paging.start_over, args=(LIST,))


def _list(alloy: Alloy, *, archived: bool) -> None:
    cards, more = paging.page(alloy, LIST, PAGE, archived=archived)
    running = any(not card.status.is_terminal for card in cards)
    paging.find(LIST)
    shell.live(_cards, running=running, every=POLL_SECONDS)(alloy, archived, running)
    paging.turn(LIST, cards, more)


def _cards(alloy: Alloy, archived: bool, polling: bool) -> None:
    """Redrawn while something is being generated; asks for a whole new run once nothing is."""
    cards, _ = paging.page(alloy, LIST, PAGE, archived=archived)
    if polling and all(card.status.is_terminal for card in cards):
        st.rerun()
    if not cards:
        st.info(_nothing(archived))
    for card in cards:
        _card(card)


def _nothing(archived: bool) -> str:
    if sought := paging.words(LIST):
        return f"No {'archived ' if archived else ''}program is called “{plain(sought)}”."
    return "No archived programs." if archived else "Nothing on this page."


def _card(card: ProgramCard) -> None:
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.page_link(PROGRAM, label=f"**{plain(card.name)}**", query_params={"id": card.id})
            marks = [status_badge(card.status), *([":gray-badge[Active]"] if card.is_active else [])]
            st.markdown(" ".join(marks), width="content")
            st.space("stretch")
            st.page_link(TIMING, label=":gray[Timing]", query_params={"id": card.id})
        goals = ", ".join(f"{title(goal)} \\${amount}" for goal, amount in card.goals.items())
        st.caption(
            f"{goals} · {card.duration_weeks} weeks, {card.days_per_week} days × {card.session_minutes} min · "
            f"created {card.created_at.astimezone():%d %b %Y, %H:%M}"
        )
        if not card.status.is_terminal:
            share = card.sessions_done / card.sessions_total if card.sessions_total else 0.0
            st.progress(share, text=f"{card.sessions_done} of {card.sessions_total} sessions")
        elif card.sessions_failed:
            st.markdown(f":red[{counted(card.sessions_failed, 'session')} could not be planned.]")
        elif card.status is GenerationStatus.CANCELLED:
            st.caption(f"Stopped after {card.sessions_done} of {card.sessions_total} sessions.")


def _welcome(alloy: Alloy) -> None:
    with st.container(border=True):
        st.subheader("Your first program", anchor=False)
        st.markdown(
            "Spread ten dollars over your athlete's goals, say which days there are and what equipment, and Alloy "
            "plans every session of the next months: exercises, sets, loads, rests, and a reason for each choice."
        )
        if st.button("Create a program", key="create", type="primary"):
            st.switch_page(CREATE)
        st.divider()
        st.markdown("**Or look at one first**")
        _examples(alloy)


def _examples(alloy: Alloy) -> None:
    for example in examples.load(alloy.settings.data):
        with st.container(horizontal=True, vertical_alignment="center", wrap=False):
            st.markdown(f"**{plain(example.title)}**  \n:gray[{plain(example.description)}]", width="stretch")
            key = f"pressing-{example.key}"
            if st.button("Try", key=f"example-{example.key}", help=f"Create this program: {example.title}"):
                open_program(alloy.create(example.request, door="app", key=st.session_state.get(key)).id)
            st.session_state[key] = uuid.uuid4().hex  # a second press that interrupts the first has the same


def _health(alloy: Alloy) -> None:
    health = alloy.health()
    with st.container(horizontal=True, gap="small"):
        if health.database:
            st.badge("Database ready", color="green", help=health.database_detail)
        else:
            st.badge("Database down", color="red", help=health.database_detail)
        colour = {"idle": "green", "working": "blue"}.get(health.worker, "red")
        st.badge(f"Worker {health.worker}", color=colour, help=health.worker_detail or None)
        if health.queue:
            st.badge(f"{counted(health.queue, 'program')} waiting", color="gray")
        st.badge(f"Alloy {health.version}", color="gray", help=f"Catalogue {health.catalogue_version}, "
                 f"policy {health.policy_version}, {len(alloy.catalogue)} movements")  # fmt: skip
