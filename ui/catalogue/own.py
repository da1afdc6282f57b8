"""Movements of the coach's own: the list, and a form for a new one that starts from one much like it."""

from __future__ import annotations

import re

import streamlit as st

from alloy_engine.errors import Conflict, InvalidRequest
from alloy_engine.reporting.wording import title
from alloy_engine.services import Alloy
from ui.catalogue import own_draft, own_form
from ui.catalogue.own_draft import Cells
from ui.catalogue.own_form import COLUMNS
from ui.engine import attempt
from ui.text import plain
from ui.wizard.rows import movement_label

DONE, LIKE = "own-added", "like"


def show(alloy: Alloy) -> None:
    st.caption(
        "Movements you add stand beside the catalogue's, for every program planned from now on. They are held to "
        "the same rules; programs that exist stay as they are."
    )
    if added := st.session_state.pop(DONE, None):
        st.success(f"{plain(added)} is in the catalogue now: search for it, or give it a rule when creating a program.")
        st.session_state[LIKE] = None
    _list(alloy)
    st.subheader("Add a movement", anchor=False)
    draft = own_draft.current(alloy.catalogue)
    if draft is not None:
        st.session_state.setdefault(LIKE, draft.like)
    st.selectbox("Start from one that is much like it", [m.id for m in alloy.catalogue], key=LIKE, index=None,
                 format_func=movement_label(alloy.catalogue), placeholder="Choose a movement",
                 on_change=_start, args=(alloy,))  # fmt: skip
    if draft is not None:
        st.fragment(_form)(alloy)


def _start(alloy: Alloy) -> None:
    own_draft.begin(alloy.catalogue, st.session_state[LIKE])


def _list(alloy: Alloy) -> None:
    for movement, reason in alloy.stock.left_out.items():
        st.warning(f"**{plain(movement)} is left out**, since it no longer fits the catalogue: {plain(reason)}")
    for cells in alloy.stock.own:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(
                f"**{plain(cells['name'])}** :gray[{title(cells['pattern'])}, {title(cells['primary']).lower()}]"
            )
            st.space("stretch")
            st.button("Remove", key=f"remove-{cells['id']}", on_click=attempt, type="tertiary",
                      args=(alloy.remove_movement, cells["id"]), help=f"Remove {cells['name']}")  # fmt: skip


def _form(alloy: Alloy) -> None:
    """Every field is kept as it is written: in the session, and in the address for when the page is loaded again."""
    draft = own_draft.current(alloy.catalogue)
    if draft is None:
        return
    with st.container(border=True):
        cells = own_form.fields(draft, alloy.catalogue)
        own_draft.keep(draft, cells)
        if st.button("Add it", key="own-add", type="primary"):
            _add(alloy, cells)


def _add(alloy: Alloy, cells: Cells) -> None:
    name = cells["name"].strip()
    made = {**cells, "name": name, "id": re.sub(r"[^a-z0-9]+", "_", name.lower().replace("'", "")).strip("_")}
    try:
        movement = alloy.add_movement(made)
    except InvalidRequest as error:
        for fault in error.faults:
            given = f" {fault.value!r}" if fault.value else ""
            named = COLUMNS.get(fault.field, fault.field)
            st.error(f"**{named}**{plain(given)} {plain(fault.message)}. Accepted: {plain(fault.accepted)}.")
    except Conflict as error:
        st.error(plain(str(error)))
    else:
        own_draft.forget()
        st.session_state[DONE] = movement.name
        st.rerun()
