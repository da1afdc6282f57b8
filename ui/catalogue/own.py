"""Movements of the coach's own: the list, and a form for a new one that starts from one much like it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

import streamlit as st

from alloy_engine.catalogue.own import cells_of
from alloy_engine.catalogue.rows import CUE_LENGTH, NAME_LENGTH, NO_EQUIPMENT, RATIO_MOST
from alloy_engine.domain.movement import Movement
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
from ui.engine import attempt
from ui.text import plain
from ui.wizard.rows import movement_label

DONE = "own-added"
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
    like = st.selectbox("Start from one that is much like it", [m.id for m in alloy.catalogue], key="like", index=None,
                        format_func=movement_label(alloy.catalogue), placeholder="Choose a movement")  # fmt: skip
    if like:
        _form(alloy, alloy.catalogue[like])


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


def _form(alloy: Alloy, like: Movement) -> None:
    cells = cells_of(like)
    with st.form(f"own-{like.id}", border=True):
        cells["name"] = st.text_input(COLUMNS["name"], max_chars=NAME_LENGTH, placeholder="What lifters call it")
        left, right = st.columns(2)
        with left:
            _choices_left(cells, like)
        with right:
            _choices_right(alloy, cells, like)
        cells["cue"] = st.text_input(COLUMNS["cue"], value=like.cue, max_chars=CUE_LENGTH)
        if st.form_submit_button("Add it", type="primary"):
            _add(alloy, cells)


def _choices_left(cells: dict[str, str], like: Movement) -> None:
    cells["aliases"] = "|".join(filter(None, map(str.strip, st.text_input(COLUMNS["aliases"]).split(","))))
    cells["pattern"] = _one("pattern", list(MovementPattern), like.pattern)
    cells["primary"] = _one("primary", list(Muscle), like.primary)
    cells["secondary"] = _some("secondary", list(Muscle), like.secondary)
    kits = [sorted(kit) for kit in like.kits] or [[]]
    first = st.multiselect("Needs", list(Equipment), default=kits[0], format_func=title, placeholder="Nothing")
    other = st.multiselect("or else", list(Equipment), default=kits[1] if len(kits) > 1 else [], format_func=title)
    cells["kits"] = "|".join("+".join(kit) or NO_EQUIPMENT for kit in (first, other) if kit or not first)
    cells["unilateral"] = "yes" if st.checkbox(COLUMNS["unilateral"], value=like.unilateral) else "no"
    cells["disciplines"] = _some("disciplines", list(Discipline), like.disciplines)
    cells["roles"] = _some("roles", list(ExerciseRole), like.roles)


def _choices_right(alloy: Alloy, cells: dict[str, str], like: Movement) -> None:
    cells["skill"] = _one("skill", list(SkillLevel), like.skill)
    cells["kind"] = _one("kind", list(MovementKind), like.kind)
    cells["tier"] = _one("tier", list(MovementTier), like.tier)
    cells["metric"] = _one("metric", list(MetricType), like.metric)
    cells["cns"] = _one("cns", list(CNSLoad), like.cns)
    cells["spinal"] = _one("spinal", list(SpinalLoad), like.spinal)
    cells["contraindications"] = _some("contraindications", list(BodyRegion), like.contraindications)
    ids, label = [m.id for m in alloy.catalogue], movement_label(alloy.catalogue)
    cells["easier"] = "|".join(st.multiselect(COLUMNS["easier"], ids, format_func=label))
    cells["harder"] = "|".join(st.multiselect(COLUMNS["harder"], ids, format_func=label))
    ratio = st.number_input("Usual maximum, as a share of its family's main lift", 0.0, RATIO_MOST, like.ratio, 0.05)
    cells["ratio"] = f"{ratio:g}" if ratio else ""


def _one(column: str, options: Sequence[StrEnum], value: StrEnum) -> str:
    chosen = st.selectbox(COLUMNS[column], options, index=options.index(value), format_func=title)
    return chosen.value


def _some(column: str, options: Sequence[StrEnum], values: Sequence[StrEnum]) -> str:
    chosen = st.multiselect(COLUMNS[column], options, default=list(values), format_func=title)
    return "|".join(one.value for one in chosen)


def _add(alloy: Alloy, cells: dict[str, str]) -> None:
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
        st.session_state[DONE] = movement.name
        st.rerun()
