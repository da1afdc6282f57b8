"""One microcycle at a glance: a card a day."""

from __future__ import annotations

import streamlit as st

from alloy_engine.catalogue import Policy
from alloy_engine.domain.program import PlannedMicrocycle, PlannedSession, ProgramDocument
from alloy_engine.domain.vocabulary import GenerationStatus, SessionType
from alloy_engine.reporting import frames
from alloy_engine.reporting.training import reasons
from alloy_engine.reporting.wording import counted, date_of, listed, title, words
from ui import week_cards
from ui.marks import STATUS_COLOURS, TYPE_COLOURS, status_word
from ui.navigation import WEEK
from ui.program.why import line
from ui.week_cards import DayCard

DAY = "day"


def choose(document: ProgramDocument) -> PlannedMicrocycle:
    """The microcycle picked in the row of pills, which the address remembers."""
    in_weeks = all(week.length_days == frames.WEEK for week in document.microcycles)
    deloads = [str(week.index) for week in document.microcycles if week.is_deload]
    easy = f" · deload in {listed(deloads)}" if deloads else ""
    picked = st.pills(
        ("Week" if in_weeks else "Microcycle") + easy,
        [week.index for week in document.microcycles],
        default=1,
        required=True,
        key=WEEK,
        bind="query-params",
    )
    return next((week for week in document.microcycles if week.index == picked), document.microcycles[0])


def show(document: ProgramDocument, week: PlannedMicrocycle, policy: Policy) -> PlannedSession:
    """The week's days as cards; the chosen one is returned."""
    chosen = chosen_day(week)
    last = week.sessions[-1].date if week.sessions else week.start_date
    training = [one for one in week.sessions if one.type is not SessionType.RECOVERY]
    sets = sum(frames.working_sets(one) for one in training)
    phase = f":violet-badge[{title(week.phase)}]"
    said = f"**{date_of(week.start_date)} – {date_of(last)}** {phase} :gray[{counted(len(training), 'session')}" + (
        f", {sets} working sets]" if sets else "]"
    )
    line(said, "week", lambda: reasons.week(document, week.index, policy))
    week_cards.show(
        [day_card(one) for one in week.sessions],
        chosen=chosen.day,
        label=f"Days of microcycle {week.index}",
        key="days",
        on_pick=_choose,
    )
    return chosen


def chosen_day(week: PlannedMicrocycle) -> PlannedSession:
    """The day in the address, else the first one with training."""
    asked = st.query_params.get(DAY, "")
    for one in week.sessions:
        if str(one.day) == asked:
            return one
    return next((one for one in week.sessions if one.type is not SessionType.RECOVERY), week.sessions[0])


def day_card(one: PlannedSession) -> DayCard:
    rests = one.type is SessionType.RECOVERY
    ready = one.status is GenerationStatus.COMPLETED
    return DayCard(
        day=one.day,
        weekday=f"{one.date:%a}",
        date=f"{one.date.day}",
        kind="Rest" if rests else title(one.type),
        colour=TYPE_COLOURS[one.type],
        focus=", ".join(words(pattern) for pattern in one.focus),
        minutes="" if rests else f"{one.estimated_minutes:.0f} min",
        state="" if ready or rests else status_word(one.status),
        state_colour=STATUS_COLOURS[one.status],
        rests=rests,
    )


def _choose(day: int) -> None:
    st.query_params[DAY] = str(day)
