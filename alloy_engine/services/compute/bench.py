"""The pure engine with one program before it, asked for one piece at a time."""

from __future__ import annotations

from collections.abc import Callable

from alloy_engine.domain.calendar import DayPlan, MicrocyclePlan, Structure
from alloy_engine.domain.history import History
from alloy_engine.domain.program import Gate, PlannedSession
from alloy_engine.domain.vocabulary import GenerationStatus, SessionType
from alloy_engine.flow import Packed, Recorder, recording
from alloy_engine.generate import close_microcycle, close_program, settle_structure, status_of
from alloy_engine.selection import CandidatePool
from alloy_engine.services.clock import SystemClock
from alloy_engine.services.compute.demo import Demo
from alloy_engine.services.compute.one_session import ENGINE, Engine, from_template, plan_with_fallback
from alloy_engine.services.compute.requests import (
    Answer,
    Broken,
    CannotCompute,
    Closed,
    CloseMicrocycle,
    CloseProgram,
    FallBack,
    Judged,
    LayOut,
    PlanDay,
    Planned,
    Request,
)
from alloy_engine.services.compute.staging import staged
from alloy_engine.services.materials import Materials
from alloy_engine.session.empty import failed, rest_day


class Bench:
    """Does what it is asked, in this process and thread. It remembers every session it planned, so the
    days of a program must be asked for in order."""

    def __init__(self, materials: Materials, clock: SystemClock, engine: Engine = ENGINE) -> None:
        self._materials, self._clock, self._engine = materials, clock, engine
        self._program: _Program | None = None

    def do(self, request: Request) -> Answer:
        """Raises Broken for a defect outside any session (a session's own is part of its answer), CannotCompute
        for a program that is to be planned with something else than what is here."""
        started, tracer = self._clock.now(), recording(self._clock.nanoseconds, listening=self._is_traced(request))
        try:
            value = self._value(request, tracer)
        except CannotCompute:
            raise
        except Exception as error:  # the process's boundary: whoever asked is told of the defect, in words
            raise Broken(f"{type(error).__name__}: {error}") from error
        return Answer(value, Packed.of(tracer, started))

    def _is_traced(self, request: Request) -> bool:
        if isinstance(request, LayOut):
            return request.traced
        return self._program is None or self._program.order.traced

    def _value(self, request: Request, tracer: Recorder) -> Structure | Planned | Judged | Closed:
        if isinstance(request, LayOut):
            self._program = _Program(self._materials_for(request), request, tracer)
            return self._program.structure
        if self._program is None:
            raise Broken("nothing is on the bench")
        match request:
            case PlanDay():
                return self._program.plan(request, self._program.staged(self._engine), tracer)
            case FallBack():
                return self._program.fall_back(request, self._engine, tracer)
            case CloseMicrocycle():
                return self._program.judge(request.index, tracer)
            case CloseProgram():
                return self._program.close(tracer)

    def _materials_for(self, order: LayOut) -> Materials:
        """Ours with the order's own movements. Raises CannotCompute if the order is to be planned with others."""
        materials = self._materials.with_own(order.own)
        if materials.version != order.version:
            raise CannotCompute("the data folder has changed since the worker was started: start it again")
        return materials


class AtHand:
    """A bench in the asker's own thread: nothing is cut, nothing is lost when it breaks but the asker."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._open: Request | None = None

    def ask(self, request: Request, seconds: float) -> None:
        self._open = request

    def answer(self, stopping: Callable[[], bool]) -> Answer:
        if self._open is None:
            raise Broken("nothing was asked")
        request, self._open = self._open, None
        return self._bench.do(request)

    def abandon(self) -> None:
        self._open = None

    def close(self) -> None:
        self._open = None


class _Program:
    """A program laid out, and what is planned of it so far."""

    def __init__(self, materials: Materials, order: LayOut, tracer: Recorder) -> None:
        brief = materials.brief_of(order.request, tracer, today=order.today)
        self.order = order
        self.structure = order.structure
        if not order.settled:
            with tracer.phase("structure"):
                self.structure = settle_structure(order.structure, brief, materials.catalogue, materials.policy, tracer)
        self._pool = CandidatePool.of(brief, materials.catalogue, materials.policy)
        self._days = {day.key: day for day in self.structure.days}
        self._order = [day.key for day in self.structure.days]
        self._stored = dict(order.stored)
        self._history, self._recalled, self._gaps = History(), 0, 0
        self._gates: dict[int, tuple[Gate, ...]] = {}

    def staged(self, engine: Engine) -> Engine:
        """As the program's demo wants it, if it is one."""
        return staged(engine, Demo.of(self.order.demo))

    def plan(self, wanted: PlanDay, engine: Engine, tracer: Recorder) -> Planned:
        day = self._days[wanted.key]
        history, missing = self._before(day, tracer)
        if missing is not None:
            return self._kept(day, _without_context(day, missing))
        return self._kept(day, plan_with_fallback(engine, self._pool, day, history, wanted, tracer))

    def fall_back(self, wanted: FallBack, engine: Engine, tracer: Recorder) -> Planned:
        day = self._days[wanted.key]
        history, missing = self._before(day, tracer)
        if missing is not None:
            return self._kept(day, _without_context(day, missing))
        return self._kept(day, from_template(engine, self._pool, day, history, wanted, tracer))

    def judge(self, index: int, tracer: Recorder) -> Judged:
        microcycle = next(m for m in self.structure.microcycles if m.index == index)
        days = self._all_of(microcycle.days)
        return Judged(index, status_of(days), self._gates_of(microcycle, tracer))

    def close(self, tracer: Recorder) -> Closed:
        training = [s for s in self._all_of(self.structure.days) if s.type is not SessionType.RECOVERY]
        gates = {m.index: self._gates_of(m, tracer) for m in self.structure.microcycles}
        closing = close_program(self.structure, self._stored, gates, self._pool, tracer)
        failures = sum(session.status is GenerationStatus.FAILED for session in training)
        return Closed(status_of(training), failures, len(training), closing.audit, closing.unmet)

    def _gates_of(self, microcycle: MicrocyclePlan, tracer: Recorder) -> tuple[Gate, ...]:
        if microcycle.index not in self._gates:
            self._all_of(microcycle.days)
            self._gates[microcycle.index] = close_microcycle(microcycle, self._stored, self._pool, tracer)
        return self._gates[microcycle.index]

    def _all_of(self, days: tuple[DayPlan, ...]) -> list[PlannedSession]:
        """The sessions of these days. Recovery days are planned by looking at them."""
        for day in days:
            if day.type is SessionType.RECOVERY:
                self._stored[day.key] = rest_day(day)
        return [self._stored[day.key] for day in days]

    def _before(self, day: DayPlan, tracer: Recorder) -> tuple[History, str | None]:
        """What the days before used, the same whether they were planned here or read back; and the key of the first of
        them that is neither. A day of rest uses nothing."""
        while self._recalled < day.sequence:
            earlier = self._days[self._order[self._recalled]]
            session = self._stored.get(earlier.key)
            if session is not None and session.status is GenerationStatus.COMPLETED:
                self._history = self._history.then(earlier, session)
            elif earlier.type is not SessionType.RECOVERY:
                if session is None:
                    tracer.take("5.1", "C")
                    return self._history, earlier.key
                self._gaps += 1
            self._recalled += 1
        tracer.take("5.1", "B" if self._gaps else "A")
        return self._history, None

    def _kept(self, day: DayPlan, planned: Planned) -> Planned:
        self._stored[day.key] = planned.session
        return planned


def _without_context(day: DayPlan, missing: str) -> Planned:
    """What the athlete has done until then is not known, so nothing can be built upon it."""
    reason = f"what session {missing} used is not known: it is neither planned nor stored; plan it first"
    return Planned(failed(day, reason))
