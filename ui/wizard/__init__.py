"""The four-step wizard from an idea to a program."""

from __future__ import annotations

import streamlit as st

from alloy_engine.errors import InvalidRequest
from alloy_engine.reporting.wording import counted
from alloy_engine.services import Alloy
from ui import draft as drafts
from ui.navigation import open_program
from ui.text import plain
from ui.wizard import address, goals, preferences, preview, review, schedule, state
from ui.wizard.form import Form, within

# title, module, branch of fork 1.1
STEPS = (
    ("Goals", goals, "A"),
    ("Schedule", schedule, "B"),
    ("Preferences", preferences, "C"),
    ("Coach & review", review, "D"),
)
LAST = len(STEPS) - 1


def show(alloy: Alloy) -> None:
    address.read(alloy)
    document = drafts.document(state.opened(alloy))
    address.write(document)
    address.refusal()
    form = Form(alloy.check(document))
    step = st.session_state[state.STEP]
    state.take(alloy, "1.1", STEPS[step][2])
    _step_bar(form, step, alloy)
    edited, seen = st.columns([3, 2], gap="large")
    with edited:
        with st.container():  # of its own: however many lines it has, what follows keeps its place while it is drawn
            STEPS[step][1].show(form, alloy)
            _stray_faults(form, step)
        _footer(form, step, document, alloy)
    with seen, st.container(border=True):
        preview.show(document, alloy)


def _step_bar(form: Form, step: int, alloy: Alloy) -> None:
    with st.container(horizontal=True, gap="small"):
        for index, (name, module, _) in enumerate(STEPS):
            mark = "!" if index in st.session_state[state.TRIED] and form.faults_of(*module.FIELDS) else str(index + 1)
            st.button(
                f"{mark} · {name}",
                key=f"step-{index}",
                type="primary" if index == step else "secondary",
                on_click=leave,
                args=(step, index, alloy),
            )


def leave(step: int, target: int, alloy: Alloy) -> None:
    """Go to another step: back always, forward only when no step on the way has faults. It is asked of the draft as it
    is now: whoever is quick presses a button that was drawn before their last change."""
    form = Form(alloy.check(drafts.document(state.draft())) if target > step else ())
    for index in range(step, target):
        if form.faults_of(*STEPS[index][1].FIELDS):
            st.session_state[state.TRIED].add(index)
            st.session_state[state.STEP] = index
            state.take(alloy, "1.1.1", "B")
            return
    st.session_state[state.STEP] = target
    state.take(alloy, "1.1.1", "A")


def _stray_faults(form: Form, step: int) -> None:
    """Faults that belong to other steps: named here, so that none stays unseen."""
    for index, (name, module, _) in enumerate(STEPS):
        if index != step and form.faults_of(*module.FIELDS):
            st.markdown(f":red[**{name}** has {counted(len(form.faults_of(*module.FIELDS)), 'fault')} to settle.]")
    known = [field for _, module, _ in STEPS for field in module.FIELDS]
    for fault in form.faults:
        if not any(within(fault.field, field) for field in known):
            st.error(f"**{plain(fault.field)}**: {plain(fault.message)}")


def _footer(form: Form, step: int, document: dict, alloy: Alloy) -> None:
    st.space("small")
    with st.container(horizontal=True, vertical_alignment="center"):
        if step:
            st.button("Back", key="back", on_click=leave, args=(step, step - 1, alloy))
        if step < LAST:
            following = STEPS[step + 1][0]
            st.button(f"Next: {following}", key="next", type="primary", on_click=leave, args=(step, step + 1, alloy))
        else:
            pressed = st.button("Create program", key="create", type="primary", disabled=bool(form.faults))
            if pressed:
                _create(document, alloy)
        st.button("Start over", key="start-over", type="tertiary", on_click=state.start_over, args=(alloy,))
        address.offer()
        address.what_if()


def _create(document: dict, alloy: Alloy) -> None:
    try:
        created = alloy.create(
            document, door="app", key=state.idempotency_key(), asked=state.recorder().branch_counts()
        )
    except InvalidRequest as invalid:
        for fault in invalid.faults:
            st.error(f"**{plain(fault.field)}**: {plain(fault.message)}. Accepted: {plain(fault.accepted)}")
        return
    open_program(created.id)
