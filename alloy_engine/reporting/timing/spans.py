"""Stored spans as a frame: one row a span."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import pandas as pd

from alloy_engine.reporting.trace_row import TraceRow

SPAN_COLUMNS = [
    "session", "session_type", "sequence", "run", "index", "parent", "name", "kind", "phase", "rows", "depth",
    "is_leaf", "start_ms", "duration_ms", "self_ms",
]  # fmt: skip
PROGRAM, CREATION, QUEUE = "program", "create", "queue"
PHASE, SQL, WAIT = "phase", "sql", "wait"
# session, run, index
Place = tuple[str | None, int, int]


class TimedSpan(TraceRow, Protocol):
    """A stored span. session: "<microcycle>-<day>", None for the program's own work. index, parent: positions
    among the spans of the same session and run, parent None at the top. Times in milliseconds, offset_ms from the
    program's first span."""

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def rows(self) -> int | None: ...
    @property
    def parent(self) -> int | None: ...
    @property
    def index(self) -> int: ...
    @property
    def offset_ms(self) -> float: ...
    @property
    def duration_ms(self) -> float: ...


def spans(rows: Sequence[TimedSpan]) -> pd.DataFrame:
    """One row a span in order of start. self_ms: its duration without what its children took.

    session: "program" for spans that belong to no session. kind: phase, sql or wait. phase: its own name, for a
    statement or a wait that of the phase it is part of (a wait outside any is its own). depth: 0 at the top.
    """
    known: dict[Place, TimedSpan] = {(row.session, row.run, row.index): row for row in rows}
    inside: dict[Place, float] = {}
    for row in rows:
        if row.parent is not None:
            place = (row.session, row.run, row.parent)
            inside[place] = inside.get(place, 0.0) + row.duration_ms
    frame = pd.DataFrame([_row(row, known, inside) for row in rows], columns=SPAN_COLUMNS)
    return frame.sort_values(["start_ms", "depth"], kind="stable", ignore_index=True)


def _row(row: TimedSpan, known: dict[Place, TimedSpan], inside: dict[Place, float]) -> dict[str, object]:
    place, around = (row.session, row.run, row.index), _around(row, known)
    return {
        "session": row.session or PROGRAM,
        "session_type": row.session_type or PROGRAM,
        "sequence": -1 if row.sequence is None else row.sequence,
        "run": row.run,
        "index": row.index,
        "parent": row.parent,
        "name": row.name,
        "kind": row.kind,
        "phase": next((each.name for each in (row, *around) if each.kind == PHASE), row.name),
        "rows": row.rows,
        "depth": len(around),
        "is_leaf": place not in inside,
        "start_ms": row.offset_ms,
        "duration_ms": row.duration_ms,
        "self_ms": max(0.0, row.duration_ms - inside.get(place, 0.0)),
    }


def _around(row: TimedSpan, known: dict[Place, TimedSpan]) -> list[TimedSpan]:
    """The spans it is inside of, the innermost first."""
    around: list[TimedSpan] = []
    while row.parent is not None and (row.session, row.run, row.parent) in known and len(around) < len(known):
        row = known[row.session, row.run, row.parent]
        around.append(row)
    return around


def creation_ms(frame: pd.DataFrame) -> float | None:
    """How long creating the program took, None where that was not traced."""
    rows = frame[(frame["session"] == PROGRAM) & (frame["name"] == CREATION)]
    return None if rows.empty else float(rows["duration_ms"].iloc[0])


def queued_ms(frame: pd.DataFrame) -> float | None:
    """How long the newest run waited before a worker took it up, None where that was not traced."""
    rows = frame[(frame["session"] == PROGRAM) & (frame["name"] == QUEUE)]
    return None if rows.empty else float(rows.sort_values("run")["duration_ms"].iloc[-1])


def of_run(frame: pd.DataFrame, run: int) -> pd.DataFrame:
    """What one run did, on a clock that begins with it."""
    mine = frame[frame["run"] == run]
    return mine.assign(start_ms=mine["start_ms"] - mine["start_ms"].min()) if len(mine) else mine


def side_by_side(frame: pd.DataFrame) -> pd.DataFrame:
    """The same spans with each session starting at 0, so that sessions can be compared."""
    return frame.assign(start_ms=frame["start_ms"] - frame.groupby("session")["start_ms"].transform("min"))
