"""The part of step 3 about single movements and about life besides training."""

from __future__ import annotations

import streamlit as st

from alloy_engine.domain.vocabulary import Activity, Cadence, RuleType, Weekday
from alloy_engine.services import Alloy
from ui.wizard import rows, state
from ui.wizard.form import Form, said

MOST_NOTE = 300


def rules(form: Form, alloy: Alloy) -> None:
    st.caption("Never is absolute. Must have is placed in every window of its rhythm; preferred where it fits.")
    ruled = {row["movement"] for row in state.draft()["movement_rules"]}
    for index, row in enumerate(state.draft()["movement_rules"]):
        name = rows.movement_name(alloy.catalogue, row["movement"])
        with st.container(border=True, gap="small"):
            with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
                st.markdown(f"**{name}**", width="content")
                rows.remover("movement_rules", index, f"the rule for {name}")
            place = ("movement_rules", index)
            with st.container(horizontal=True, vertical_alignment="bottom"):
                form.segments(f"Rule for {name}", *place, "rule", options=[rule.value for rule in RuleType],
                              label_visibility="collapsed")  # fmt: skip
                if row["rule"] != RuleType.HARD_NO:
                    form.select(f"How often: {name}", *place, "cadence", options=["", *(one.value for one in Cadence)],
                                format_func=_cadence, label_visibility="collapsed", width=190)  # fmt: skip
            form.text(f"Note on {name}", *place, "note", placeholder="Note (optional)", max_chars=MOST_NOTE,
                      label_visibility="collapsed")  # fmt: skip
            form.tell(f"movement_rules.{index}")
    rows.adder(
        "Add a rule for a movement", "movement_rules",
        [one.id for one in alloy.catalogue.movements if one.id not in ruled],
        lambda movement: {"movement": movement, "rule": RuleType.PREFERRED.value, "cadence": "", "note": ""},
        format_func=rows.movement_label(alloy.catalogue), placeholder=f"Search {len(alloy.catalogue)} movements",
    )  # fmt: skip


def _cadence(value: str) -> str:
    return said(value) if value else "Usual rhythm"


def activities(form: Form) -> None:
    st.caption("Training is placed around them: no heavy pulling the day before bouldering.")
    for index, row in enumerate(state.draft()["activities"]):
        name, place = said(row["activity"]), ("activities", index)
        with st.container(border=True, gap="small"):
            with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
                st.markdown(f"**{name}**", width="content")
                rows.remover("activities", index, name)
            form.pills(f"Days of {name}", *place, "weekdays", options=[day.value for day in Weekday],
                       format_func=lambda day: said(day)[:3], label_visibility="collapsed")  # fmt: skip
            form.number(f"Recommend {name} on a rest day every so many days", *place, "recommend_every_days",
                        min_value=7, max_value=90, value=None, placeholder="No recommendation")  # fmt: skip
            form.tell(f"activities.{index}")
    taken = {row["activity"] for row in state.draft()["activities"]}
    rows.adder(
        "Add an activity", "activities", [one.value for one in Activity if one.value not in taken],
        lambda activity: {"activity": activity, "weekdays": [], "recommend_every_days": None},
    )  # fmt: skip
