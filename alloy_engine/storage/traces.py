"""Spans and branch counts as they are stored: how long each phase took, which fork took which branch.

Traces are stored a batch in a row, each of them a list in it: a row for each trace, let alone for each span, would cost
more than what it tells about.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pydantic_core import to_json
from sqlalchemy import Connection, select, text, update

from alloy_engine.errors import NotFound
from alloy_engine.flow import Branches, Packed, Trace
from alloy_engine.storage.keys import SessionKey, program_key
from alloy_engine.storage.tables import programs

CREATION_RUN = 0  # before the job's first run
MICROSECOND = dt.timedelta(microseconds=1)


class Part(NamedTuple):
    """A trace among others. key: None for the program as a whole. first: as in `Trace`."""

    key: SessionKey | None
    first: int
    trace: Packed


def save_trace(c: Connection, program_id: str, trace: Trace) -> None:
    """Store a trace of the program as a whole; its branch counts are added to those already there. NotFound."""
    if not save_traces(c, [(program_id, trace)]):
        raise NotFound("program", program_id)


def save_traces(c: Connection, traces: Sequence[tuple[str, Trace]]) -> list[tuple[str, Trace]]:
    """The same for many; those of programs that do not exist are left out. Returns those that were stored."""
    stored = [(program, trace) for program, trace in traces if _counted(c, program, trace.branches)]
    for program, trace in stored:
        insert_trace(c, program, trace)
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


def insert_trace(c: Connection, program_id: str, trace: Trace, key: SessionKey | None = None) -> None:
    """Store one trace, of a session or of the program as a whole; its branch counts are left to whoever keeps them."""
    insert_batch(c, program_id, trace.run, [Part(key, trace.first, trace.packed())])


def insert_batch(c: Connection, program_id: str, run: int, parts: Sequence[Part]) -> None:
    """Store traces of one program and run, as one row; those that hold nothing are left out."""
    parts = [part for part in parts if not part.trace.holds_nothing]
    if not parts:
        return
    began = min(part.trace.started_at for part in parts)
    phases: dict[SessionKey | None, dict[str, int]] = {}
    for key, _first, trace in parts:
        known = phases.setdefault(key, {})
        for name, duration_ns in trace.phases.items():
            known[name] = known.get(name, 0) + duration_ns
    listed = [(*(key.place if key else (None, None)), each) for key, each in phases.items()]
    entries = b"[%s]" % b",".join([_entry(part, began) for part in parts])
    c.exec_driver_sql(INSERT, (program_key(program_id), run, began, to_json(listed).decode(), entries.decode()))


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


def _entry(part: Part, began: dt.datetime) -> bytes:
    key, first, trace = part
    place = b"%d,%d" % key.place if key else b"null,null"
    return b"[%s,%d,%d,%s,%s]" % (place, first, (trace.started_at - began) // MICROSECOND, trace.spans, trace.taken)


def _added(one: Branches, other: Branches) -> dict[str, dict[str, int]]:
    return {fork: dict(Counter(one.get(fork, {})) + Counter(other.get(fork, {}))) for fork in sorted({*one, *other})}


INSERT = """INSERT INTO traces (program_id, run, started_at, phases, entries)
VALUES (%s::uuid, %s::integer, %s::timestamptz, %s::json, %s::text)"""

# One row a trace again, of one program.
UNFOLDED = """
SELECT program_id, run, CAST(entry->>0 AS smallint) AS microcycle, CAST(entry->>1 AS smallint) AS day,
    CAST(entry->>2 AS integer) AS first, entry->4 AS spans
FROM traces CROSS JOIN LATERAL json_array_elements(CAST(entries AS json)) AS listed (entry)
WHERE program_id = :id
"""

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
CROSS JOIN LATERAL json_array_elements(phases) AS of_session (listed)
CROSS JOIN LATERAL json_each_text(listed->2) AS timed (phase, ns)
CROSS JOIN LATERAL (SELECT CAST(ns AS double precision) / 1e6 AS ms) AS reckoned
GROUP BY program, latest.name, engine_version, run, phase
""")

SESSION_BRANCHES = text("""
SELECT microcycle, day, branches FROM sessions WHERE program_id = :id AND branches <> '{}' ORDER BY sequence
""")

NEXT_INDEX = text(f"""
SELECT coalesce(max(first + json_array_length(spans)), 0) FROM ({UNFOLDED}) AS traces
WHERE microcycle IS NULL AND run = :run
""")

STAND_IN = text(f"""
WITH told AS ({UNFOLDED}), lost AS (
    SELECT program_id, microcycle, day, programs.run, sessions.finished_at, min(sessions.finished_at) OVER () AS began
    FROM sessions JOIN programs ON programs.id = program_id
    WHERE program_id = :id AND sessions.finished_at >= asked_at AND sessions.branches <> '{{}}' AND NOT EXISTS (
        SELECT FROM told WHERE (told.microcycle, told.day, told.run) = (sessions.microcycle, sessions.day, programs.run)
    )
)
INSERT INTO traces (program_id, run, started_at, phases, entries)
SELECT program_id, run, began, '[]', json_agg(
    json_build_array(microcycle, day, 0, floor(1000000 * extract(epoch FROM finished_at - began)), json_build_array(),
        NULL)
)
FROM lost GROUP BY program_id, run, began
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
