"""Spans and branch counts as they are stored: how long each phase took, which fork took which branch.

A trace is one row, its spans a list in it: a row for each of them would cost more than what it tells about.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from sqlalchemy import Connection, select, text, update

from alloy_engine.errors import NotFound
from alloy_engine.flow import PHASE, BranchTaken, Span
from alloy_engine.storage.keys import SessionKey, program_key
from alloy_engine.storage.tables import programs

CREATION_RUN = 0  # before the job's first run
MOST = 500  # traces in one statement
COLUMNS = {
    "program_id": "uuid", "microcycle": "smallint", "day": "smallint", "run": "integer", "first": "integer",
    "started_at": "timestamptz", "spans": "json", "phases": "json", "taken": "json",
}  # fmt: skip
Branches = Mapping[str, Mapping[str, int]]
_encoded = json.JSONEncoder(separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Trace:
    """What a recorder saw. started_at: wall time (aware) of its zero. run: which run of the job it was.
    first: index of the first span, where others of the same session and run are stored before it. taken: the
    same branches in the order of their first moments."""

    started_at: dt.datetime
    spans: tuple[Span, ...] = ()
    branches: Branches = field(default_factory=dict)
    run: int = 1
    first: int = 0
    taken: tuple[BranchTaken, ...] = ()

    def joined(self, later: Trace) -> Trace:
        """One trace of both, on this one's scale. later: of the same session and run, next in its numbers."""
        by, after_ns = len(self.spans), (later.started_at - self.started_at) // dt.timedelta(microseconds=1) * 1000
        spans = [
            Span(name, None if parent is None else parent + by, start + after_ns, duration, kind, rows)
            for name, parent, start, duration, kind, rows in later.spans
        ]
        taken = [
            BranchTaken(fork, branch, times, at_ns + after_ns, None if span is None else span + by)
            for fork, branch, times, at_ns, span in later.taken
        ]
        return replace(self, spans=(*self.spans, *spans), taken=(*self.taken, *taken))


def save_trace(c: Connection, program_id: str, trace: Trace) -> None:
    """Store a trace of the program as a whole; its branch counts are added to those already there. NotFound."""
    if not save_traces(c, [(program_id, trace)]):
        raise NotFound("program", program_id)


def save_traces(c: Connection, traces: Sequence[tuple[str, Trace]]) -> list[tuple[str, Trace]]:
    """The same for many; those of programs that do not exist are left out. Returns those that were stored."""
    stored = [(program, trace) for program, trace in traces if _counted(c, program, trace.branches)]
    whole = {"microcycle": None, "day": None}
    insert_batch(c, [({"program_id": program_key(program), **whole}, trace) for program, trace in stored])
    return stored


def add_branches(c: Connection, program_id: str, branches: Branches) -> None:
    """Add branch counts to those of the program as a whole. Raises NotFound."""
    if not _counted(c, program_id, branches):
        raise NotFound("program", program_id)


def _counted(c: Connection, program_id: str, branches: Branches) -> bool:
    key = program_key(program_id)
    counts = c.execute(select(programs.c.branches).where(programs.c.id == key).with_for_update()).scalar_one_or_none()
    if counts is None:
        return False
    c.execute(update(programs).where(programs.c.id == key).values(branches=_added(counts, branches)))
    return True


def insert_spans(c: Connection, key: Mapping[str, object], trace: Trace) -> None:
    """Store the spans under a session's (or, with nulls, the program's) key columns."""
    insert_batch(c, [(key, trace)])


def insert_batch(c: Connection, traces: Sequence[tuple[Mapping[str, object], Trace]]) -> None:
    """The same for many traces, each with its key; one statement for up to MOST of them.

    There is one of these in every transaction of a worker: the values go as they are stored, without the detour by
    way of a document that `insert_rows` takes.
    """
    rows = [_row(key, trace) for key, trace in traces if trace.spans or trace.taken]
    for start in range(0, len(rows), MOST):
        some = rows[start : start + MOST]
        c.exec_driver_sql(_insertion(len(some)), tuple(itertools.chain.from_iterable(some)))


def next_index(c: Connection, program_id: str, run: int) -> int:
    """Where the spans of the program as a whole go on, in a run that another worker began."""
    return c.execute(NEXT_INDEX, {"id": program_key(program_id), "run": run}).scalar_one()


def stand_in(c: Connection, program_id: str) -> None:
    """Give every session that was saved in this run, and whose trace was lost with the worker that made it, an empty
    one in its place: when its branches were taken nobody knows, but they were."""
    c.execute(STAND_IN, {"id": program_key(program_id)})


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """A phase of one run of one program, over all sessions. started_at: of the run. run: 0 is the creation."""

    program: str
    name: str
    engine_version: str
    run: int
    started_at: dt.datetime
    phase: str
    calls: int
    total_ms: float
    p50_ms: float
    p95_ms: float
    p99_ms: float


def load_phases(c: Connection, owner: str, most: int) -> tuple[PhaseRow, ...]:
    """Phases of the owner's newest programs, run by run: of sessions, each counted with all it did in that phase."""
    return tuple(PhaseRow(**row) for row in c.execute(PHASES_OF_RUNS, {"owner": owner, "most": most}).mappings())


def load_session_branches(c: Connection, program_id: str) -> dict[str, dict[str, dict[str, int]]]:
    """Session key → fork → branch → how often, of every session that counted any."""
    found = c.execute(SESSION_BRANCHES, {"id": program_key(program_id)})
    return {f"{row.microcycle}-{row.day}": row.branches for row in found}


def load_branches(c: Connection, program_id: str, key: SessionKey | None = None) -> dict[str, dict[str, int]]:
    """Fork → branch → how often: of one session, or of the program and all its sessions together."""
    where = {"id": program_key(program_id), "microcycle": key and key.microcycle, "day": key and key.day}
    counts: dict[str, dict[str, int]] = {}
    for fork, branch, times in c.execute(LOAD_BRANCHES, where):
        counts.setdefault(fork, {})[branch] = times
    return counts


def _row(key: Mapping[str, object], trace: Trace) -> tuple[object, ...]:
    """As COLUMNS has it."""
    phases: dict[str, int] = {}
    for name, _parent, _start, duration_ns, kind, _rows in trace.spans:
        if kind == PHASE:
            phases[name] = phases.get(name, 0) + duration_ns
    spans = [(name, kind, parent, start, duration, rows) for name, parent, start, duration, kind, rows in trace.spans]
    return (
        key["program_id"], key["microcycle"], key["day"], trace.run, trace.first, trace.started_at,
        _encoded(spans), _encoded(phases), _encoded(trace.taken) if trace.taken else None,
    )  # fmt: skip


@lru_cache
def _insertion(rows: int) -> str:
    values = ", ".join(f"%s::{kind}" for kind in COLUMNS.values())
    return f"INSERT INTO traces ({', '.join(COLUMNS)}) VALUES {', '.join([f'({values})'] * rows)}"


def _added(one: Branches, other: Branches) -> dict[str, dict[str, int]]:
    return {fork: dict(Counter(one.get(fork, {})) + Counter(other.get(fork, {}))) for fork in sorted({*one, *other})}


PHASES_OF_RUNS = text("""
WITH latest AS (
    SELECT CAST(id AS text) AS program, id, name, engine_version FROM programs WHERE owner = :owner
    ORDER BY created_at DESC, id DESC LIMIT :most
)
SELECT program, latest.name, engine_version, run, min(min(started_at)) OVER (PARTITION BY program, run) AS started_at,
    phase, count(*) AS calls, sum(ms) AS total_ms,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) AS p50_ms,
    percentile_cont(0.95) WITHIN GROUP (ORDER BY ms) AS p95_ms,
    percentile_cont(0.99) WITHIN GROUP (ORDER BY ms) AS p99_ms
FROM latest JOIN traces ON program_id = latest.id
CROSS JOIN LATERAL json_each_text(phases) AS timed (phase, ns)
CROSS JOIN LATERAL (SELECT CAST(ns AS double precision) / 1e6 AS ms) AS reckoned
GROUP BY program, latest.name, engine_version, run, phase
""")

SESSION_BRANCHES = text("""
SELECT microcycle, day, branches FROM sessions WHERE program_id = :id AND branches <> '{}' ORDER BY sequence
""")

NEXT_INDEX = text("""
SELECT coalesce(max(first + json_array_length(spans)), 0) FROM traces
WHERE program_id = :id AND microcycle IS NULL AND run = :run
""")

STAND_IN = text("""
INSERT INTO traces (program_id, microcycle, day, run, first, started_at, spans, phases)
SELECT program_id, microcycle, day, programs.run, 0, sessions.finished_at, '[]', '{}'
FROM sessions JOIN programs ON programs.id = program_id
WHERE program_id = :id AND sessions.finished_at >= asked_at AND sessions.branches <> '{}' AND NOT EXISTS (
    SELECT FROM traces WHERE (traces.program_id, traces.microcycle, traces.day, traces.run)
        = (sessions.program_id, sessions.microcycle, sessions.day, programs.run)
)
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
