"""The first week's sessions, short enough to stand beside the form."""

from __future__ import annotations

import streamlit as st

from alloy_engine.domain.program import PlannedExercise, PlannedMicrocycle, PlannedSession
from alloy_engine.domain.vocabulary import GenerationStatus, SessionType, Units
from alloy_engine.reporting import prescription_text as text
from alloy_engine.reporting.wording import title
from ui.text import NO_BREAK, plain


def show(week: PlannedMicrocycle, units: Units) -> None:
    """A day an expander; rest days are in the week above."""
    for one in week.sessions:
        if one.type is not SessionType.RECOVERY:
            with st.expander(label(one), key=f"preview-day-{one.day}"):
                _session(one, units)


def label(one: PlannedSession) -> str:
    minutes = f"{one.estimated_minutes:.0f} of {one.target_minutes} min"
    told = ":red[cannot be planned]" if one.status is GenerationStatus.FAILED else f":gray[{minutes}]"
    return f"**{one.date:%a}** {title(one.type)} · {told}"


def _session(one: PlannedSession, units: Units) -> None:
    if one.note:
        st.caption(plain(one.note))
    if one.blocks:
        st.table(work_table(one, units), border="horizontal", hide_index=True, hide_header=True)


def work_table(one: PlannedSession, units: Units) -> dict[str, list[str]]:
    """Exercises with their work, under the names of their blocks, as columns of Markdown."""
    rows: list[tuple[str, str]] = []
    for block in one.blocks:
        clock = text.circuit(block.circuit) if block.circuit else f"{block.minutes:.0f} min"
        rows.append((f":orange-badge[{title(block.role)}] :gray[{clock}]", ""))
        rows += [(_name(each), _work(each, units)) for each in block.exercises]
    return {"exercise": [name for name, _ in rows], "work": [work for _, work in rows]}


def _name(one: PlannedExercise) -> str:
    return f":violet-badge[{plain(one.superset)}] {plain(one.name)}" if one.superset else plain(one.name)


def _work(one: PlannedExercise, units: Units) -> str:
    details = " · ".join(filter(None, [text.effort(one), text.load(one, units)]))
    lines = [f"**{text.work(one)}**", f":gray[{details}]" if details else ""]
    return "  \n".join(line.replace(" ", NO_BREAK) for line in lines if line)
