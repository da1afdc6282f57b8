"""Days that hold no exercises: rest, and sessions that could not be planned."""

from __future__ import annotations

from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.program import PlannedSession
from alloy_engine.domain.vocabulary import GenerationStatus


def failed(day: DayPlan, reason: str) -> PlannedSession:
    """A session that could not be planned at all; it says why and holds nothing."""
    planned = PlannedSession(
        day=day.day, date=day.date, type=day.type, focus=day.focus, target_minutes=day.target_minutes
    )
    return emptied(planned, reason)


def rest_day(day: DayPlan) -> PlannedSession:
    """A recovery day, with the athlete's own activity where its cadence says so."""
    note = f"Recovery: {day.activity.replace('_', ' ')} is due, easy and for pleasure." if day.activity else "Rest."
    return PlannedSession(day=day.day, date=day.date, type=day.type, status=GenerationStatus.COMPLETED, note=note)


def emptied(session: PlannedSession, reason: str) -> PlannedSession:
    """The same day with nothing in it but the reason: a failed session never looks finished."""
    update = {"status": GenerationStatus.FAILED, "blocks": (), "estimated_minutes": 0.0, "note": reason}
    return session.model_copy(update=update)
