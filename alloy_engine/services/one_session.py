"""One session planned for keeps: in time, or by the template, or failed with the reason."""

from __future__ import annotations

from dataclasses import dataclass

from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.decision import Decision
from alloy_engine.domain.history import History
from alloy_engine.domain.program import PlannedSession
from alloy_engine.domain.vocabulary import GenerationStatus, SelectionStatus
from alloy_engine.errors import StorageError
from alloy_engine.flow import Recorder
from alloy_engine.generate import SessionResult, failed, plan_session, plan_template
from alloy_engine.selection import CandidatePool
from alloy_engine.services.deadline import DeadlineRecorder, SessionTimedOut
from alloy_engine.services.log import logger
from alloy_engine.services.workshop import Workshop
from alloy_engine.storage.sessions import PendingDay
from alloy_engine.storage.traces import Trace


@dataclass(frozen=True, slots=True)
class Planned:
    """What is to be saved for one day."""

    session: PlannedSession
    decisions: tuple[Decision, ...] = ()
    selection: SelectionStatus | None = None
    trace: Trace | None = None


def plan_with_fallback(
    workshop: Workshop,
    pool: CandidatePool,
    day: DayPlan,
    history: History,
    wanted: PendingDay,
    run: int,
) -> Planned:
    """Plan the day within its time limit; whatever goes wrong in it falls back to the template.

    wanted: how often the coach asked for another session, and what the last one held.
    """
    seconds = workshop.timeout_of(day.type)
    started, tracer = workshop.clock.now(), DeadlineRecorder(workshop.clock.nanoseconds, seconds)
    result, reason = _tried(pool, day, history, tracer, wanted)
    trace_source: Recorder = tracer
    if result is None:
        trace_source = Recorder(workshop.clock.nanoseconds)
        trace_source.take("6.0", "B" if isinstance(reason, SessionTimedOut) else "A")
        trace_source.take("6.1", "C")
        result = _from_template(pool, day, history, trace_source, reason)
    trace = Trace(started, trace_source.spans, trace_source.branch_counts(), run)
    _log(day, result, trace_source)
    return Planned(result.session, result.decisions, result.selection, trace)


def _tried(
    pool: CandidatePool, day: DayPlan, history: History, tracer: Recorder, wanted: PendingDay
) -> tuple[SessionResult | None, Exception | None]:
    try:
        with tracer.phase("session"):
            result = plan_session(day, pool, history, tracer, avoid=wanted.avoid, salt=wanted.variation)
    except StorageError:
        raise
    except Exception as error:  # noqa: BLE001  the worker's boundary: a session's own failure is recorded, the rest goes on
        logger("generation").warning("session.fell_back", session=day.key, error=repr(error), exc_info=error)
        return None, error
    tracer.take("6.0", "A")
    tracer.take("6.1", "A")
    return result, None


def _from_template(
    pool: CandidatePool, day: DayPlan, history: History, tracer: Recorder, reason: Exception | None
) -> SessionResult:
    why = f"{type(reason).__name__}: {reason}"
    try:
        with tracer.phase("session"):
            result = plan_template(day, pool, history, tracer)
    except StorageError:
        raise
    except Exception as error:  # noqa: BLE001  the worker's boundary, as above
        tracer.take("6.2", "C")
        return SessionResult(failed(day, f"{why}; the template failed too: {error!r}"))
    if result.session.status is GenerationStatus.FAILED:
        tracer.take("6.2", "C")
        return SessionResult(result.session.model_copy(update={"note": f"{why}; {result.session.note}"}))
    tracer.take("6.2", "B")
    note = f"{result.session.note} From the template, because {why}.".strip()
    return SessionResult(result.session.model_copy(update={"note": note}), result.decisions, result.selection)


def _log(day: DayPlan, result: SessionResult, tracer: Recorder) -> None:
    phases = {name: round(ms, 3) for name, ms in tracer.milliseconds().items()}
    exercises = sum(len(block.exercises) for block in result.session.blocks)
    logger("generation").info(
        "session.planned",
        session=day.key,
        type=day.type.value,
        status=result.session.status.value,
        fallback=result.session.fallback.value,
        exercises=exercises,
        ms=phases,
    )
