"""One session's path: its branches in the order in which they were first taken."""

from __future__ import annotations

import pandas as pd

from alloy_engine.flow import Registry
from alloy_engine.reporting.wording import duration

STEP_COLUMNS = ["fork", "branch", "said"]


def path(registry: Registry, visits: pd.DataFrame) -> pd.DataFrame:
    """One row a branch: fork, branch, and the step in words. visits: of one session and run.

    Empty if the order was not kept (the session is older than that).
    """
    kept = visits[visits["at_ms"].notna()].sort_values("at_ms", kind="stable")
    steps = [
        (row.fork, row.branch, _said(registry, row))
        for row in kept.itertuples()
    ]  # fmt: skip
    return pd.DataFrame(steps, columns=STEP_COLUMNS)


def _said(registry: Registry, row: object) -> str:
    fork = registry[row.fork]  # type: ignore[attr-defined]
    branch, times, at_ms, phase = row.branch, row.times, row.at_ms, row.phase  # type: ignore[attr-defined]
    often = f", {times:,} times" if times > 1 else ""
    within = f", in {phase}" if phase else ""
    meaning = fork.branches.get(branch, branch)
    return f"{duration(at_ms)}  {fork.id} {fork.title}: {meaning}{often}{within}"
