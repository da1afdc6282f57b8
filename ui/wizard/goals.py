"""Step 1: what the program is for, as ten dollars over at most three goals."""

from __future__ import annotations

import streamlit as st

from alloy_engine.domain.vocabulary import Goal
from alloy_engine.reporting.wording import GOAL_MEANINGS
from alloy_engine.services import Alloy
from ui import draft as drafts
from ui.wizard import dollars, state
from ui.wizard.form import Form

FIELDS = ("goals",)
NONE = dict.fromkeys((goal.value for goal in Goal), 0)
QUICK = {
    "Strength": {**NONE, "strength": 8, "hypertrophy": 2},
    "Muscle": {**NONE, "hypertrophy": 8, "strength": 2},
    "Fat loss": {**NONE, "fat_loss": 6, "hypertrophy": 4},
    "Athlete": {**NONE, "explosiveness": 4, "strength": 4, "speed": 2},
    "Long run": {**NONE, "endurance": 7, "mobility": 3},
}


def show(form: Form, _: Alloy) -> None:
    st.subheader("What should it do?", anchor=False)
    dollars.balance("goals", most=drafts.MOST_GOALS)
    dollars.steppers("goals", [goal.value for goal in Goal], GOAL_MEANINGS, most=drafts.MOST_GOALS)
    form.tell(*FIELDS)
    st.caption("Or start from a common mix:")
    with st.container(horizontal=True):
        for label, amounts in QUICK.items():
            st.button(label, key=f"quick-{label}", on_click=state.write, args=(("goals",), dict(amounts)))
        st.button("Clear", key="quick-clear", type="tertiary", on_click=state.write, args=(("goals",), dict(NONE)))
