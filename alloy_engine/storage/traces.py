"""Spans and branch counts as they are stored: how long each phase took, which fork took which branch."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import Connection, select, text, update

from alloy_engine.errors import NotFound
from alloy_engine.flow.tracer import BranchTaken, Span
from alloy_engine.storage.documents import insert_rows
from alloy_engine.storage.keys import SessionKey, program_key
from alloy_engine.storage.tables import programs
from alloy_engine.storage.tables_aside import spans as span_rows

Branches = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Trace:
    """What a recorder saw. started_at: wall time (aware) of its zero. run: which run of the job it was.
    taken: the same branches in the order of their first moments, kept with the first span."""

    started_at: dt.datetime
    spans: tuple[Span, ...] = ()
    branches: Branches = field(default_factory=dict)
    run: int = 1
    taken: tuple[BranchTaken, ...] = ()


@dataclass(frozen=True, slots=True)
class SpanRow:
    """A stored span. session: "m-d", None for the program as a whole. parent: index of the span around it,
    within the same session and run. offset_ms: from the start of the program's first span shown."""

    session: str | None
    session_type: str | None
    sequence: int | None
    run: int
    index: int
    parent: int | None
    name: str
    started_at: dt.datetime
    offset_ms: float
    duration_ms: float


class Visit(NamedTuple):
    """A branch taken in one trace. session, session_type, sequence: None for the program as a whole. run: 0 is the
    program's creation. times: how often. at_ms: when first, from the trace's beginning. phase, phase_ms: the phase
    it was first taken in, and how long that lasted; None outside any. All three are None for a trace stored
    before they were kept. A tuple, since a program has thousands of them and they are read every second.
    """

    session: str | None
    session_type: str | None
    sequence: int | None
    run: int
    fork: str
    branch: str
    times: int
    at_ms: float | None
    phase: str | None
    phase_ms: float | None


def save_trace(c: Connection, program_id: str, trace: Trace) -> None:
    """Store a trace of the program as a whole; its branch counts are added to those already there."""
    add_branches(c, program_id, trace.branches)
    insert_spans(c, {"program_id": program_key(program_id), "microcycle": None, "day": None}, trace)


def add_branches(c: Connection, program_id: str, branches: Branches) -> None:
    """Add branch counts to those of the program as a whole. Raises NotFound."""
    key = program_key(program_id)
    counts = c.execute(select(programs.c.branches).where(programs.c.id == key).with_for_update()).scalar_one_or_none()
    if counts is None:
        raise NotFound("program", program_id)
    c.execute(update(programs).where(programs.c.id == key).values(branches=_added(counts, branches)))


def insert_spans(c: Connection, key: Mapping[str, object], trace: Trace) -> None:
    """Store the spans under a session's (or, with nulls, the program's) key columns."""
    insert_rows(c, span_rows, [_row(key, trace, index, span) for index, span in enumerate(trace.spans)])


def load_spans(c: Connection, program_id: str, *, all_runs: bool = False) -> tuple[SpanRow, ...]:
    """The program's spans in order of their start: of each session's newest run, or of every run."""
    found = c.execute(LOAD_SPANS, {"id": program_key(program_id), "all_runs": all_runs}).mappings().all()
    return tuple(_span(dict(row), found[0]["started_at"]) for row in found)


def load_branches(c: Connection, program_id: str, key: SessionKey | None = None) -> dict[str, dict[str, int]]:
    """Fork → branch → how often: of one session, or of the program and all its sessions together."""
    where = {"id": program_key(program_id), "microcycle": key and key.microcycle, "day": key and key.day}
    counts: dict[str, dict[str, int]] = {}
    for fork, branch, times in c.execute(LOAD_BRANCHES, where):
        counts.setdefault(fork, {})[branch] = times
    return counts


def load_visits(c: Connection, program_id: str) -> tuple[Visit, ...]:
    """Every branch taken, of every run, in the order the traces were stored in and their branches taken in."""
    visits: list[Visit] = []
    trace: list[Any] = []
    for row in c.execute(LOAD_TRACES, {"id": program_key(program_id)}):
        if row.index == 0:
            visits.extend(_visits(trace))
            trace = []
        trace.append(row)
    visits.extend(_visits(trace))
    return tuple(visits)


def _visits(trace: Sequence[Any]) -> Iterator[Visit]:
    """Of one trace, given its spans in order."""
    if not trace:
        return
    first = trace[0]
    place = (f"{first.microcycle}-{first.day}" if first.day else None, first.type, first.sequence, first.run)
    if first.taken is None:  # stored before branches were kept in order
        for fork, counts in (first.branches or {}).items():
            for branch, times in counts.items():
                yield Visit(*place, fork, branch, times, None, None, None)
        return
    for fork, branch, times, at_ns, index in first.taken:
        phase = None if index is None else trace[index]
        yield Visit(
            *place, fork, branch, times, at_ns / 1e6,
            phase.name if phase else None, phase.duration_ns / 1e6 if phase else None,
        )  # fmt: skip


def _span(row: dict[str, Any], zero: dt.datetime) -> SpanRow:
    return SpanRow(
        session=f"{row['microcycle']}-{row['day']}" if row["day"] else None,
        session_type=row["type"],
        sequence=row["sequence"],
        run=row["run"],
        index=row["index"],
        parent=row["parent"],
        name=row["name"],
        started_at=row["started_at"],
        offset_ms=(row["started_at"] - zero) / dt.timedelta(milliseconds=1),
        duration_ms=row["duration_ns"] / 1e6,
    )


def _row(key: Mapping[str, object], trace: Trace, index: int, span: Span) -> dict[str, object]:
    started_at = trace.started_at + dt.timedelta(microseconds=span.start_ns / 1e3)
    return {
        **key, "run": trace.run, "index": index, "parent": span.parent, "name": span.name,
        "started_at": started_at.isoformat(), "offset_ns": span.start_ns, "duration_ns": span.duration_ns,
        "taken": None if index else _in_order(trace),
    }  # fmt: skip


def _in_order(trace: Trace) -> list[list[object]] | None:
    return [[one.fork, one.branch, one.times, one.at_ns, one.span] for one in trace.taken] or None


def _added(one: Branches, other: Branches) -> dict[str, dict[str, int]]:
    return {fork: dict(Counter(one.get(fork, {})) + Counter(other.get(fork, {}))) for fork in sorted({*one, *other})}


LOAD_SPANS = text("""
SELECT * FROM (
    SELECT spans.*, sessions.type, sessions.sequence,
           max(run) OVER (PARTITION BY spans.microcycle, spans.day) AS newest
    FROM spans LEFT JOIN sessions USING (program_id, microcycle, day)
    WHERE spans.program_id = :id
) AS numbered
WHERE run = newest OR day IS NULL OR :all_runs
ORDER BY started_at, id
""")

LOAD_TRACES = text("""
SELECT spans.microcycle, spans.day, sessions.type, sessions.sequence, spans.run, spans.index, spans.name,
       spans.duration_ns, spans.taken, CASE WHEN spans.index = 0 AND spans.taken IS NULL THEN sessions.branches END
       AS branches
FROM spans LEFT JOIN sessions USING (program_id, microcycle, day)
WHERE spans.program_id = :id
ORDER BY spans.id
""")

LOAD_BRANCHES = text("""
SELECT fork.key, branch.key, sum(CAST(branch.value AS integer))
FROM (
    SELECT branches FROM programs WHERE id = :id AND CAST(:day AS integer) IS NULL
    UNION ALL
    SELECT branches FROM sessions WHERE program_id = :id AND
        (CAST(:day AS integer) IS NULL OR (microcycle, day) = (CAST(:microcycle AS integer), CAST(:day AS integer)))
) AS counted, jsonb_each(branches) AS fork, jsonb_each(fork.value) AS branch
GROUP BY 1, 2
ORDER BY fork.key COLLATE "C", branch.key COLLATE "C"
""")
