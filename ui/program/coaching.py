"""A coach's hand on one session: swap, lock, prescribe by hand, note; what it would do is shown before it is saved."""

from __future__ import annotations

import streamlit as st

from alloy_engine.domain.history import COUNTED_ROLES
from alloy_engine.domain.program import PlannedExercise, PlannedSession, ProgramDocument
from alloy_engine.domain.vocabulary import ExerciseRole
from alloy_engine.reporting.wording import title
from alloy_engine.services import Alloy
from ui.engine import attempt
from ui.program import prescribing, swapping
from ui.text import plain

Place = tuple[ExerciseRole, str]
OPEN = "coached-session"
WAYS = ("Swap", "Lock", "Prescribe", "Note")


def show(document: ProgramDocument, one: PlannedSession, key: str, alloy: Alloy, *, may_change: bool) -> None:
    """key: "<microcycle>-<day>". may_change: nothing is being generated."""
    state = f"coach-{key}"
    if st.session_state.get(OPEN) == key:  # it was gone while the session was planned anew
        st.session_state.setdefault(state, True)
    with st.expander("Change this session", key=state, icon=":material/edit:", on_change="rerun") as opened:
        if not opened.open:
            if st.session_state.get(OPEN) == key:
                st.session_state[OPEN] = None
            return  # what it shows takes reading and planning
        st.session_state[OPEN] = key
        if not may_change:
            st.caption("It can be changed once the program is generated.")
            return
        program = document.id or ""
        lifts_first = sorted(one.blocks, key=lambda block: block.role not in COUNTED_ROLES)
        places = {(block.role, each.movement): each for block in lifts_first for each in block.exercises}
        blocks = {(block.role, each.movement): block for block in lifts_first for each in block.exercises}
        place = st.selectbox("Exercise", list(places), key=f"place-{key}",
                             format_func=lambda place: f"{title(place[0])}: {places[place].name}")  # fmt: skip
        way = st.segmented_control("What to do", WAYS, default=WAYS[0], required=True, key=f"way-{key}",
                                   label_visibility="collapsed")  # fmt: skip
        at = f"{key}-{place[0]}-{place[1]}"
        match way:
            case "Swap":
                swapping.show(document, key, place, alloy)
            case "Lock":
                _lock(program, key, place, places[place], alloy)
            case "Prescribe":
                prescribing.show(document, key, place, places[place], alloy)
                prescribing.show_circuit(document, key, blocks[place], alloy)
            case _:
                _note(program, key, f"note-{at}", places[place].coach_note, alloy, place)
        st.divider()
        _note(program, key, f"session-note-{key}", one.coach_note, alloy, None)


def held(program: str, key: str, alloy: Alloy, *, may_change: bool) -> None:
    """What is locked in a session that could not be planned, each with a way to let it go."""
    locked = alloy.coach.locked(program, key)
    if not locked:
        return
    st.markdown("Locked in this session; what is locked may be what keeps it from being planned:")
    for each in locked:
        known = alloy.catalogue.get(each.movement)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{title(each.role)}: **{plain(known.name if known else each.movement)}**", width="content")
            st.button("Unlock", key=f"unlock-{key}-{each.role}-{each.movement}", icon=":material/lock_open:",
                      disabled=not may_change, on_click=attempt,
                      args=(alloy.coach.lock, program, key, each.role, each.movement, False))  # fmt: skip


def _lock(program: str, key: str, place: Place, exercise: PlannedExercise, alloy: Alloy) -> None:
    if exercise.locked:
        by_hand = " Its numbers by hand go with the lock." if exercise.edited else ""
        st.markdown(f"**{plain(exercise.name)}** stays whenever this session is planned again.{by_hand}")
        with st.container(horizontal=True):
            st.button("Regenerate around it", key=f"around-{key}", icon=":material/refresh:", on_click=attempt,
                      help="Plan the session anew; this and all that is locked stays.",
                      args=(alloy.regenerate_session, program, key))  # fmt: skip
            st.button("Unlock", key=f"unlock-{key}", icon=":material/lock_open:", on_click=attempt,
                      args=(alloy.coach.lock, program, key, *place, False))  # fmt: skip
        return
    st.markdown(
        f"A locked exercise keeps its place when the session is planned again: lock **{plain(exercise.name)}**, then "
        "regenerate the session around it."
    )
    st.button("Lock", key=f"lock-{key}", icon=":material/lock:", on_click=attempt,
              args=(alloy.coach.lock, program, key, *place))  # fmt: skip


def _note(program: str, key: str, at: str, note: str, alloy: Alloy, place: Place | None) -> None:
    """An area and a button; an empty one takes the note away."""
    label = "Note on this session" if place is None else "Note on this exercise"
    words = st.text_area(label, value=note, max_chars=1000, height=80, key=at)
    # What stands there when it is pressed: the last words may have been typed just now.
    st.button("Save note", key=f"save-{at}", disabled=words.strip() == note,
              on_click=lambda: attempt(alloy.coach.note, program, key, st.session_state[at], *(place or ()))
              )  # fmt: skip
