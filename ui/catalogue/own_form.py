"""The fields of a movement of the coach's own, each filled from its draft when it is new."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from alloy_engine.catalogue.catalogue import Catalogue
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
from alloy_engine.reporting.wording import title
from ui.catalogue.own_draft import Cells, Draft
from ui.wizard.rows import movement_label

COLUMNS = {
    "name": "Name", "aliases": "Other names", "pattern": "Pattern", "primary": "Trains first", "secondary": "Helps",
    "kits": "Needs", "skill": "Skill", "kind": "Kind", "unilateral": "One side at a time", "cns": "Nervous load",
    "spinal": "Spinal load", "tier": "Tier", "metric": "Counted in", "disciplines": "At home in", "family": "Family",
    "easier": "Easier forms", "harder": "Harder forms", "contraindications": "Not with a sore",
    "roles": "May stand as", "ratio": "Usual maximum", "cue": "Cue", "id": "Id",
}  # fmt: skip


def fields(draft: Draft, catalogue: Catalogue) -> Cells:
    """Draws them; column → text of what they hold now."""
    cells = dict(draft.cells)
    cells["name"] = st.text_input(
        COLUMNS["name"], max_chars=NAME_LENGTH, placeholder="What lifters call it",
        **_bound(draft, "name", cells["name"]),
    )  # fmt: skip
    left, right = st.columns(2)
    with left:
        _left(draft, cells)
    with right:
        _right(draft, cells, catalogue)
    cells["cue"] = st.text_input(COLUMNS["cue"], max_chars=CUE_LENGTH, **_bound(draft, "cue", cells["cue"]))
    return cells


def _left(draft: Draft, cells: Cells) -> None:
    aliases = st.text_input(
        COLUMNS["aliases"], placeholder="Separated by commas",
        **_bound(draft, "aliases", ", ".join(_parts(cells["aliases"]))),
    )  # fmt: skip
    cells["aliases"] = "|".join(filter(None, map(str.strip, aliases.split(","))))
    _one(draft, cells, "pattern", list(MovementPattern))
    _one(draft, cells, "primary", list(Muscle))
    _some(draft, cells, "secondary", list(Muscle))
    kits = [[item for item in kit.split("+") if item in list(Equipment)] for kit in _parts(cells["kits"])]
    first = st.multiselect(COLUMNS["kits"], list(Equipment), format_func=title, placeholder="Nothing",
                           **_bound(draft, "kits", kits[0] if kits else []))  # fmt: skip
    other = st.multiselect("or else", list(Equipment), format_func=title, placeholder="No other kit",
                           **_bound(draft, "other-kit", kits[1] if len(kits) > 1 else []))  # fmt: skip
    cells["kits"] = "|".join("+".join(kit) or NO_EQUIPMENT for kit in (first, other) if kit or not first)
    sided = st.checkbox(COLUMNS["unilateral"], **_bound(draft, "unilateral", cells["unilateral"] == "yes"))
    cells["unilateral"] = "yes" if sided else "no"
    _some(draft, cells, "disciplines", list(Discipline))
    _some(draft, cells, "roles", list(ExerciseRole))


def _right(draft: Draft, cells: Cells, catalogue: Catalogue) -> None:
    _one(draft, cells, "skill", list(SkillLevel))
    _one(draft, cells, "kind", list(MovementKind))
    _one(draft, cells, "tier", list(MovementTier))
    _one(draft, cells, "metric", list(MetricType))
    _one(draft, cells, "cns", list(CNSLoad))
    _one(draft, cells, "spinal", list(SpinalLoad))
    _some(draft, cells, "contraindications", list(BodyRegion))
    for column in ("easier", "harder"):
        _some(draft, cells, column, [m.id for m in catalogue], movement_label(catalogue))
    ratio = st.number_input("Usual maximum, as a share of its family's main lift", 0.0, RATIO_MOST, step=0.05,
                            **_bound(draft, "ratio", _number(cells["ratio"])))  # fmt: skip
    cells["ratio"] = f"{ratio:g}" if ratio else ""


def _one(draft: Draft, cells: Cells, column: str, options: Sequence[str]) -> None:
    start = next((option for option in options if option == cells[column]), options[0])
    cells[column] = str(
        st.selectbox(COLUMNS[column], options, format_func=title, **_bound(draft, column, start)) or start
    )


def _some(draft: Draft, cells: Cells, column: str, options: Sequence[str], label: Callable[[str], str] = title) -> None:
    start = [option for option in options if option in _parts(cells[column])]
    chosen = st.multiselect(COLUMNS[column], options, format_func=label, placeholder="None",
                            **_bound(draft, column, start))  # fmt: skip
    cells[column] = "|".join(map(str, chosen))


def _bound(draft: Draft, column: str, start: Any) -> dict[str, str]:
    """The key of a field; one that is new starts from there."""
    key = f"own-{draft.epoch}-{column}"
    if key not in st.session_state:
        st.session_state[key] = start
    return {"key": key}


def _parts(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def _number(cell: str) -> float | None:
    try:
        return min(max(float(cell), 0.0), RATIO_MOST)
    except ValueError:
        return None
