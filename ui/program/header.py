"""What a program is, in a name, a few badges and a line; and how far it has come."""

from __future__ import annotations

import streamlit as st

from alloy_engine.domain.program import ProgramDocument
from alloy_engine.domain.request import ProgramRequest
from alloy_engine.domain.vocabulary import GenerationStatus
from alloy_engine.flow import Tracer
from alloy_engine.reporting.wording import counted, date_of, duration, title, words
from alloy_engine.services import StatusDocument
from ui.marks import status_badge
from ui.navigation import PROGRAM
from ui.text import plain


def show(document: ProgramDocument) -> None:
    st.title(plain(document.name), anchor=False)
    goals = " ".join(f":orange-badge[{title(goal)} \\${amount}]" for goal, amount in document.request.goals.items())
    st.markdown(f"{status_badge(document.status)} {goals}")
    st.caption(settings(document))


def line(program: str, name: str, status: GenerationStatus, **others: str) -> None:
    """Name, status and links of a program, on a page that shows another side of it. others: what else there is of it,
    as "flow", with that page."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{plain(name)}** {status_badge(status)}", width="content")
        links = {"To the program": PROGRAM} | {f"To its {what}": page for what, page in others.items()}
        for label, page in links.items():
            st.page_link(page, label=label, query_params={"id": program}, width="content")


def settings(document: ProgramDocument) -> str:
    """The request in one line."""
    request = document.request
    start = document.microcycles[0].start_date if document.microcycles else request.start_date
    return " · ".join(
        filter(
            None,
            [
                plain(request.athlete.name or ""),
                request.athlete.experience.value,
                f"{request.duration_weeks} weeks" + (f" from {date_of(start)} {start.year}" if start else ""),
                f"{request.days_per_week} days × {request.session_minutes} min",
                f"split {words(request.split)}",
                _equipment(request),
            ],
        )
    )


def _equipment(request: ProgramRequest) -> str:
    equipment = request.athlete.equipment
    if isinstance(equipment, str):
        return plain(equipment)
    return counted(len(equipment), "piece of equipment", "pieces of equipment") if equipment else "bodyweight"


def trace(status: StatusDocument, tracer: Tracer) -> None:
    """Fork 11.1: what the page of a program in this state shows."""
    failed = status.status is GenerationStatus.FAILED or status.totals.get(GenerationStatus.FAILED, 0)
    if not status.terminal:
        tracer.take("11.1", "B" if status.sessions_done else "A")
    elif failed:
        tracer.take("11.1", "D")
    else:
        tracer.take("11.1", "E" if status.status is GenerationStatus.CANCELLED else "C")


def progress(status: StatusDocument) -> None:
    """Bar and sentence while a program is being generated."""
    share = status.sessions_done / status.sessions_total if status.sessions_total else 0.0
    st.progress(share, text=progress_text(status))


def progress_text(status: StatusDocument) -> str:
    done = f"{status.sessions_done} of {counted(status.sessions_total, 'session')}"
    if status.status is GenerationStatus.PENDING:
        return f"Waiting for the worker. {done} planned."
    now = ""
    if status.current is not None:
        at = status.current
        now = f", now microcycle {at.microcycle}, day {at.day}: {words(at.type)}"
    took = f" after {duration(status.elapsed_ms)}" if status.elapsed_ms is not None else ""
    return f"{done} planned{took}{now}"


def outcome(status: StatusDocument) -> None:
    """What the coach has to know once nothing more will happen by itself."""
    failed = status.totals.get(GenerationStatus.FAILED, 0)
    reason = f" {plain(status.error)}" if status.error else ""
    if status.status is GenerationStatus.CANCELLED:
        st.warning(
            f"Generation was cancelled after {counted(status.sessions_done, 'session')}. What is done stays; "
            "regenerate the program to plan the rest."
        )
    elif failed:
        count = counted(failed, "session")
        st.error(f"**{count} could not be planned.**{reason} Open a failed day to see why and repair it.")
    elif status.status is GenerationStatus.FAILED:
        done = f"{status.sessions_done} of {counted(status.sessions_total, 'session')}"
        st.error(f"**Generation broke off after {done}.** Regenerate the program to try again.")
        st.caption(f"Reason:{reason or ' none was recorded.'}")
