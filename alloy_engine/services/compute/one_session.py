"""One session planned for keeps: by the engine, or by the template, or failed with the reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.history import History
from alloy_engine.domain.vocabulary import GenerationStatus
from alloy_engine.flow import Recorder
from alloy_engine.generate import SessionResult, plan_session, plan_template
from alloy_engine.selection import CandidatePool
from alloy_engine.services.compute.requests import FallBack, PlanDay, Planned
from alloy_engine.services.log import logger
from alloy_engine.session.empty import failed


@dataclass(frozen=True, slots=True)
class Engine:
    """The two ways to plan a day, as `generate` has them."""

    plan: Callable[..., SessionResult] = plan_session
    template: Callable[..., SessionResult] = plan_template


ENGINE = Engine()


def plan_with_fallback(
    engine: Engine, pool: CandidatePool, day: DayPlan, history: History, wanted: PlanDay, tracer: Recorder
) -> Planned:
    """Plan the day; an error in it falls back to the template. What was traced until then is kept."""
    try:
        with tracer.phase("session"):
            result = engine.plan(
                day, pool, history, tracer, avoid=wanted.avoid, salt=wanted.variation, locks=wanted.locks
            )
    except Exception as error:  # noqa: BLE001  a session's own failure is recorded with it, the rest goes on
        logger("generation").warning("session.fell_back", session=day.key, error=repr(error), exc_info=error)
        tracer.take("6.0", "A")
        reason = f"{type(error).__name__}: {error}"
        return from_template(
            engine, pool, day, history, FallBack(day.key, reason, "6.1", "C", locks=wanted.locks), tracer
        )
    tracer.take("6.0", "A")
    tracer.take("6.1", "A")
    _log(day, result, tracer)
    return Planned(result.session, result.decisions, result.selection)


def from_template(
    engine: Engine, pool: CandidatePool, day: DayPlan, history: History, wanted: FallBack, tracer: Recorder
) -> Planned:
    """The day from the template, with a note that says why; failed if that goes wrong too."""
    tracer.take(wanted.fork, wanted.branch)
    result = _tried(engine, pool, day, history, wanted, tracer)
    _log(day, result, tracer)
    return Planned(result.session, result.decisions, result.selection)


def _tried(
    engine: Engine, pool: CandidatePool, day: DayPlan, history: History, wanted: FallBack, tracer: Recorder
) -> SessionResult:
    if wanted.hopeless:
        tracer.take("6.2", "C")
        return SessionResult(failed(day, wanted.reason))
    try:
        with tracer.phase("session"):
            result = engine.template(day, pool, history, tracer, locks=wanted.locks)
    except Exception as error:  # noqa: BLE001  as above
        tracer.take("6.2", "C")
        return SessionResult(failed(day, f"{wanted.reason}; the template failed too: {error!r}"))
    if result.session.status is GenerationStatus.FAILED:
        tracer.take("6.2", "C")
        return SessionResult(result.session.model_copy(update={"note": f"{wanted.reason}; {result.session.note}"}))
    tracer.take("6.2", "B")
    note = f"{result.session.note} From the template, because {wanted.reason}.".strip()
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
