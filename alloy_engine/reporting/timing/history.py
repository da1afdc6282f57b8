"""Runs beside each other: how phases changed from run to run, and where one got slower."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import pandas as pd

RUN_COLUMNS = [
    "program", "name", "engine_version", "run", "started_at", "label", "phase", "calls", "total_ms", "p50_ms", "p95_ms",
    "p99_ms", "usual_ms", "slower",
]  # fmt: skip
COMPARE_COLUMNS = ["phase", "calls", "p50_ms", "p95_ms", "total_ms"]
# A phase got slower if its median is so many times the median of the runs before it, and by so much; and there
# have to be so many runs to tell.
TIMES, BY_MS, BEFORE = 1.5, 0.2, 3


class PhaseOfRun(Protocol):
    """One phase of one run. started_at: of the run. run: 0 is the program's creation."""

    @property
    def program(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def engine_version(self) -> str: ...
    @property
    def run(self) -> int: ...
    @property
    def started_at(self) -> object: ...
    @property
    def phase(self) -> str: ...
    @property
    def calls(self) -> int: ...
    @property
    def total_ms(self) -> float: ...
    @property
    def p50_ms(self) -> float: ...
    @property
    def p95_ms(self) -> float: ...
    @property
    def p99_ms(self) -> float: ...


def history(rows: Sequence[PhaseOfRun]) -> pd.DataFrame:
    """One row a run and phase, oldest run first. usual_ms: median of the p50 of all runs before, NaN while there are
    fewer than three. slower: a regression against that."""
    frame = pd.DataFrame(
        [
            {
                "program": row.program,
                "name": row.name,
                "engine_version": row.engine_version,
                "run": row.run,
                "started_at": row.started_at,
                "phase": row.phase,
                **{name: getattr(row, name) for name in ("calls", "total_ms", "p50_ms", "p95_ms", "p99_ms")},
            }
            for row in rows
        ],
        columns=[name for name in RUN_COLUMNS if name not in ("label", "usual_ms", "slower")],
    )
    frame = frame.sort_values(["started_at", "program", "run", "phase"], kind="stable", ignore_index=True)
    runs = frame[["program", "run"]].drop_duplicates()
    labels = {key: str(place) for place, key in enumerate(runs.itertuples(index=False, name=None), start=1)}
    frame["label"] = [labels[key] for key in frame[["program", "run"]].itertuples(index=False, name=None)]
    before = frame.groupby("phase")["p50_ms"].transform(lambda p50: p50.expanding(BEFORE).median().shift())
    frame["usual_ms"] = before
    frame["slower"] = (frame["p50_ms"] > TIMES * before) & (frame["p50_ms"] - before > BY_MS)
    return frame[RUN_COLUMNS]


def regressions(runs: pd.DataFrame) -> pd.DataFrame:
    """Only what got slower, the newest first. times: how many times the usual."""
    slower = runs[runs["slower"]]
    return slower.assign(times=slower["p50_ms"] / slower["usual_ms"]).iloc[::-1].reset_index(drop=True)


def of_version(runs: pd.DataFrame, version: str) -> pd.DataFrame:
    """An engine version's phases: the median over its runs of each figure."""
    mine = runs[runs["engine_version"] == version]
    return mine.groupby("phase")[COMPARE_COLUMNS[1:]].median().reset_index()


def beside(one: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """Two tables of phases side by side: each figure, the other's, and how many times as much the other took.
    Both have phase, calls, p50_ms, p95_ms, total_ms; a phase only one of them has is empty in the other."""
    left, right = one[COMPARE_COLUMNS].set_index("phase"), other[COMPARE_COLUMNS].set_index("phase")
    table = left.merge(right, how="outer", left_index=True, right_index=True, suffixes=("", "_other"))
    table["times"] = table["p50_ms_other"] / table["p50_ms"].where(table["p50_ms"] > 0)
    order = table[["total_ms", "total_ms_other"]].max(axis=1).sort_values(ascending=False, kind="stable").index
    return table.loc[order].reset_index()
