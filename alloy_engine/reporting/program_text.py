"""A program as plain text, for the terminal: a coach can read it from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator

from alloy_engine.domain.program import AuditRow, PlannedBlock, PlannedMicrocycle, PlannedSession, ProgramDocument
from alloy_engine.reporting import prescription_text
from alloy_engine.reporting.wording import title


def program_text(document: ProgramDocument) -> str:
    """The whole program; lines of a terminal's width where the names allow it."""
    return "\n".join(_lines(document))


def _lines(document: ProgramDocument) -> Iterator[str]:
    yield document.name
    goals = ", ".join(f"{title(goal)} {dollars}" for goal, dollars in document.request.goals.items())
    request = document.request
    yield f"{goals} · {request.duration_weeks} weeks × {request.days_per_week} days × {request.session_minutes} min"
    yield f"status {document.status.value} · seed {document.seed} · engine {document.engine_version}"
    for heading, texts in (("Warnings", document.warnings), ("Not met", document.unmet)):
        if texts:
            yield f"\n{heading}"
            yield from (f"  - {text}" for text in texts)
    for microcycle in document.microcycles:
        yield from _microcycle(microcycle, document)
    if document.audit:
        yield "\nCoach audit"
        yield from (_audit(row) for row in document.audit)


def _microcycle(microcycle: PlannedMicrocycle, document: ProgramDocument) -> Iterator[str]:
    yield f"\n== Microcycle {microcycle.index}, from {microcycle.start_date}: {microcycle.phase.value} =="
    yield from (f"   ! {gate.name}: {gate.detail}" for gate in microcycle.gates if not gate.ok)
    for session in microcycle.sessions:
        yield from _session(session, document)


def _session(session: PlannedSession, document: ProgramDocument) -> Iterator[str]:
    if not session.blocks:
        yield f"  Day {session.day}, {session.date:%a %d %b}: {title(session.type)}. {session.note}"
        return
    focus = f" ({', '.join(title(pattern).lower() for pattern in session.focus)})" if session.focus else ""
    minutes = f"{session.estimated_minutes:g} of {session.target_minutes} min"
    yield f"\n  Day {session.day}, {session.date:%a %d %b}: {title(session.type)}{focus}, {minutes}"
    if session.note:
        yield f"    {session.note}"
    for block in session.blocks:
        yield from _block(block, document)
    yield from (f"    ! {gate.name}: {gate.detail}" for gate in session.gates if not gate.ok)


def _block(block: PlannedBlock, document: ProgramDocument) -> Iterator[str]:
    clock = f": {prescription_text.circuit(block.circuit)}" if block.circuit else ""
    yield f"    {title(block.role)}, {block.minutes:g} min{clock}"
    for exercise in block.exercises:
        yield f"      {prescription_text.line(exercise, document.request.athlete.units)}"
        if exercise.ramp_sets:
            yield f"        ramp {prescription_text.ramp(exercise.ramp_sets, document.request.athlete.units)}"


def _audit(row: AuditRow) -> str:
    return f"  {row.status.upper():<8}{row.check}: {row.value} (band {row.band}). {row.detail} [{row.source}]"
