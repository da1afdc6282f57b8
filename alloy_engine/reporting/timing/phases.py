"""Where the time went, phase by phase: own time, percentiles, statements, rows and waits; and the critical path."""

from __future__ import annotations

from operator import itemgetter

import pandas as pd

from alloy_engine.reporting.timing.spans import PHASE, PROGRAM, QUEUE, SQL, WAIT

PHASE_COLUMNS = [
    "phase", "calls", "total_ms", "self_ms", "share", "p50_ms", "p95_ms", "p99_ms", "max_ms", "statements", "rows",
    "sql_ms", "connection_ms", "lock_ms",
]  # fmt: skip
STATEMENT_COLUMNS = ["statement", "phase", "calls", "rows", "total_ms", "p50_ms", "p95_ms", "lock_ms"]
PATH_COLUMNS = ["step", "session", "kind", "start_ms", "duration_ms", "share"]
CONNECTION, LOCK = "connection", "lock"
# A gap between two spans that is shorter than this is nobody's.
GAP_MS = 0.05
NOBODY = "between"


def phases(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a phase, the largest share first.

    self_ms: without the phases inside it, its statements and waits included. share: of all self time, 0..1.
    Percentiles are of durations. sql_ms: time in statements, waits for locks included; connection_ms, lock_ms: waits.
    """
    work = frame[frame["kind"] == PHASE]
    if work.empty:
        return pd.DataFrame(columns=PHASE_COLUMNS)
    grouped, own = work.groupby("name", sort=True), frame.groupby("phase")["self_ms"].sum()
    statements = frame[frame["kind"] == SQL].groupby("phase")
    waits = frame[frame["kind"] == WAIT].groupby(["phase", "name"])["duration_ms"].sum().unstack("name")
    table = pd.DataFrame(
        {
            "calls": grouped.size(),
            "total_ms": grouped["duration_ms"].sum(),
            "self_ms": own,
            "p50_ms": grouped["duration_ms"].quantile(0.50),
            "p95_ms": grouped["duration_ms"].quantile(0.95),
            "p99_ms": grouped["duration_ms"].quantile(0.99),
            "max_ms": grouped["duration_ms"].max(),
            "statements": statements.size(),
            "rows": statements["rows"].sum(),
            "sql_ms": statements["duration_ms"].sum(),
            "connection_ms": waits.get(CONNECTION),
            "lock_ms": waits.get(LOCK),
        },
        index=grouped.size().index,
    )
    counts = ["statements", "rows", "sql_ms", "connection_ms", "lock_ms"]
    table[counts] = table[counts].astype(float).fillna(0.0)
    table = table.astype({"statements": int, "rows": int})
    whole = table["self_ms"].sum()
    table["share"] = table["self_ms"] / whole if whole else 0.0
    table = table.rename_axis("phase").reset_index().sort_values("self_ms", ascending=False, kind="stable")
    return table[PHASE_COLUMNS].reset_index(drop=True)


def statements(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a statement and phase, the most expensive first."""
    sql = frame[frame["kind"] == SQL]
    if sql.empty:
        return pd.DataFrame(columns=STATEMENT_COLUMNS)
    locks = frame[(frame["kind"] == WAIT) & (frame["name"] == LOCK)]
    waited = locks.groupby(["session", "run", "parent"])["duration_ms"].sum().rename("lock_ms")
    sql = sql.join(waited, on=["session", "run", "index"]).fillna({"lock_ms": 0.0, "rows": 0})
    grouped = sql.groupby(["name", "phase"])
    table = pd.DataFrame(
        {
            "calls": grouped.size(),
            "rows": grouped["rows"].sum().astype(int),
            "total_ms": grouped["duration_ms"].sum(),
            "p50_ms": grouped["duration_ms"].quantile(0.50),
            "p95_ms": grouped["duration_ms"].quantile(0.95),
            "lock_ms": grouped["lock_ms"].sum(),
        }
    )
    table = table.rename_axis(["statement", "phase"]).reset_index()
    return table.sort_values("total_ms", ascending=False, kind="stable")[STATEMENT_COLUMNS].reset_index(drop=True)


def critical_path(frame: pd.DataFrame) -> pd.DataFrame:
    """What the end of the program had to wait for, from its creation to its last span: at every moment the span at the
    top that lasts longest. Saving one session beside planning the next costs nothing, and is not on it.

    One row a step, in order; "between" is time in which nothing was traced. share: of the whole, 0..1.
    """
    names = ("start_ms", "duration_ms", "depth", "name", "session", "kind")
    top = [
        (start, start + ms, name, session, kind)
        for start, ms, depth, name, session, kind in zip(*(frame[each].tolist() for each in names), strict=True)
        if depth == 0 and ms > 0
    ]
    rows: list[tuple[str, str, str, float, float]] = []
    at = max((end for _, end, *_ in top), default=0.0)
    begin = min((start for start, *_ in top), default=0.0)
    whole = at - begin
    while top := [step for step in top if step[0] < at]:
        # Backwards: whoever ended last before this moment is what it waited for; of several, the longest.
        latest = max(min(end, at) for _, end, *_ in top)
        if at - latest > GAP_MS:
            rows.append((NOBODY, PROGRAM, WAIT, latest, at - latest))
        start, _, name, session, kind = min((step for step in top if min(step[1], at) == latest), key=itemgetter(0))
        rows.append((name, session, kind, start, latest - start))
        at = start
    table = pd.DataFrame(reversed(rows), columns=PATH_COLUMNS[:-1])
    table["share"] = table["duration_ms"] / whole if whole else 0.0
    return table


def path_by_step(path: pd.DataFrame) -> pd.DataFrame:
    """The critical path in short: time by kind of step, the longest first."""
    grouped = path.groupby(["step", "kind"], sort=False)
    table = pd.DataFrame(
        {"times": grouped.size(), "duration_ms": grouped["duration_ms"].sum(), "share": grouped["share"].sum()}
    )
    return table.reset_index().sort_values("duration_ms", ascending=False, kind="stable").reset_index(drop=True)


def waits(frame: pd.DataFrame) -> dict[str, float]:
    """Milliseconds spent waiting: in the queue, for a connection, for a lock."""
    total = dict.fromkeys((QUEUE, CONNECTION, LOCK), 0.0)
    # Added up by hand: a live page does this every second, and asking a frame costs ten times as much.
    for kind, name, ms in zip(*(frame[each].tolist() for each in ("kind", "name", "duration_ms")), strict=True):
        if kind == WAIT and name in total:
            total[name] += ms
    return total
