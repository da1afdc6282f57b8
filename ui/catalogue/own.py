"""Movements of the coach's own: the list, and a form for a new one that starts from one much like it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import StrEnum

import streamlit as st

from alloy_engine.catalogue.own import cells_of
from alloy_engine.catalogue.rows import CUE_LENGTH, NAME_LENGTH, NO_EQUIPMENT, RATIO_MOST
from alloy_engine.domain.vocabulary import (
    BodyRegion,
    CNSLoad,
    Discipline,
    Equipment,
    ExerciseRole,
    MetricType,
    MovementKind,
    MovementPattern,
    MovementTier,
    Muscle,
    SkillLevel,
    SpinalLoad,
)
from alloy_engine.errors import Conflict, InvalidRequest
from alloy_engine.reporting.wording import title
from alloy_engine.services import Alloy
from ui import link as links
from ui.engine import attempt
from ui.text import plain
from ui.wizard.rows import movement_label

DONE, TYPED = "own-added", "own"
FRESH = ("name", "aliases", "easier", "harder")  # not taken over from the movement it starts from
COLUMNS = {
    "name": "Name", "aliases": "Other names", "pattern": "Pattern", "primary": "Trains first", "secondary": "Helps",
    "kits": "Needs", "skill": "Skill", "kind": "Kind", "unilateral": "One side at a time", "cns": "Nervous load",
    "spinal": "Spinal load", "tier": "Tier", "metric": "Counted in", "disciplines": "At home in", "family": "Family",
    "easier": "Easier forms", "harder": "Harder forms", "contraindications": "Not with a sore",
    "roles": "May stand as", "ratio": "Usual maximum", "cue": "Cue", "id": "Id",
}  # fmt: skip


def show(alloy: Alloy) -> None:
    st.caption(
        "Movements you add stand beside the catalogue's, for every program planned from now on. They are held to "
        "the same rules; programs that exist stay as they are."
    )
    if added := st.session_state.pop(DONE, None):
        st.success(f"{plain(added)} is in the catalogue now: search for it, or give it a rule when creating a program.")
    _list(alloy)
    st.subheader("Add a movement", anchor=False)
    kept_like, kept = _kept(alloy)
    if kept_like is not None:
        st.session_state.setdefault("like", kept_like)
    like = st.selectbox("Start from one that is much like it", [m.id for m in alloy.catalogue], key="like", index=None,
                        format_func=movement_label(alloy.catalogue), placeholder="Choose a movement")  # fmt: skip
    if like:
        blank = {**cells_of(alloy.catalogue[like]), **dict.fromkeys(FRESH, "")}
        _form(alloy, like, {**blank, **kept} if like == kept_like else blank)


def _kept(alloy: Alloy) -> tuple[str | None, dict[str, str]]:
    """What was typed and refused, out of the address: which movement it started from, and its cells."""
    try:
        written = links.unpack(st.query_params.get(TYPED, ""))
    except InvalidRequest:
        return None, {}
    like, cells = (written.get("like"), written.get("cells")) if isinstance(written, dict) else (None, None)
    if like not in alloy.catalogue or not isinstance(cells, dict):
        return None, {}
    return like, {key: cell for key, cell in cells.items() if key in COLUMNS and isinstance(cell, str)}


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


def _form(alloy: Alloy, like: str, cells: dict[str, str]) -> None:
    """cells: column → text, what the fields start from; it takes what is written in them."""
    with st.form(f"own-{like}", border=True):
        cells["name"] = st.text_input(
            COLUMNS["name"], value=cells["name"], max_chars=NAME_LENGTH, placeholder="What lifters call it"
        )
        left, right = st.columns(2)
        with left:
            _choices_left(cells)
        with right:
            _choices_right(alloy, cells)
        cells["cue"] = st.text_input(COLUMNS["cue"], value=cells["cue"], max_chars=CUE_LENGTH)
        if st.form_submit_button("Add it", type="primary"):
            _add(alloy, like, cells)


def _choices_left(cells: dict[str, str]) -> None:
    aliases = st.text_input(COLUMNS["aliases"], value=", ".join(_parts(cells["aliases"])))
    cells["aliases"] = "|".join(filter(None, map(str.strip, aliases.split(","))))
    _one(cells, "pattern", list(MovementPattern))
    _one(cells, "primary", list(Muscle))
    _some(cells, "secondary", list(Muscle))
    kits = [[item for item in kit.split("+") if item in list(Equipment)] for kit in _parts(cells["kits"])]
    first = st.multiselect("Needs", list(Equipment), default=kits[0] if kits else [], format_func=title,
                           placeholder="Nothing")  # fmt: skip
    other = st.multiselect("or else", list(Equipment), default=kits[1] if len(kits) > 1 else [], format_func=title)
    cells["kits"] = "|".join("+".join(kit) or NO_EQUIPMENT for kit in (first, other) if kit or not first)
    cells["unilateral"] = "yes" if st.checkbox(COLUMNS["unilateral"], value=cells["unilateral"] == "yes") else "no"
    _some(cells, "disciplines", list(Discipline))
    _some(cells, "roles", list(ExerciseRole))


def _choices_right(alloy: Alloy, cells: dict[str, str]) -> None:
    _one(cells, "skill", list(SkillLevel))
    _one(cells, "kind", list(MovementKind))
    _one(cells, "tier", list(MovementTier))
    _one(cells, "metric", list(MetricType))
    _one(cells, "cns", list(CNSLoad))
    _one(cells, "spinal", list(SpinalLoad))
    _some(cells, "contraindications", list(BodyRegion))
    for column in ("easier", "harder"):
        _some(cells, column, [m.id for m in alloy.catalogue], movement_label(alloy.catalogue))
    usual = _number(cells["ratio"])
    ratio = st.number_input("Usual maximum, as a share of its family's main lift", 0.0, RATIO_MOST, usual, 0.05)
    cells["ratio"] = f"{ratio:g}" if ratio else ""


def _one(cells: dict[str, str], column: str, options: Sequence[StrEnum]) -> None:
    at = next((place for place, option in enumerate(options) if option == cells[column]), 0)
    cells[column] = st.selectbox(COLUMNS[column], options, index=at, format_func=title).value


def _some(cells: dict[str, str], column: str, options: Sequence[str], label: Callable[[str], str] = title) -> None:
    start = [option for option in options if option in _parts(cells[column])]
    cells[column] = "|".join(str(one) for one in st.multiselect(COLUMNS[column], options, start, format_func=label))


def _parts(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def _number(cell: str) -> float | None:
    try:
        return min(max(float(cell), 0.0), RATIO_MOST)
    except ValueError:
        return None


def _add(alloy: Alloy, like: str, cells: dict[str, str]) -> None:
    """What is refused stays in the address, so that loading the page again loses nothing of it."""
    st.query_params[TYPED] = links.pack({"like": like, "cells": cells})
    cells["name"] = cells["name"].strip()
    cells["id"] = re.sub(r"[^a-z0-9]+", "_", cells["name"].lower().replace("'", "")).strip("_")
    try:
        movement = alloy.add_movement(cells)
    except InvalidRequest as error:
        for fault in error.faults:
            given = f" {fault.value!r}" if fault.value else ""
            named = COLUMNS.get(fault.field, fault.field)
            st.error(f"**{named}**{plain(given)} {plain(fault.message)}. Accepted: {plain(fault.accepted)}.")
    except Conflict as error:
        st.error(plain(str(error)))
    else:
        del st.query_params[TYPED]
        st.session_state[DONE] = movement.name
        st.rerun()
