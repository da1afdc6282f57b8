"""A prescription by hand: only what is written is changed, and what follows from it is shown before it is saved."""

from __future__ import annotations

import streamlit as st

from alloy_engine.domain.program import PlannedBlock, PlannedExercise, ProgramDocument
from alloy_engine.domain.vocabulary import ExerciseRole, Units
from alloy_engine.errors import AlloyError
from alloy_engine.reporting import prescription_text as text
from alloy_engine.reporting.prescription_text import KG_IN_LB
from alloy_engine.services import Alloy
from alloy_engine.session.doses.circuits import BY_HAND
from ui.engine import attempt
from ui.program import outlook
from ui.text import plain

Written = int | float | str | None
Place = tuple[ExerciseRole, str]
CLOCK_LABELS = {"minutes": "Minutes", "rounds": "Rounds", "work_seconds": "Work, s", "rest_seconds": "Rest, s"}


def show(document: ProgramDocument, key: str, place: Place, exercise: PlannedExercise, alloy: Alloy) -> None:
    """key: "<microcycle>-<day>". place: role and movement."""
    program, units = document.id or "", document.request.athlete.units
    at = f"{key}-{place[0]}-{place[1]}"
    _draw(exercise, at, units)
    written = _written(exercise, at, units)
    planned = {name: getattr(exercise, name) for name in exercise.edited}
    if written != planned:
        try:
            found = alloy.coach.edit_outlook(program, key, *place, written)
        except AlloyError as error:
            outlook.refused(error)
            return
        outlook.show(found, document, key, alloy)
    with st.container(horizontal=True):
        st.button("Keep these numbers", key=f"edit-{key}", type="primary", disabled=written == planned,
                  on_click=lambda: attempt(alloy.coach.edit, program, key, *place, _written(exercise, at, units))
                  )  # fmt: skip
        if exercise.edited:
            st.button("Back to what was planned", key=f"unedit-{key}", on_click=attempt,
                      args=(alloy.coach.edit, program, key, *place, {}))  # fmt: skip
    st.caption("Numbers by hand stay when the session is planned again, and are marked as edited. RPE is ±1.")


def show_circuit(document: ProgramDocument, key: str, block: PlannedBlock, alloy: Alloy) -> None:
    """The same for the clock of a block."""
    program, circuit = document.id or "", block.circuit
    if circuit is None:
        return
    st.markdown(f"**The circuit's clock**: {plain(text.circuit(circuit))}")
    fields = BY_HAND[circuit.type]
    for column, name in zip(st.columns(len(fields)), fields, strict=True):
        now = int(getattr(circuit, name))
        column.number_input(CLOCK_LABELS[name], value=now, step=1, key=f"{name}-{key}-{block.role}")

    def set_now() -> dict[str, int]:
        return {name: st.session_state[f"{name}-{key}-{block.role}"] for name in fields}

    numbers = set_now()
    changed = any(numbers[name] != int(getattr(circuit, name)) for name in fields)
    if changed:
        try:
            found = alloy.coach.circuit_outlook(program, key, block.role, numbers)
        except AlloyError as error:
            outlook.refused(error)
            return
        outlook.show(found, document, key, alloy)
    with st.container(horizontal=True):
        st.button("Keep this clock", key=f"clock-{key}", disabled=not changed,
                  on_click=lambda: attempt(alloy.coach.set_circuit, program, key, block.role, set_now()))  # fmt: skip
        if circuit.edited:
            st.button("Back to the planned clock", key=f"unclock-{key}", on_click=attempt,
                      args=(alloy.coach.set_circuit, program, key, block.role, {}))  # fmt: skip


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


def _draw(exercise: PlannedExercise, at: str, units: Units) -> None:
    """Where it is written: a number that stands there is the start."""
    fields = _fields(exercise, units)
    for column, (name, (label, step)) in zip(st.columns(len(fields)), fields.items(), strict=True):
        kind = _kind(name)
        column.number_input(label, value=_given(exercise, name, units), step=kind(step), key=f"{name}-{at}",
                            placeholder="none", format="%.1f" if kind is float else "%d")  # fmt: skip
    if exercise.tempo is not None:
        st.text_input("Tempo", value=exercise.tempo, max_chars=7, key=f"tempo-{at}", width=160,
                      help='Seconds down, held and up: "3-1-2", "2-0-X"; "X" is fast.')  # fmt: skip


def _written(exercise: PlannedExercise, at: str, units: Units) -> dict[str, Written]:
    """What differs from the plan, or was written before, by now: a number may be typed and kept in one go. Loads are in
    kg whatever the athlete's unit. Whoever empties a field leaves it as it is."""
    written: dict[str, Written] = {}
    for name in _fields(exercise, units):
        value = st.session_state[f"{name}-{at}"]
        if value is None:
            continue
        if value != _given(exercise, name, units):
            written[name] = value * KG_IN_LB if name == "load_kg" and units is Units.LB else value
        elif name in exercise.edited:
            written[name] = getattr(exercise, name)
    if exercise.tempo is not None:
        pace = st.session_state[f"tempo-{at}"].strip().upper()
        if pace != exercise.tempo or "tempo" in exercise.edited:
            written["tempo"] = pace
    return written


def _given(exercise: PlannedExercise, name: str, units: Units) -> int | float | None:
    now = getattr(exercise, name)
    shown = now / KG_IN_LB if name == "load_kg" and now is not None and units is Units.LB else now
    return None if shown is None else _kind(name)(round(shown, 1))


def _kind(name: str) -> type[int] | type[float]:
    return float if name in ("rpe", "load_kg") else int
