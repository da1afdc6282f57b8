"""A prescription by hand: only what is written is changed, and what follows from it is shown before it is saved."""

from __future__ import annotations

import streamlit as st

from alloy_engine.domain.program import PlannedExercise
from alloy_engine.domain.vocabulary import ExerciseRole, Units
from alloy_engine.errors import AlloyError
from alloy_engine.reporting.prescription_text import KG_IN_LB
from alloy_engine.services import Alloy
from ui.engine import attempt
from ui.program import outlook

Number = int | float | None


def show(
    program: str, key: str, place: tuple[ExerciseRole, str], exercise: PlannedExercise, units: Units, alloy: Alloy
) -> None:
    """key: "<microcycle>-<day>". place: role and movement."""
    fields = _fields(exercise, units)
    written = _written(exercise, fields, f"{key}-{place[0]}-{place[1]}", units)
    planned = {name: getattr(exercise, name) for name in exercise.edited}
    if written != planned:
        try:
            found = alloy.coach.edit_outlook(program, key, *place, written)
        except AlloyError as error:
            outlook.refused(error)
            return
        outlook.show(found, units)
    with st.container(horizontal=True):
        st.button("Keep these numbers", key=f"edit-{key}", type="primary", disabled=written == planned,
                  on_click=attempt, args=(alloy.coach.edit, program, key, *place, written))  # fmt: skip
        if exercise.edited:
            st.button("Back to what was planned", key=f"unedit-{key}", on_click=attempt,
                      args=(alloy.coach.edit, program, key, *place, {}))  # fmt: skip
    st.caption("Numbers by hand stay when the session is planned again, and are marked as edited. RPE is ±1.")


def _fields(exercise: PlannedExercise, units: Units) -> dict[str, tuple[str, float]]:
    """Field → label and step of what can be written for that exercise."""
    amount = {"seconds": ("Seconds", 5)} if exercise.seconds is not None else {
        "reps_min": ("Reps from", 1), "reps_max": ("Reps to", 1)}  # fmt: skip
    return {
        "sets": ("Sets", 1),
        **amount,
        "rpe": ("RPE", 0.5),
        "load_kg": (f"Load, {units.value}", 2.5),
        "rest_seconds": ("Rest, s", 5),
    }


def _written(
    exercise: PlannedExercise, fields: dict[str, tuple[str, float]], at: str, units: Units
) -> dict[str, Number]:
    """What differs from the plan, or was written before. Loads are in kg whatever the athlete's unit."""
    written: dict[str, Number] = {}
    for column, (name, (label, step)) in zip(st.columns(len(fields)), fields.items(), strict=True):
        now = getattr(exercise, name)
        shown = now / KG_IN_LB if name == "load_kg" and now is not None and units is Units.LB else now
        kind = float if name in ("rpe", "load_kg") else int
        given = None if shown is None else kind(round(shown, 1))
        # A number that stands there is the start; whoever empties the field leaves it as it is.
        value = column.number_input(label, value=given, step=kind(step), key=f"{name}-{at}",
                                    placeholder="none", format="%.1f" if kind is float else "%d")  # fmt: skip
        if value is None:
            continue
        if value != given:
            written[name] = value * KG_IN_LB if name == "load_kg" and units is Units.LB else value
        elif name in exercise.edited:
            written[name] = now
    return written
