"""Stored spans as a frame: one row a span."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any, Protocol

import pandas as pd

from alloy_engine.reporting.trace_row import TraceRow

SPAN_COLUMNS = [
    "session", "session_type", "sequence", "run", "index", "parent", "name", "kind", "phase", "rows", "depth",
    "is_leaf", "start_ms", "duration_ms", "self_ms",
]  # fmt: skip
PROGRAM, CREATION, QUEUE = "program", "create", "queue"
PHASE, SQL, WAIT = "phase", "sql", "wait"
# What a phase counts of itself: one, many.
COUNTED = {
    "fill": ("movement scored", "movements scored"), "swap": ("movement scored", "movements scored"),
    "select": ("score card written", "score cards written"), "prescribe": ("exercise", "exercises"),
}  # fmt: skip
# one value a column
SpanValues = tuple[Any, ...]
START, DEPTH = SPAN_COLUMNS.index("start_ms"), SPAN_COLUMNS.index("depth")
_BY_START = itemgetter(START, DEPTH)


class TimedSpan(TraceRow, Protocol):
    """A stored span. session: "<microcycle>-<day>", None for the program's own work. index, parent: positions
    among the spans of the same session and run, parent None at the top. Times in milliseconds, offset_ms from the
    program's first span."""

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def rows(self) -> int | None: ...  # of a statement; of a phase what it counts of itself
    @property
    def parent(self) -> int | None: ...
    @property
    def index(self) -> int: ...
    @property
    def offset_ms(self) -> float: ...
    @property
    def duration_ms(self) -> float: ...


def spans(rows: Iterable[TimedSpan]) -> pd.DataFrame:
    """One row a span in order of start. self_ms: its duration without what its children took.

    session: "program" for spans that belong to no session. kind: phase, sql or wait. phase: its own name, for a
    statement or a wait that of the phase it is part of (a wait outside any is its own). depth: 0 at the top.
    """
    places: dict[tuple[str | None, int], list[TimedSpan]] = {}
    for row in rows:
        places.setdefault((row.session, row.run), []).append(row)
    return frame_of(each for place in places.values() for each in rows_of(place))


def rows_of(place: Sequence[TimedSpan]) -> list[SpanValues]:
    """The frame's rows for the spans of one session and run, all of them."""
    known = {row.index: row for row in place}
    inside: dict[int, float] = {}
    for row in place:
        if row.parent is not None:
            inside[row.parent] = inside.get(row.parent, 0.0) + row.duration_ms
    return [_row(row, _around(row, known), inside.get(row.index)) for row in place]


def frame_of(rows: Iterable[SpanValues]) -> pd.DataFrame:
    """The frame of rows from `rows_of`, with the first span at 0."""
    ordered = sorted(rows, key=_BY_START)
    zero = ordered[0][START] if ordered else 0.0
    columns = dict(zip(SPAN_COLUMNS, zip(*ordered, strict=True), strict=True)) if ordered else {}
    frame = pd.DataFrame(columns, columns=SPAN_COLUMNS)
    frame["start_ms"] -= zero
    return frame


def _row(row: TimedSpan, around: Sequence[TimedSpan], inside: float | None) -> SpanValues:
    phase = row.name if row.kind == PHASE else next((each.name for each in around if each.kind == PHASE), row.name)
    return (
        row.session or PROGRAM, row.session_type or PROGRAM, -1 if row.sequence is None else row.sequence, row.run,
        row.index, row.parent, row.name, row.kind, phase, row.rows, len(around), inside is None, row.offset_ms,
        row.duration_ms, row.duration_ms if inside is None else max(0.0, row.duration_ms - inside),
    )  # fmt: skip


def _around(row: TimedSpan, known: Mapping[int, TimedSpan]) -> list[TimedSpan]:
    """The spans it is inside of, the innermost first."""
    around: list[TimedSpan] = []
    while row.parent is not None and row.parent in known and len(around) < len(known):
        row = known[row.parent]
        around.append(row)
    return around


def creation_ms(frame: pd.DataFrame) -> float | None:
    """How long creating the program took, None where that was not traced."""
    rows = zip(*(frame[each].tolist() for each in ("session", "name", "duration_ms")), strict=True)
    return next((ms for session, name, ms in rows if session == PROGRAM and name == CREATION), None)


def of_run(frame: pd.DataFrame, run: int) -> pd.DataFrame:
    """What one run did, on a clock that begins with it."""
    mine = frame[frame["run"] == run]
    return mine.assign(start_ms=mine["start_ms"] - mine["start_ms"].min()) if len(mine) else mine


def side_by_side(frame: pd.DataFrame) -> pd.DataFrame:
    """The same spans with each session starting at 0, so that sessions can be compared."""
    return frame.assign(start_ms=frame["start_ms"] - frame.groupby("session")["start_ms"].transform("min"))
