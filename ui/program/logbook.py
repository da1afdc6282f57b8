"""What was done, set by set: written beside what was prescribed, and kept whatever is planned later."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from alloy_engine.domain.history import COUNTED_ROLES
from alloy_engine.domain.logbook import SetLog
from alloy_engine.domain.program import PlannedExercise, PlannedSession
from alloy_engine.domain.vocabulary import ExerciseRole, Units
from alloy_engine.reporting import prescription_text as text
from alloy_engine.reporting.prescription_text import KG_IN_LB
from alloy_engine.reporting.wording import title
from alloy_engine.services import Alloy
from ui.engine import attempt
from ui.text import plain

Place = tuple[ExerciseRole, str]
Logs = Mapping[Place, SetLog]


def of(alloy: Alloy, program: str, key: str) -> Logs:
    """key: "<microcycle>-<day>"."""
    return {(log.role, log.movement): log for log in alloy.logbook.of(program, key)}


def show(program: str, one: PlannedSession, key: str, units: Units, logs: Logs, alloy: Alloy) -> None:
    """A table to write in, one exercise at a time."""
    planned = {
        (block.role, each.movement): each
        for block in sorted(one.blocks, key=lambda block: block.role not in COUNTED_ROLES)
        for each in block.exercises
    }
    _gone(planned, logs, units, alloy)
    icon = ":material/fitness_center:"
    with st.expander("Log what was done", key=f"logbook-{key}", icon=icon, on_change="rerun") as opened:
        if not opened.open:
            return
        places = [*planned, *(place for place in logs if place not in planned)]
        place = st.selectbox("Exercise done", places, key=f"done-{key}",
                             format_func=lambda place: _named(place, planned, alloy))  # fmt: skip
        log = logs.get(place)
        rows = _logged(log, units) if log else _prescribed(planned[place], units)
        amount = "seconds" if "seconds" in rows[0] else "reps"
        written = _table(rows, amount, units, f"sets-{key}-{place[0]}-{place[1]}")
        with st.container(horizontal=True):
            st.button("Save what was done", key=f"log-{key}", type="primary", on_click=attempt,
                      args=(alloy.logbook.log, program, key, *place, _in_kg(written, units)))  # fmt: skip
            if log:
                st.button("Take it away", key=f"unlog-{key}", on_click=attempt,
                          args=(alloy.logbook.log, program, key, *place, []))  # fmt: skip
        st.caption("It starts as prescribed: change what went another way. Planning the session again leaves it alone.")


def _gone(planned: Mapping[Place, PlannedExercise], logs: Logs, units: Units, alloy: Alloy) -> None:
    """What was logged of exercises that are not in the session any more."""
    for place, log in logs.items():
        if place not in planned:
            said = plain(text.done(log.sets, units))
            st.markdown(f":gray[Done, no longer prescribed:] **{_named(place, planned, alloy)}** {said}")


def _named(place: Place, planned: Mapping[Place, PlannedExercise], alloy: Alloy) -> str:
    role, movement = place
    known = planned.get(place) or alloy.catalogue.get(movement)
    return f"{title(role)}: {plain(known.name if known else movement)}"


def _table(rows: Sequence[Mapping[str, Any]], amount: str, units: Units, at: str) -> list[dict[str, Any]]:
    """The rows as they are written now. What is saved, or planned anew, begins a table of its own."""
    frame = pd.DataFrame(rows, columns=["weight", amount, "rpe"]).astype(float)
    number = st.column_config.NumberColumn
    edited = st.data_editor(
        frame,
        key=f"{at}-{zlib.crc32(json.dumps(list(rows)).encode())}",
        num_rows="dynamic",
        hide_index=True,
        column_config={
            "weight": number(f"Weight, {units.value}", min_value=0, step=0.5, format="%g"),
            amount: number(title(amount), min_value=0, step=1, format="%d"),
            "rpe": number("RPE", min_value=1, max_value=10, step=0.5, format="%g"),
        },
    )
    return [
        {name: None if pd.isna(value) else value for name, value in row.items()} for row in edited.to_dict("records")
    ]


def _prescribed(one: PlannedExercise, units: Units) -> list[dict[str, Any]]:
    weight = None if one.load_kg is None else _shown(one.load_kg, units)
    amount = {"seconds": one.seconds} if one.seconds is not None else {"reps": one.reps_max or one.reps_min}
    return [{"weight": weight, **amount, "rpe": one.rpe}] * one.sets


def _logged(log: SetLog, units: Units) -> list[dict[str, Any]]:
    return [
        {
            "weight": None if one.weight_kg is None else _shown(one.weight_kg, units),
            **({"seconds": one.seconds} if one.seconds is not None else {"reps": one.reps}),
            "rpe": one.rpe,
        }
        for one in log.sets
    ]


def _shown(kg: float, units: Units) -> float:
    return kg if units is Units.KG else round(kg / KG_IN_LB * 2) / 2


def _in_kg(rows: Sequence[Mapping[str, Any]], units: Units) -> list[dict[str, object]]:
    """As they are logged: weights in kg, whole repetitions and seconds as such."""
    factor = 1.0 if units is Units.KG else KG_IN_LB
    return [
        {
            **{name: _whole(row[name]) for name in ("reps", "seconds") if name in row},
            "weight_kg": None if row["weight"] is None else row["weight"] * factor,
            "rpe": row["rpe"],
        }
        for row in rows
    ]


def _whole(value: float | None) -> float | int | None:
    return int(value) if value is not None and value == int(value) else value
