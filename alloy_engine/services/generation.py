"""Use case: one run over a program's job. Session rows are the truth; the run fills what is missing.

Each session is planned with no connection held and saved in a transaction of its own, together with
its decisions, its phases and the proof that this worker still has the job.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from alloy_engine.domain.calendar import DayPlan, MicrocyclePlan, Structure
from alloy_engine.domain.history import History
from alloy_engine.domain.program import Gate, PlannedSession
from alloy_engine.domain.vocabulary import GenerationStatus, SessionType
from alloy_engine.errors import AlloyError, NotFound
from alloy_engine.flow import Recorder
from alloy_engine.generate import close_microcycle, close_program, rest_day, settle_structure, status_of
from alloy_engine.selection import CandidatePool
from alloy_engine.services.log import logger
from alloy_engine.services.one_session import Planned, plan_with_fallback
from alloy_engine.services.workshop import Workshop
from alloy_engine.storage import jobs, programs, sessions, structures
from alloy_engine.storage.database import Connection
from alloy_engine.storage.jobs import Claim
from alloy_engine.storage.keys import SessionKey
from alloy_engine.storage.sessions import PendingDay
from alloy_engine.storage.traces import Trace, save_trace


class Interrupted(AlloyError):
    """This process is stopping; the rest of the job waits for the next worker."""


class LeaseLost(AlloyError):
    """Another worker has the job now, or the coach cancelled it; what this run computed is dropped."""


@dataclass(slots=True)
class Run:
    """One run over one program: what it was given, and what it has in its hands."""

    workshop: Workshop
    claim: Claim
    worker: str
    stopping: Callable[[], bool]
    tracer: Recorder
    structure: Structure
    pool: CandidatePool
    warnings: tuple[str, ...]
    pending: Mapping[str, PendingDay]
    stored: dict[str, PlannedSession]
    planned_with: str
    gates: dict[int, tuple[Gate, ...]] = field(default_factory=dict)
    unsaved: list[tuple[DayPlan, Planned]] = field(default_factory=list)

    @property
    def program(self) -> str:
        return self.claim.program_id


def generate_program(workshop: Workshop, claim: Claim, worker: str, stopping: Callable[[], bool]) -> None:
    """Plan and save every session that is missing, in order, then close the program.

    stopping: asked before each session; True ends the run there. Raises DatabaseUnavailable (try again
    later), LeaseLost (somebody else's turn) and Interrupted; a session's own failure is recorded with it
    and never ends the run.
    """
    log = logger("generation").bind(program=claim.program_id, run=claim.run, worker=worker)
    log.info("generation.started", resumed=claim.resumed)
    started, tracer = workshop.clock.now(), Recorder(workshop.clock.nanoseconds)
    if claim.cancel_requested:
        tracer.take("4.0", "C")
        cancel_rest(workshop, claim, worker)
        return
    tracer.take("4.0", "B" if claim.resumed else "A")
    try:
        run = _open(workshop, claim, worker, stopping, tracer)
    except NotFound:
        tracer.take("4.1", "B")
        log.info("generation.program_gone")
        return
    _sessions(run)
    status = _close(run, Trace(started, tracer.spans, tracer.branch_counts(), claim.run))
    log.info("generation.ended", status=status.value, ms=round(sum(tracer.milliseconds().values()), 1))


def cancel_rest(workshop: Workshop, claim: Claim, worker: str) -> None:
    """Mark what was not generated as cancelled; what was, stays."""
    with workshop.database.begin() as connection:
        sessions.cancel_pending(connection, claim.program_id)
        programs.set_status(connection, claim.program_id, GenerationStatus.CANCELLED)
        jobs.finish(connection, claim.program_id, worker)
    logger("generation").info("generation.cancelled", program=claim.program_id)


def fail_program(workshop: Workshop, claim: Claim, worker: str, error: Exception) -> None:
    """End a job that cannot be worked: the program says why, its finished sessions stay."""
    reason = f"{type(error).__name__}: {error}"
    with workshop.database.begin() as connection:
        programs.set_status(connection, claim.program_id, GenerationStatus.FAILED, error=reason)
        jobs.finish(connection, claim.program_id, worker, error=reason)


def hand_back(workshop: Workshop, claim: Claim, worker: str) -> None:
    """Leave the job for the next worker at once, instead of when the lease runs out."""
    with workshop.database.begin() as connection:
        jobs.finish(connection, claim.program_id, worker, retry_in=0.0)
    logger("generation").info("generation.handed_back", program=claim.program_id)


def _open(workshop: Workshop, claim: Claim, worker: str, stopping: Callable[[], bool], tracer: Recorder) -> Run:
    """Read what is stored, lay out the focus patterns if that was not done yet."""
    materials, program = workshop.materials, claim.program_id
    with tracer.phase("open"), workshop.database.begin() as connection:
        orders = programs.load_orders(connection, program)
        structure = structures.load_structure(connection, program)
        stored = sessions.load_sessions(connection, program)
        pending = sessions.pending_days(connection, program)
        programs.set_status(connection, program, GenerationStatus.IN_PROGRESS)
    tracer.take("4.1", "A")
    brief = materials.brief_of(orders.request, tracer, today=workshop.clock.today())
    tracer.take("4.2", "B" if orders.structure_assigned else "A")
    if not orders.structure_assigned:
        with tracer.phase("structure"):
            structure = settle_structure(structure, brief, materials.catalogue, materials.policy, tracer)
        with tracer.phase("save structure"), workshop.database.begin() as connection:
            structures.save_focus(connection, program, structure)
    return Run(
        workshop=workshop,
        claim=claim,
        worker=worker,
        stopping=stopping,
        tracer=tracer,
        structure=structure,
        pool=CandidatePool.of(brief, materials.catalogue, materials.policy),
        warnings=(*orders.warnings, *structure.warnings),
        pending={day.key.text: day for day in pending},
        stored=stored,
        planned_with=materials.version,
    )


def _sessions(run: Run) -> None:
    """Walk the calendar: what is stored is remembered, what is pending is planned and saved."""
    history = History()
    for microcycle in run.structure.microcycles:
        for day in microcycle.days:
            if day.key in run.pending:
                if run.stopping():
                    raise Interrupted("this process is stopping")
                planned = _plan(run, day, history)
                run.stored[day.key] = planned.session
                run.unsaved.append((day, planned))
                if day.type is not SessionType.RECOVERY:
                    _save(run, day)
            elif day.type is not SessionType.RECOVERY:
                run.tracer.take("5.0", "B")
            session = run.stored[day.key]
            if session.status is GenerationStatus.COMPLETED:
                history = history.then(day, session)
        _close_microcycle(run, microcycle)
    run.tracer.take("5.0", "E")


def _plan(run: Run, day: DayPlan, history: History) -> Planned:
    if day.type is SessionType.RECOVERY:
        run.tracer.take("5.0", "D")
        return Planned(rest_day(day))
    before = run.stored.get(day.key)
    failed_before = before is not None and before.status is GenerationStatus.FAILED
    run.tracer.take("5.0", "C" if failed_before else "A")
    return plan_with_fallback(run.workshop, run.pool, day, history, run.pending[day.key], run.claim.run)


def _save(run: Run, day: DayPlan) -> None:
    """Everything not saved yet, in one transaction that proves the job is still ours."""
    with run.workshop.database.begin() as connection:
        _write_unsaved(run, connection)
        following = _next_training(run, day)
        if following is not None:
            sessions.start_session(connection, SessionKey.parse(run.program, following))
    run.tracer.take("9.5", "A")
    run.unsaved.clear()


def _write_unsaved(run: Run, connection: Connection) -> None:
    lease, version = run.workshop.lease_seconds, run.planned_with
    if not jobs.renew(connection, run.program, run.worker, lease):
        run.tracer.take("6.3", "B" if jobs.cancel_requested(connection, run.program) else "A")
        run.tracer.take("9.5", "B")
        raise LeaseLost(f"job of program {run.program} is not this worker's any more")
    run.tracer.take("6.3", "A")
    for day, planned in run.unsaved:
        key = SessionKey.parse(run.program, day.key)
        if planned.session.status is GenerationStatus.FAILED:
            sessions.fail_session(connection, key, planned.session, planned.trace, planned_with=version)
        else:
            sessions.save_session(
                connection,
                key,
                planned.session,
                planned.decisions,
                planned.trace,
                selection_status=planned.selection,
                planned_with=version,
            )


def _next_training(run: Run, day: DayPlan) -> str | None:
    training = {d.key for d in run.structure.days[day.sequence + 1 :] if d.type is not SessionType.RECOVERY}
    return next((key for key in run.pending if key in training), None)


def _close_microcycle(run: Run, microcycle: MicrocyclePlan) -> None:
    """Judge the microcycle once all of it is planned."""
    gates = close_microcycle(microcycle, run.stored, run.pool, run.tracer)
    run.gates[microcycle.index] = gates
    if not any(day.key in run.pending for day in microcycle.days):
        return
    status = status_of([run.stored[day.key] for day in microcycle.days])
    with run.workshop.database.begin() as connection:
        _write_unsaved(run, connection)
        programs.save_microcycle(connection, run.program, microcycle.index, status=status, gates=gates)
    run.unsaved.clear()


def _close(run: Run, trace: Trace) -> GenerationStatus:
    """Audit the whole, name what could not be met, and end the job in the same transaction."""
    training = [run.stored[day.key] for day in run.structure.days if day.type is not SessionType.RECOVERY]
    failures = sum(session.status is GenerationStatus.FAILED for session in training)
    status = status_of(training)
    closing = close_program(run.structure, run.stored, run.gates, run.pool, run.tracer)
    run.tracer.take("10.1", "D" if status is GenerationStatus.FAILED else "B" if failures else "A")
    error = f"{failures} of {len(training)} sessions failed" if failures else None
    full = Trace(trace.started_at, run.tracer.spans, run.tracer.branch_counts(), trace.run)
    with run.workshop.database.begin() as connection:
        if not jobs.renew(connection, run.program, run.worker, run.workshop.lease_seconds):
            raise LeaseLost(f"job of program {run.program} is not this worker's any more")
        programs.set_finish(
            connection,
            run.program,
            status=status,
            warnings=run.warnings,
            unmet=closing.unmet,
            audit=closing.audit,
            error=error,
        )
        save_trace(connection, run.program, full)
        jobs.finish(connection, run.program, run.worker)
    return status
