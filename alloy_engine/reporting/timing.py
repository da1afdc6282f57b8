"""Where the time went: stored spans as frames."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import pandas as pd

SPAN_COLUMNS = [
    "session", "session_type", "sequence", "name", "depth", "is_leaf", "start_ms", "duration_ms", "self_ms",
]  # fmt: skip
PHASE_COLUMNS = ["phase", "calls", "total_ms", "self_ms", "share", "p50_ms", "p95_ms", "max_ms"]
SLOWEST_COLUMNS = ["session", "session_type", "duration_ms", "slowest_phase", "slowest_phase_ms"]
PROGRAM, CREATION = "program", "create"
# session, run, index
Place = tuple[str | None, int, int]


class TimedSpan(Protocol):
    """A stored span. session: "<microcycle>-<day>", None for the program's own work. index, parent: positions
    among the spans of the same session and run, parent None at the top. Times in milliseconds, offset_ms from the
    program's first span."""

    @property
    def session(self) -> str | None: ...
    @property
    def session_type(self) -> str | None: ...
    @property
    def sequence(self) -> int | None: ...
    @property
    def run(self) -> int: ...
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

    session: "program" for spans that belong to no session. depth: 0 at the top.
    """
    known: dict[Place, TimedSpan] = {(row.session, row.run, row.index): row for row in rows}
    inside: dict[Place, float] = {}
    for row in rows:
        if row.parent is not None:
            place = (row.session, row.run, row.parent)
            inside[place] = inside.get(place, 0.0) + row.duration_ms
    frame = pd.DataFrame(
        [
            {
                "session": row.session or PROGRAM,
                "session_type": row.session_type or PROGRAM,
                "sequence": -1 if row.sequence is None else row.sequence,
                "name": row.name,
                "depth": _depth(row, known),
                "is_leaf": (row.session, row.run, row.index) not in inside,
                "start_ms": row.offset_ms,
                "duration_ms": row.duration_ms,
                "self_ms": max(0.0, row.duration_ms - inside.get((row.session, row.run, row.index), 0.0)),
            }
            for row in rows
        ],
        columns=SPAN_COLUMNS,
    )
    return frame.sort_values(["start_ms", "depth"], kind="stable", ignore_index=True)


def _depth(row: TimedSpan, known: dict[Place, TimedSpan]) -> int:
    depth, at = 0, row
    while at.parent is not None and (at.session, at.run, at.parent) in known and depth < len(known):
        at = known[at.session, at.run, at.parent]
        depth += 1
    return depth


def phases(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a phase, the largest share first. share: of all self time, 0..1; percentiles of durations."""
    if frame.empty:
        return pd.DataFrame(columns=PHASE_COLUMNS)
    grouped = frame.groupby("name", sort=True)
    table = pd.DataFrame(
        {
            "calls": grouped.size(),
            "total_ms": grouped["duration_ms"].sum(),
            "self_ms": grouped["self_ms"].sum(),
            "p50_ms": grouped["duration_ms"].quantile(0.50),
            "p95_ms": grouped["duration_ms"].quantile(0.95),
            "max_ms": grouped["duration_ms"].max(),
        }
    )
    whole = table["self_ms"].sum()
    table["share"] = table["self_ms"] / whole if whole else 0.0
    table = table.rename_axis("phase").reset_index().sort_values("self_ms", ascending=False, kind="stable")
    return table[PHASE_COLUMNS].reset_index(drop=True)


def slowest(frame: pd.DataFrame, most: int = 10) -> pd.DataFrame:
    """The sessions that took longest, with the phase that took most of each."""
    rows = []
    for key, spans_of_one in frame[frame["session"] != PROGRAM].groupby("session", sort=False):
        own = spans_of_one.groupby("name", sort=False)["self_ms"].sum()
        top = spans_of_one.loc[spans_of_one["depth"] == 0, "duration_ms"].sum()
        rows.append((key, spans_of_one["session_type"].iloc[0], top, own.idxmax(), own.max()))
    table = pd.DataFrame(rows, columns=SLOWEST_COLUMNS)
    return table.sort_values("duration_ms", ascending=False, kind="stable").head(most).reset_index(drop=True)


def creation_ms(frame: pd.DataFrame) -> float | None:
    """How long creating the program took, None where that was not traced."""
    rows = frame[(frame["session"] == PROGRAM) & (frame["name"] == CREATION)]
    return None if rows.empty else float(rows["duration_ms"].iloc[0])


def side_by_side(frame: pd.DataFrame) -> pd.DataFrame:
    """The same spans with each session starting at 0, so that sessions can be compared."""
    return frame.assign(start_ms=frame["start_ms"] - frame.groupby("session")["start_ms"].transform("min"))
