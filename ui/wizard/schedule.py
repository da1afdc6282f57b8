"""Step 2: when, how long and in which rhythm."""

from __future__ import annotations

import streamlit as st

from alloy_engine.domain.vocabulary import ProgressionStyle, SplitTemplate
from alloy_engine.services import Alloy
from ui.wizard import hybrid, state
from ui.wizard.form import Form, said

FIELDS = (
    "duration_weeks", "days_per_week", "session_minutes", "split", "hybrid", "microcycle_length_days",
    "progression_style", "deload_every_weeks", "start_date",
)  # fmt: skip
SPLITS = {
    "auto": "Alloy decides by the number of days",
    "full_body": "Everything, every time",
    "upper_lower": "Upper body and lower body in turn",
    "ppl": "Push, pull and legs in turn",
    "hybrid": "Your own week, day by day or in blocks",
}
PROGRESSIONS = {
    "auto": "By experience: beginners add load, intermediates reps then load, the advanced go in waves",
    "single_progression": "Same reps, a little more load every week",
    "double_progression": "Reps climb through their range, then the load goes up",
    "paused_variations": "Pauses lengthen week by week, then the load goes up",
    "build_to_drop": "Reps build for three weeks, then drop with more load",
    "wave_loading": "7-5-3 waves, each wave topping the last",
}


def show(form: Form, _: Alloy) -> None:
    draft = state.draft()
    st.subheader("When does it happen?", anchor=False)
    with st.container(horizontal=True, gap="large"):
        form.segments("Weeks", "duration_weeks", options=[8, 10, 12])
        form.segments("Training days a week", "days_per_week", options=list(range(2, 8)))
    form.slider("Minutes a session", "session_minutes", low=30, high=120, step=5, format="%d min")
    form.segments("Split", "split", options=[split.value for split in SplitTemplate])
    st.caption(SPLITS[draft["split"]])
    if draft["split"] == SplitTemplate.HYBRID:
        hybrid.show(form)
    form.date("First day", "start_date", help="Left empty, the program starts next Monday.", format="YYYY-MM-DD")
    st.subheader("Rhythm", anchor=False)
    form.slider(
        "Deload every",
        "deload_every_weeks",
        low=3,
        high=8,
        format="%d weeks",
        help="An easier week so often: half the sets, lighter loads. Never the last week.",
    )
    form.slider(
        "Microcycle",
        "microcycle_length_days",
        low=7,
        high=14,
        format="%d days",
        help="How many days until the pattern of days repeats. Seven is the calendar week.",
    )
    styles = [style.value for style in ProgressionStyle]
    form.select("Progression", "progression_style", options=styles, format_func=_style)
    st.caption(PROGRESSIONS[draft["progression_style"]])
    form.tell(*(field for field in FIELDS if field != "hybrid"))


def _style(value: str) -> str:
    return "Automatic" if value == ProgressionStyle.AUTO else said(value)
