"""Branches as they were taken: one row a trace and branch, cut to a run, a microcycle or a session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pandas as pd

from alloy_engine.reporting.trace_row import TraceRow

COLUMNS = [
    "session", "session_type", "sequence", "run", "fork", "branch", "times", "at_ms", "phase", "ms",
]  # fmt: skip
PROGRAM = "program"
CREATION_RUN = 0


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


def visits(rows: Sequence[BranchVisit]) -> pd.DataFrame:
    """One row a trace and branch, as stored. session: "program" for what belongs to none.

    ms: how long the phase lasted in which the branch was decided. A fork that took several branches in one phase
    shares that time out by how often each was taken; nothing finer is measured. NaN outside any phase.
    """
    frame = pd.DataFrame(
        {
            "session": [row.session or PROGRAM for row in rows],
            "session_type": [row.session_type or PROGRAM for row in rows],
            "sequence": [-1 if row.sequence is None else row.sequence for row in rows],
            "run": [row.run for row in rows],
            "fork": [row.fork for row in rows],
            "branch": [row.branch for row in rows],
            "times": [row.times for row in rows],
            "at_ms": np.array([row.at_ms for row in rows], dtype=float),
            "phase": [row.phase or "" for row in rows],
            "ms": np.array([row.phase_ms for row in rows], dtype=float),
        },
        columns=COLUMNS,
    )
    places = [(row.session, row.run, row.fork, row.phase) for row in rows]
    together: dict[tuple[str | None, int, str, str | None], int] = {}
    for place, row in zip(places, rows, strict=True):
        together[place] = together.get(place, 0) + row.times
    frame["ms"] *= frame["times"] / np.array([together[place] for place in places], dtype=float)
    return frame


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
    own = frame.loc[frame["session"] != PROGRAM, ["session", "session_type", "sequence"]]
    return own.drop_duplicates("session").sort_values("sequence", ignore_index=True)
