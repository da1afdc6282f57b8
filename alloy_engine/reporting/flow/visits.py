"""Branches as they were taken: one row a trace and branch, cut to a run, a microcycle or a session."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Protocol

import numpy as np
import pandas as pd

from alloy_engine.reporting.trace_row import TraceRow

COLUMNS = [
    "session", "session_type", "sequence", "run", "fork", "branch", "times", "at_ms", "phase", "ms",
]  # fmt: skip
NUMBERS: dict[str, type] = {"sequence": int, "run": int, "times": int, "at_ms": float, "ms": float}
PROGRAM = "program"
CREATION_RUN = 0
NONE = float("nan")
# one value a column
VisitValues = tuple[Any, ...]


class BranchVisit(TraceRow, Protocol):
    """A stored visit, see `storage.traces.Visit`."""

    @property
    def fork(self) -> str: ...
    @property
    def branch(self) -> str: ...
    @property
    def times(self) -> int: ...
    @property
    def at_ms(self) -> float | None: ...
    @property
    def phase(self) -> str | None: ...
    @property
    def phase_ms(self) -> float | None: ...


@dataclass(frozen=True, slots=True)
class Scope:
    """What is looked at. run: None for what stands now. microcycle, session: None for all."""

    run: int | None = None
    microcycle: int | None = None
    session: str | None = None


def visits(rows: Iterable[BranchVisit]) -> pd.DataFrame:
    """One row a trace and branch, session and run by session and run, as stored within. session: "program" for what
    belongs to none.

    ms: how long the phase lasted in which the branch was decided. A fork that took several branches in one phase
    shares that time out by how often each was taken; nothing finer is measured. NaN outside any phase.
    """
    places: dict[tuple[str | None, int], list[BranchVisit]] = {}
    for row in rows:
        places.setdefault((row.session, row.run), []).append(row)
    return frame_of([values for place in places.values() for values in rows_of(place)])


def rows_of(place: Sequence[BranchVisit]) -> list[VisitValues]:
    """The frame's rows for the visits of one session and run, all of them."""
    together: dict[tuple[str, str | None], int] = {}
    for row in place:
        together[row.fork, row.phase] = together.get((row.fork, row.phase), 0) + row.times
    return [
        (
            row.session or PROGRAM, row.session_type or PROGRAM, -1 if row.sequence is None else row.sequence, row.run,
            row.fork, row.branch, row.times, NONE if row.at_ms is None else row.at_ms, row.phase or "",
            NONE if row.phase_ms is None else row.phase_ms * row.times / together[row.fork, row.phase],
        )
        for row in place
    ]  # fmt: skip


def frame_of(rows: Sequence[VisitValues]) -> pd.DataFrame:
    """The frame of rows from `rows_of`."""
    columns = zip(*rows, strict=True) if rows else itertools.repeat((), len(COLUMNS))
    # Told the kind of each column, pandas need not find it out: a live page makes the frame anew every second.
    kinds = (NUMBERS.get(name, object) for name in COLUMNS)
    return pd.DataFrame(
        {name: np.array(column, kind) for name, column, kind in zip(COLUMNS, columns, kinds, strict=True)}, copy=False
    )


def runs(frame: pd.DataFrame) -> list[int]:
    """The runs of the job there are traces of, oldest first; creation is none."""
    return sorted(int(run) for run in set(frame["run"]) if run != CREATION_RUN)


def within(frame: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """The visits of that scope. What stands now is each session's newest run, with all that was done for the
    program as a whole; the first run includes the creation."""
    if scope.run is None:
        whole = frame["session"] == PROGRAM
        newest = frame.groupby("session", sort=False)["run"].transform("max") if len(frame) else frame["run"]
        frame = frame[whole | (frame["run"] == newest)]
    else:
        creation = (frame["run"] == CREATION_RUN) & (scope.run == 1)
        frame = frame[(frame["run"] == scope.run) | creation]
    if scope.session is not None:
        return frame[frame["session"] == scope.session]
    if scope.microcycle is not None:
        return frame[frame["session"].str.startswith(f"{scope.microcycle}-")]
    return frame


def sessions(frame: pd.DataFrame) -> pd.DataFrame:
    """session, session_type, sequence: the sessions that were traced, in program order."""
    names = ["session", "session_type", "sequence"]
    once = dict.fromkeys(zip(*(frame[name].tolist() for name in names), strict=True))
    own = [row for row in once if PROGRAM not in row]
    return pd.DataFrame(sorted(own, key=itemgetter(2)), columns=names)
