"""From a day of the calendar to the session's places, before anything is chosen for them."""

from __future__ import annotations

from collections.abc import Sequence

from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.changes import Lock
from alloy_engine.domain.history import History
from alloy_engine.domain.vocabulary import SessionType
from alloy_engine.flow import Tracer
from alloy_engine.selection import CandidatePool
from alloy_engine.session.plan import Composition
from alloy_engine.session.slots.lifting import lifting
from alloy_engine.session.slots.locked import place_locks
from alloy_engine.session.slots.majors import with_missing_majors
from alloy_engine.session.slots.musthave import place_due
from alloy_engine.session.slots.otherdays import cardio, conditioning, mobility


def compose(
    day: DayPlan, pool: CandidatePool, history: History, tracer: Tracer, locks: Sequence[Lock] = ()
) -> Composition:
    """The places of one training day, must-have and locked movements already in theirs.

    `day` must not be a recovery day: those have no places.
    """
    if day.type.is_lifting:
        tracer.take("5.3", "A")
        composition = with_missing_majors(lifting(day, pool, history, tracer), day, pool, history)
    elif day.type is SessionType.CARDIO:
        tracer.take("5.3", "B")
        composition = cardio(day, pool, history)
    elif day.type is SessionType.CONDITIONING:
        tracer.take("5.3", "C")
        composition = conditioning(day, pool, history)
    else:
        tracer.take("5.3", "D")
        composition = mobility(day, pool, history)
    return place_locks(place_due(composition, day, pool, history, tracer), locks, pool, tracer)
