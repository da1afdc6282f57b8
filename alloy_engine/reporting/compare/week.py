"""How the week is built, side by side."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from alloy_engine.domain.program import PlannedSession, ProgramDocument
from alloy_engine.domain.vocabulary import SessionType
from alloy_engine.reporting.compare.side import Side
from alloy_engine.reporting.frames import WEEK, working_sets
from alloy_engine.reporting.wording import title, words

NOTHING, REST = "–", "Rest"
TOTALS = (
    "microcycles", "deloads", "sessions_a_week", "minutes_a_session", "minutes_a_week", "exercises_a_session",
    "working_sets_a_week",
)  # fmt: skip


def days_frame(sides: Sequence[Side]) -> pd.DataFrame:
    """The first microcycle: `day` (1-based) and a text column a side; shorter weeks end in dashes."""
    weeks = {side.letter: side.document.microcycles[0].sessions for side in sides if side.document.microcycles}
    longest = max((len(days) for days in weeks.values()), default=0)
    rows = [
        {"day": place + 1, **{side.letter: _day(weeks.get(side.letter, ()), place) for side in sides}}
        for place in range(longest)
    ]
    return pd.DataFrame(rows, columns=["day", *(side.letter for side in sides)])


def _day(days: Sequence[PlannedSession], place: int) -> str:
    if place >= len(days):
        return NOTHING
    one = days[place]
    if one.type is SessionType.RECOVERY:
        return REST
    focus = ", ".join(words(pattern) for pattern in one.focus)
    return f"{title(one.type)}, {one.estimated_minutes:.0f} min" + (f": {focus}" if focus else "")


def totals_frame(sides: Sequence[Side]) -> pd.DataFrame:
    """One row a figure of TOTALS: `figure`, and a number a side. Averages are over the whole program."""
    totals = {side.letter: _totals(side.document) for side in sides}
    rows = [{"figure": name, **{letter: values[name] for letter, values in totals.items()}} for name in TOTALS]
    return pd.DataFrame(rows, columns=["figure", *totals])


def _totals(document: ProgramDocument) -> dict[str, float]:
    training = [one for week in document.microcycles for one in week.sessions if one.type is not SessionType.RECOVERY]
    weeks = max(1, sum(week.length_days for week in document.microcycles)) / WEEK
    minutes = sum(one.estimated_minutes for one in training)
    exercises = sum(len(block.exercises) for one in training for block in one.blocks)
    each = max(1, len(training))
    return {
        "microcycles": len(document.microcycles),
        "deloads": sum(week.is_deload for week in document.microcycles),
        "sessions_a_week": len(training) / weeks,
        "minutes_a_session": minutes / each,
        "minutes_a_week": minutes / weeks,
        "exercises_a_session": exercises / each,
        "working_sets_a_week": sum(working_sets(one) for one in training) / weeks,
    }
