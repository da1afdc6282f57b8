"""Traces read back: as they are stored, and as the spans and branches that are in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pydantic_core import from_json
from sqlalchemy import Connection, Row, text

from alloy_engine.storage.keys import program_key
from alloy_engine.storage.traces import MICROSECOND, load_session_branches

# session ("m-d", None for the program as a whole) and run: spans of one place are numbered together
Place = tuple[str | None, int]


class StoredTrace(NamedTuple):
    """One trace. id: of the row it came in, with others. spans: [name, kind, parent, start_ns, duration_ns, rows] each,
    parent counted within the trace. taken: [fork, branch, times, at_ns, span] each, span within the trace; None where
    that was lost, or stored before branches were kept in order: then the session's counts are in `branches`."""

    id: int
    session: str | None
    session_type: str | None
    sequence: int | None
    run: int
    first: int
    started_at: dt.datetime
    spans: Sequence[Sequence[Any]]
    taken: Sequence[Sequence[Any]] | None
    branches: Mapping[str, Mapping[str, int]] | None = None

    @property
    def lacks_moments(self) -> bool:
        return self.taken is None and self.first == 0

    @property
    def place(self) -> Place:
        return self.session, self.run


@dataclass(frozen=True, slots=True)
class SpanRow:
    """A stored span. session: "m-d", None for the program as a whole. parent: index of the span around it,
    within the same session and run. kind: phase, sql or wait. rows: of a statement. offset_ms: from the start
    of the program's first span shown."""

    session: str | None
    session_type: str | None
    sequence: int | None
    run: int
    index: int
    parent: int | None
    name: str
    kind: str
    rows: int | None
    offset_ms: float
    duration_ms: float


class Visit(NamedTuple):
    """A branch taken in one trace. session, session_type, sequence: None for the program as a whole. run: 0 is the
    program's creation. times: how often. at_ms: when first, from the trace's beginning. phase, phase_ms: the phase
    it was first taken in, and how long that lasted; None outside any. All three are None for a trace stored
    before they were kept. A tuple, since a program has thousands of them.
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


def load_traces(c: Connection, program_id: str, known: Collection[int] = ()) -> tuple[StoredTrace, ...]:
    """Every trace of the program but those of rows known already, by id, in the order they were stored in.

    Told by name and not by a highest id: a transaction that began earlier may commit its rows later.
    """
    rows = c.execute(LOAD, {"id": program_key(program_id), "known": list(known)}).all()
    if not rows:
        return ()
    days = {(day.microcycle, day.day): day for day in c.execute(DAYS, {"id": program_key(program_id)})}
    found = [_trace(row, entry, days.get(tuple(entry[:2]))) for row in rows for entry in from_json(row.entries)]
    if not any(trace.lacks_moments for trace in found):
        return tuple(found)
    branches = load_session_branches(c, program_id)
    return tuple(
        trace._replace(branches=branches.get(trace.session or "")) if trace.lacks_moments else trace for trace in found
    )


def _trace(row: Row[Any], entry: Sequence[Any], day: Row[Any] | None) -> StoredTrace:
    microcycle, number, first, after, spans, taken = entry
    session = None if microcycle is None else f"{microcycle}-{number}"
    type_, sequence = (day.type, day.sequence) if day else (None, None)
    started = row.started_at + after * MICROSECOND
    return StoredTrace(row.id, session, type_, sequence, row.run, first, started, spans, taken)


def newest(traces: Iterable[StoredTrace]) -> list[StoredTrace]:
    """Without what a later run of the same session did anew."""
    traces = list(traces)
    runs: dict[str | None, int] = {}
    for trace in traces:
        runs[trace.session] = max(trace.run, runs.get(trace.session, 0))
    return [trace for trace in traces if trace.session is None or trace.run == runs[trace.session]]


def zero_of(traces: Iterable[StoredTrace]) -> dt.datetime | None:
    """When the first span began; None without any."""
    starts = (trace.started_at + dt.timedelta(microseconds=span[3] / 1e3) for trace in traces for span in trace.spans)
    return min(starts, default=None)


def spans_of(traces: Iterable[StoredTrace], zero: dt.datetime) -> Iterator[SpanRow]:
    """Their spans as stored, timed from `zero`."""
    for trace in traces:
        offset_ms = (trace.started_at - zero) / dt.timedelta(milliseconds=1)
        for index, (name, kind, parent, start_ns, duration_ns, rows) in enumerate(trace.spans, trace.first):
            yield SpanRow(
                *trace[1:5], index, None if parent is None else trace.first + parent, name, kind, rows,
                offset_ms + start_ns / 1e6, duration_ns / 1e6,
            )  # fmt: skip


def visits_of(traces: Sequence[StoredTrace]) -> Iterator[Visit]:
    """Every branch they took. traces: all of each place, since a branch may lie in the span of an earlier row."""
    phases = {
        (trace.session, trace.run, index): (name, duration_ns / 1e6)
        for trace in traces
        for index, (name, _kind, _parent, _start, duration_ns, _rows) in enumerate(trace.spans, trace.first)
    }
    told = {trace.place for trace in traces if trace.taken}
    for trace in traces:
        place = trace[1:5]
        if trace.lacks_moments and trace.place not in told:
            for fork, counts in (trace.branches or {}).items():
                for branch, times in counts.items():
                    yield Visit(*place, fork, branch, times, None, None, None)
        for fork, branch, times, at_ns, span in trace.taken or ():
            within = (None, None) if span is None else phases.get((*trace.place, trace.first + span), (None, None))
            yield Visit(*place, fork, branch, times, at_ns / 1e6, *within)


def load_spans(c: Connection, program_id: str, *, all_runs: bool = False) -> tuple[SpanRow, ...]:
    """The program's spans in order of their start: of each session's newest run, or of every run."""
    found: Sequence[StoredTrace] = load_traces(c, program_id)
    shown = found if all_runs else newest(found)
    zero = zero_of(shown)
    return () if zero is None else tuple(sorted(spans_of(shown, zero), key=lambda span: span.offset_ms))


def load_visits(c: Connection, program_id: str) -> tuple[Visit, ...]:
    """Every branch taken, of every run, in the order the traces were stored in and their branches taken in."""
    return tuple(visits_of(load_traces(c, program_id)))


LOAD = text("""
SELECT id, run, started_at, entries FROM traces
WHERE program_id = :id AND id <> ALL (CAST(:known AS bigint[])) ORDER BY id
""")

DAYS = text("SELECT microcycle, day, type, sequence FROM sessions WHERE program_id = :id")
