"""Step 3: who trains, with what, around what."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from alloy_engine.domain.vocabulary import (
    BodyRegion,
    CardioPreference,
    Discipline,
    Equipment,
    MovementPattern,
    Muscle,
    Severity,
    SkillLevel,
    Units,
)
from alloy_engine.reporting.wording import counted, listed, title
from alloy_engine.services import Alloy
from ui import draft as drafts
from ui.wizard import dollars, rows, state, weights, wishes
from ui.wizard.form import Form, said

FIELDS = ("athlete", "disciplines", "weights", "movement_rules", "activities")
MOST_FOCUS = 3
FIRST_MAX = {Units.KG.value: 100.0, Units.LB.value: 225.0}


def show(form: Form, alloy: Alloy) -> None:
    draft = state.draft()
    st.subheader("Who trains, and with what?", anchor=False)
    form.text("Athlete's name", "athlete_name", placeholder="Optional", max_chars=100)
    form.tell("athlete.name")
    form.segments("Experience", "experience", options=[level.value for level in SkillLevel])
    _equipment(form, alloy)
    muscles = [muscle.value for muscle in Muscle if muscle is not Muscle.FULL_BODY]
    form.many(
        "Focus muscles",
        "focus_muscles",
        options=muscles,
        max_selections=MOST_FOCUS,
        placeholder="None: everything in balance",
        help="Up to three muscles that get about a third more sets.",
    )
    form.tell("athlete.focus_muscles")
    _section("Limitations and injuries", "limitations", len(draft["limitations"]), lambda: _limitations(form))
    _section("Known one-rep maxes", "one_rep_maxes", len(draft["one_rep_maxes"]), lambda: _maxes(form, alloy))
    funded = len(drafts.funded(draft["disciplines"]) or drafts.funded(draft[drafts.OWN]))
    _section("Cardio and disciplines", "disciplines", funded, lambda: _disciplines(form))
    _section("What counts in a choice", "weights", len(draft["weights"]), lambda: weights.show(form, alloy))
    _section("Movement rules", "rules", len(draft["movement_rules"]), lambda: wishes.rules(form, alloy))
    _section("Other activities", "activities", len(draft["activities"]), lambda: wishes.activities(form))


def _section(label: str, name: str, count: int, body: Callable[[], None]) -> None:
    with st.expander(f"{label} · {count}" if count else label, key=f"section-{name}", expanded=bool(count)):
        body()


def _equipment(form: Form, alloy: Alloy) -> None:
    draft = state.draft()
    form.segments(
        "Equipment", "equipment_by", options=["preset", "items"],
        format_func={"preset": "A usual place", "items": "Item by item"}.__getitem__,
    )  # fmt: skip
    if draft["equipment_by"] == "preset":
        form.select("Place", "preset", options=list(alloy.presets), label_visibility="collapsed")
        items = sorted(alloy.presets[draft["preset"]])
        st.caption(f"{counted(len(items), 'item')}: {listed(items)}" if items else "Nothing but the floor.")
    else:
        form.pills("Items", "items", options=[item.value for item in Equipment], label_visibility="collapsed")
        if not draft["items"]:
            st.caption("Nothing chosen: bodyweight only.")
    form.tell("athlete.equipment")


def _limitations(form: Form) -> None:
    parts = [f"region:{region}" for region in BodyRegion] + [f"pattern:{pattern}" for pattern in MovementPattern]
    st.caption("Severe rules a movement out. Mild is worked around, and used only with an easier variant.")
    for index, row in enumerate(state.draft()["limitations"]):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            form.select("What hurts", "limitations", index, "part", options=parts, format_func=_part, width=240)
            form.segments("How much", "limitations", index, "severity", options=[one.value for one in Severity])
            rows.remover("limitations", index, _part(row["part"]))
    rows.adder(
        "Add a limitation", "limitations", parts,
        lambda part: {"part": part, "severity": Severity.MILD.value}, format_func=_part,
    )  # fmt: skip
    form.tell("athlete.limitations")


def _part(part: str) -> str:
    kind, _, value = part.partition(":")
    return title(value) if kind == "region" else f"Any {title(value).lower()} movement"


def _maxes(form: Form, alloy: Alloy) -> None:
    draft = state.draft()
    form.segments("Show loads in", "units", options=[unit.value for unit in Units], format_func=str)
    st.caption("With a known maximum, loads of that lift and of related ones are given in weight.")
    known = {row["movement"] for row in draft["one_rep_maxes"]}
    for index, row in enumerate(draft["one_rep_maxes"]):
        name = rows.movement_name(alloy.catalogue, row["movement"])
        with st.container(horizontal=True, vertical_alignment="bottom"):
            form.number(name, "one_rep_maxes", index, "value", min_value=1.0, max_value=1500.0, step=2.5, width=200)
            form.segments(
                f"Unit of {name}", "one_rep_maxes", index, "unit", options=[unit.value for unit in Units],
                format_func=str, label_visibility="collapsed",
            )  # fmt: skip
            rows.remover("one_rep_maxes", index, name)
    offered = [one.id for one in alloy.catalogue.movements if one.ratio is not None and one.id not in known]
    rows.adder(
        "Add a maximum", "one_rep_maxes", offered,
        lambda movement: {"movement": movement, "value": FIRST_MAX[draft["units"]], "unit": draft["units"]},
        format_func=rows.movement_label(alloy.catalogue), placeholder="Search a lift",
    )  # fmt: skip
    form.tell("athlete.one_rep_maxes")


def _disciplines(form: Form) -> None:
    form.segments("Cardio", "cardio_preference", options=[one.value for one in CardioPreference], format_func=_cardio)
    st.caption(
        "Ten dollars over the ways of training that the program should draw from, or none: the athlete's own count "
        "then, and where there are none either, those usual for the experience."
    )
    _dollars("disciplines")
    form.tell("disciplines")
    own = len(drafts.funded(state.draft()[drafts.OWN]))
    with st.popover(f"The athlete's own disciplines · {own}" if own else "The athlete's own disciplines"):
        st.caption("They belong to the athlete and count in every program that names none.")
        _dollars(drafts.OWN)
    form.tell("athlete.disciplines")


def _dollars(name: str) -> None:
    if drafts.funded(state.draft()[name]):
        dollars.balance(name)
    dollars.steppers(name, [one.value for one in Discipline], {})


def _cardio(value: str) -> str:
    return "As the goals need" if value == CardioPreference.NONE else said(value)
