"""Use case: one run over a program's job. Session rows are the truth; the run fills what is missing.

A session is computed with no connection held, while the one before it is saved; it is saved in a
transaction of its own, together with its decisions, its phases and the proof that the job is still ours.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.vocabulary import GenerationStatus, SessionType
from alloy_engine.errors import AlloyError, DatabaseUnavailable, NotFound
from alloy_engine.flow import Packed, Recorder
from alloy_engine.services.compute.desk import Desk
from alloy_engine.services.compute.requests import Answer, Closed, Compute, Interrupted, Judged, LayOut, Planned
from alloy_engine.services.compute.steps import Step, steps_of
from alloy_engine.services.fence import JobLost, fenced
from alloy_engine.services.journal import Batch, Journal
from alloy_engine.services.log import logger
from alloy_engine.services.workshop import Workshop
from alloy_engine.session.empty import rest_day
from alloy_engine.storage import programs, sessions, status, structures
from alloy_engine.storage.database import Connection
from alloy_engine.storage.keys import SessionKey
from alloy_engine.storage.queue.jobs import Ticket
from alloy_engine.storage.traces import add_branches, next_index, stand_in

__all__ = ["Interrupted", "JobLost", "generate_program"]

# A program whose worker is lost so often before its first session has begun is given up.
HOPELESS_STARTS = 20


@dataclass(slots=True)
class Run:
    """One run over one program. unsaved: steps answered and not yet stored, in order. version: of the materials it
    is planned with."""

    workshop: Workshop
    ticket: Ticket
    desk: Desk
    journal: Journal
    version: str
    warnings: tuple[str, ...]
    unsaved: list[tuple[Step, Answer]] = field(default_factory=list)

    @property
    def program(self) -> str:
        return self.ticket.program_id

    @property
    def tracer(self) -> Recorder:
        return self.journal.tracer


def generate_program(workshop: Workshop, ticket: Ticket, compute: Compute, stopping: Callable[[], bool]) -> None:
    """Plan and save every session that is missing, in order, then close the program.

    stopping: asked before each session and while one is waited for; True ends the run there.
    Raises Interrupted then (hand the job back); JobLost (it is somebody else's); DatabaseUnavailable and
    CannotCompute (try again later); AlloyError for a program that cannot be generated at all. A session's
    own failure is recorded with it and never ends the run.
    """
    journal = Journal.begun(workshop, ticket.program_id)
    try:
        _generate(workshop, ticket, compute, stopping, journal)
    except BaseException:
        workshop.wayside.absorb(journal.tracer.branch_counts())  # no program keeps what a broken run traced
        raise


def _generate(
    workshop: Workshop, ticket: Ticket, compute: Compute, stopping: Callable[[], bool], journal: Journal
) -> None:
    log = logger("generation").bind(program=ticket.program_id, job=ticket.job)
    try:
        opened = _open(workshop, ticket, journal)
    except NotFound:
        journal.tracer.take("4.1", "B")
        log.info("generation.program_gone")
        opened = None
    except JobLost:
        journal.tracer.take("4.0", "D")
        raise
    if opened is None:
        workshop.wayside.absorb(journal.tracer.branch_counts())
        return
    log.info("generation.started", run=opened.layout.run, resumed=opened.resumed)
    desk = Desk(compute, workshop.settings, opened.layout, stopping, journal.meanwhile)
    run = Run(workshop, ticket, desk, journal, opened.layout.version, opened.warnings)
    try:
        end = _work(run, opened)
    except (Interrupted, JobLost) as error:
        journal.flush(lost=isinstance(error, JobLost))
        raise
    finally:
        compute.abandon()
    journal.flush()
    ended = workshop.clock.now()
    workshop.telemetry.ended(ticket.program_id, journal.run, end.value, journal.started, ended)
    workshop.metrics.generated(end, (ended - journal.started).total_seconds())
    log.info("generation.ended", status=end.value, ms=round((ended - journal.started).total_seconds() * 1e3, 1))


@dataclass(frozen=True, slots=True)
class _Opened:
    """What is stored of a program that has just been taken up."""

    layout: LayOut
    resumed: bool
    warnings: tuple[str, ...]
    pending: dict[str, sessions.PendingDay]


def _open(workshop: Workshop, ticket: Ticket, journal: Journal) -> _Opened | None:
    """Take the program up and read what is stored. None: it has ended, by being cancelled for one."""
    program, tracer = ticket.program_id, journal.tracer
    materials = workshop.stock.refresh(workshop.database)
    with tracer.phase("open"), fenced(workshop.database, ticket, tracer) as connection:
        taken = status.take(connection, program)
        if taken is None:
            tracer.take("4.0", "C")
            logger("generation").info("generation.nothing_to_do", program=program)
            return None
        journal.run = taken.run
        if taken.resumed:
            journal.first = next_index(connection, program, taken.run)
            stand_in(connection, program)
        orders = programs.load_orders(connection, program)
        structure = structures.load_structure(connection, program)
        stored = sessions.load_sessions(connection, program)
        pending = {day.key.text: day for day in sessions.pending_days(connection, program)}
    if not taken.resumed:
        journal.queued(taken.queued_ms)
    tracer.take("4.0", "B" if taken.resumed else "A")
    tracer.take("4.1", "A")
    hopeless = taken.attempts > HOPELESS_STARTS and not orders.structure_assigned
    tracer.take("4.3", "B" if hopeless else "A")
    if hopeless:
        raise AlloyError(f"it was begun {taken.attempts - 1} times, and the worker was lost each time")
    planned = {key: session for key, session in stored.items() if key not in pending}
    layout = LayOut(
        orders.request, structure, orders.structure_assigned, planned, workshop.clock.today(), taken.run,
        materials.version, workshop.stock.own, workshop.settings.tracing, orders.demo,
    )  # fmt: skip
    return _Opened(layout, taken.resumed, orders.warnings, pending)


def _work(run: Run, opened: _Opened) -> GenerationStatus:
    """Ask for one step after the other; while the bench is at the next, the one before is saved."""
    _absorb(run, run.desk.lay_out())
    run.warnings = (*run.warnings, *run.desk.structure.warnings)
    steps = list(steps_of(run.desk.structure, opened.pending))
    _trace_days(run, opened)
    _begin(run, steps[0], settled=opened.layout.settled)
    run.desk.ask(steps[0])
    for step, following in itertools.pairwise(steps):
        run.unsaved.append((step, run.desk.answer(step)))
        if following.is_saved_apart and run.desk.stopping():
            _save(run, begins=())
            raise Interrupted("whoever asked does not want to wait any longer")
        run.desk.ask(following)
        if following.is_saved_apart:
            _save(run, following.begins)
    return _close(run, steps[-1], run.desk.answer(steps[-1]))


def _trace_days(run: Run, opened: _Opened) -> None:
    """How every day of the program is met: planned, skipped, tried again or rested."""
    for day in run.desk.structure.days:
        pending = opened.pending.get(day.key)
        if day.type is SessionType.RECOVERY:
            if pending:
                run.tracer.take("5.0", "D")
        elif pending is None:
            run.tracer.take("5.0", "B")
        else:
            run.tracer.take("5.0", "C" if pending.failed_before else "A")
    run.tracer.take("5.0", "E")


def _begin(run: Run, first: Step, *, settled: bool) -> None:
    """Store the focus patterns if they are new, with what led to them, and show what is being planned."""
    run.tracer.take("4.2", "B" if settled else "A")
    with run.tracer.phase("save structure"), fenced(run.workshop.database, run.ticket, run.tracer) as connection:
        if not settled:
            structures.save_focus(connection, run.program, run.desk.structure)
        status.begin_sessions(connection, _keys(run, first.begins))
        batch = run.journal.write(connection)
    run.journal.settle(batch)


def _save(run: Run, begins: Sequence[DayPlan]) -> None:
    """Everything answered and not saved yet, in one transaction that proves the job is still ours."""
    try:
        with (
            run.journal.timed("save", _first_key(run)) as recorder,
            fenced(run.workshop.database, run.ticket, recorder) as connection,
        ):
            batch = _write(run, connection)
            status.begin_sessions(connection, _keys(run, begins))
    except JobLost:
        run.tracer.take("6.3", "B")
        run.tracer.take("9.5", "B")
        raise
    except DatabaseUnavailable:
        run.tracer.take("9.5", "C")
        raise
    run.tracer.take("6.3", "A")
    run.tracer.take("9.5", "A")
    _told(run, batch)


def _told(run: Run, batch: Batch) -> None:
    """What was written is committed: it need not be kept, and whoever listens may hear of it."""
    run.journal.settle(batch)
    for _, answer in run.unsaved:
        if isinstance(answer.value, Planned):
            run.workshop.metrics.session_saved(answer.value.session.status, answer.value.session.fallback)
    run.unsaved.clear()


def _write(run: Run, connection: Connection, *, closing: bool = False) -> Batch:
    for step, answer in run.unsaved:
        for day in step.begins:
            if day.type is SessionType.RECOVERY:
                sessions.save_session(connection, SessionKey.parse(run.program, day.key), rest_day(day))
        match answer.value:
            case Planned() as planned if step.day is not None:
                _write_session(run, connection, step.day, planned, answer.trace)
            case Judged() as judged:
                programs.save_microcycle(
                    connection, run.program, judged.index, status=judged.status, gates=judged.gates
                )
                _absorb(run, answer)
    return run.journal.write(connection, closing=closing)


def _write_session(run: Run, connection: Connection, day: DayPlan, planned: Planned, trace: Packed) -> None:
    key, version = SessionKey.parse(run.program, day.key), run.version
    run.journal.keep(key, trace)  # which goes with a batch, all but how often each branch was taken
    branches = trace.branches.decode()
    if planned.session.status is GenerationStatus.FAILED:
        sessions.fail_session(connection, key, planned.session, branches=branches, planned_with=version)
        return
    sessions.save_session(
        connection,
        key,
        planned.session,
        planned.decisions,
        branches=branches,
        selection_status=planned.selection,
        planned_with=version,
    )


def _close(run: Run, step: Step, answer: Answer) -> GenerationStatus:
    """The last days of rest, the audit, what could not be met, and the end of the run, all at once."""
    closed = answer.value
    if not isinstance(closed, Closed):
        raise AlloyError(f"{step.request} was answered by {type(closed).__name__}")
    _absorb(run, answer)
    failed = closed.status is GenerationStatus.FAILED
    run.tracer.take("10.1", "D" if failed else "B" if closed.failures else "A")
    error = f"{closed.failures} of {closed.training} sessions failed" if closed.failures else None
    run.unsaved.append((step, answer))
    with run.tracer.phase("close"), fenced(run.workshop.database, run.ticket, run.tracer) as connection:
        batch = _write(run, connection, closing=True)
        programs.save_findings(connection, run.program, warnings=run.warnings, unmet=closed.unmet, audit=closed.audit)
        status.finish(connection, run.program, closed.status, error)
        add_branches(connection, run.program, run.tracer.branch_counts())
    _told(run, batch)
    return closed.status


def _absorb(run: Run, answer: Answer) -> None:
    """What the bench traced for the program as a whole joins what was traced here."""
    trace = answer.trace.opened()
    offset = (trace.started_at - run.journal.started) / dt.timedelta(microseconds=1) * 1000
    run.tracer.absorb(trace.spans, trace.taken, max(0, round(offset)))


def _first_key(run: Run) -> SessionKey | None:
    """Whose saving it is, when several things are saved at once."""
    days = (step.day for step, _ in run.unsaved if step.day is not None)
    return next((SessionKey.parse(run.program, day.key) for day in days), None)


def _keys(run: Run, days: Sequence[DayPlan]) -> list[SessionKey]:
    return [SessionKey.parse(run.program, day.key) for day in days]
