"""What the draft would become: the first week day by day, and the whole calendar."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.vocabulary import SessionType
from alloy_engine.errors import InvalidRequest
from alloy_engine.reporting import figures, frames
from alloy_engine.reporting.wording import long_date_of, title, words
from alloy_engine.services import Alloy
from ui.marks import type_badge
from ui.text import NO_BREAK, plain


def show(document: dict, alloy: Alloy) -> None:
    st.subheader("The week it makes", anchor=False)
    try:
        preview = alloy.preview(document)
    except InvalidRequest:
        alloy.wayside.take("1.6", "B")
        st.info("The week appears here as soon as the request has no faults.")
        return
    alloy.wayside.take("1.6", "A")
    first = preview.structure.microcycles[0]
    st.caption(f"First microcycle, from {long_date_of(first.start_date)} {first.start_date.year}")
    st.table(week_table(first.days), border="horizontal", hide_index=True, hide_header=True)
    for warning in preview.warnings:
        st.warning(plain(warning))
    st.caption("The whole program")
    figure = figures.calendar(frames.days(preview.structure))
    st.plotly_chart(figure, key="preview-calendar", config={"displayModeBar": False})


def week_table(days: Sequence[DayPlan]) -> dict[str, list[str]]:
    """Weekday, kind with focus, and minutes, as columns of Markdown."""
    return {
        "day": [f"**{day.date:%a}**" for day in days],
        "plan": [_plan(day) for day in days],
        "minutes": [f":gray[{day.target_minutes}{NO_BREAK}min]" if day.target_minutes else "" for day in days],
    }


def _plan(day: DayPlan) -> str:
    if day.type is SessionType.RECOVERY:
        return f":gray[{title(day.activity) if day.activity else 'Rest'}]"
    return f"{type_badge(day.type)} {', '.join(words(pattern) for pattern in day.focus)}".strip()
