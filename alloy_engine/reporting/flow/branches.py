"""Every fork and branch of the registry with how often it was taken, by how many sessions, and its time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from alloy_engine.flow import Fork, Registry
from alloy_engine.reporting.flow.visits import PROGRAM

BRANCH_COLUMNS = ["fork", "branch", "meaning", "outcome", "times", "share", "sessions", "ms"]
FORK_COLUMNS = ["fork", "title", "times", "sessions", "ms", "p50_ms", "p95_ms", "phases"]
NOBODY = frozenset([PROGRAM])
TOOK_COLUMNS = ["session", "session_type", "branches", "times", "ms", "at_ms"]


def branches(registry: Registry, visits: pd.DataFrame) -> pd.DataFrame:
    """One row a branch in the registry's order, untaken ones with 0. share: of the fork's count, 0..1."""
    # Counted by hand: a live page does this every second, and grouping a frame costs five times as much.
    counts: dict[tuple[str, str], list[float]] = {}
    came: dict[tuple[str, str], set[str]] = {}
    for fork, branch, session, times, ms in _columns(visits, "fork", "branch", "session", "times", "ms"):
        key = fork, branch
        one = counts.get(key)
        if one is None:
            one, came[key] = counts.setdefault(key, [0, 0.0]), set()
        one[0] += times
        one[1] += ms if ms == ms else 0.0  # noqa: PLR0124  not NaN
        came[key].add(session)
    rows = []
    for fork_ in registry:
        whole = sum(counts[fork_.id, branch][0] for branch in fork_.branches if (fork_.id, branch) in counts)
        for branch, meaning in fork_.branches.items():
            times, ms = counts.get((fork_.id, branch), (0, 0.0))
            share = times / whole if times else 0.0
            sessions = len(came.get((fork_.id, branch), NOBODY) - NOBODY)
            rows.append((fork_.id, branch, meaning, fork_.outcome(branch).value, int(times), share, sessions, ms))
    return pd.DataFrame(rows, columns=BRANCH_COLUMNS)


def _columns(frame: pd.DataFrame, *names: str) -> Iterator[tuple[Any, ...]]:
    """The rows of these columns as plain values."""
    return zip(*(frame[name].tolist() for name in names), strict=True)


def forks(registry: Registry, visits: pd.DataFrame) -> pd.DataFrame:
    """One row a fork, untaken ones with 0. p50_ms, p95_ms: over the sessions (or the program's own traces) that
    came by, NaN if none was timed. phases: where it was decided, in words.
    """
    titles = pd.DataFrame({"fork": [fork.id for fork in registry], "title": [fork.title for fork in registry]})
    each = _each(visits)
    grouped = each.groupby("fork", sort=False)
    table = pd.DataFrame(
        {
            "times": grouped["times"].sum(),
            "sessions": each[each["session"] != PROGRAM].groupby("fork", sort=False)["session"].nunique(),
            "ms": grouped["ms"].sum(),
            "p50_ms": grouped["ms"].quantile(0.5),
            "p95_ms": grouped["ms"].quantile(0.95),
        }
    )
    phases = visits[visits["phase"] != ""].drop_duplicates(["fork", "phase"]).groupby("fork", sort=False)["phase"]
    table["phases"] = phases.agg(", ".join)
    table = titles.merge(table, how="left", left_on="fork", right_index=True)
    table["phases"] = table["phases"].astype(object).fillna("")
    table = table.fillna({"times": 0, "sessions": 0, "ms": 0.0})
    return table.astype({"times": int, "sessions": int})[FORK_COLUMNS]


def _each(visits: pd.DataFrame) -> pd.DataFrame:
    """One row a fork and trace; ms NaN where nothing was timed."""
    grouped = visits.groupby(["fork", "session", "run"], sort=False)
    each = grouped[["times", "ms"]].sum(min_count=1)
    return each.reset_index()


def took(visits: pd.DataFrame, fork: Fork, branch: str | None = None) -> pd.DataFrame:
    """The sessions that came by this fork (and took that branch), in program order: which branches, how often
    in all, how long, and when first since their beginning."""
    mine = visits[(visits["fork"] == fork.id) & (visits["session"] != PROGRAM)]
    if branch is not None:
        mine = mine[mine["branch"] == branch]
    names = ("sequence", "session", "session_type", "branch", "times", "ms", "at_ms")
    sessions: dict[tuple[int, str, str], list[tuple[Any, ...]]] = {}
    for sequence, session, kind, *taken in _columns(mine, *names):
        sessions.setdefault((sequence, session, kind), []).append(tuple(taken))
    rows = []
    for (_, session, kind), own in sorted(sessions.items()):
        said = ", ".join(f"{name} × {times:,}" if times > 1 else name for name, times, _, _ in own)
        ms = sum(one[2] for one in own)  # NaN if any was not timed
        rows.append((session, kind, said, sum(one[1] for one in own), ms, min(one[3] for one in own)))
    return pd.DataFrame(rows, columns=TOOK_COLUMNS)
