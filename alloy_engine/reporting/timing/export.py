"""Times as files for other tools: Chrome's trace format (Perfetto opens it) and CSV."""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from alloy_engine.reporting.timing.spans import PROGRAM, SQL, WAIT

# Rows of Perfetto's picture: the program's own work, planning, saving, waiting.
TRACKS = {"program": 1, "sessions": 2, "saving": 3, "waits": 4}


def chrome_trace(frame: pd.DataFrame, name: str) -> str:
    """JSON with one complete event a span, times in µs. frame: of `spans`. name: of the program."""
    head: list[dict[str, Any]] = [{"ph": "M", "pid": 1, "name": "process_name", "args": {"name": name}}]
    head += [
        {"ph": "M", "pid": 1, "tid": number, "name": "thread_name", "args": {"name": track}}
        for track, number in TRACKS.items()
    ]
    zero = frame["start_ms"].min() if len(frame) else 0.0
    events = [_event(row, zero) for row in frame.to_dict("records")]
    return json.dumps({"displayTimeUnit": "ms", "traceEvents": [*head, *events]})


def _event(row: Mapping[Hashable, Any], zero: float) -> dict[str, Any]:
    rows = {} if pd.isna(row["rows"]) else {"rows" if row["kind"] == SQL else "count": int(row["rows"])}
    return {
        "ph": "X",
        "pid": 1,
        "tid": TRACKS[_track(row["session"], row["kind"], row["phase"])],
        "name": row["name"],
        "cat": row["kind"],
        "ts": round((row["start_ms"] - zero) * 1e3, 3),
        "dur": round(row["duration_ms"] * 1e3, 3),
        "args": {"session": row["session"], "run": row["run"], **rows},
    }


def _track(session: str, kind: str, phase: str) -> str:
    if kind == WAIT:
        return "waits"
    if session == PROGRAM:
        return "program"
    return "saving" if kind == SQL or phase == "save" else "sessions"


def as_csv(frame: pd.DataFrame) -> str:
    """One line a span, with every column of the frame."""
    counted = frame.astype({"parent": "Int64", "rows": "Int64"})
    return counted.to_csv(index=False, lineterminator="\n", float_format="%.6f")
