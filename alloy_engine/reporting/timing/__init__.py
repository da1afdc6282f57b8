"""Where the time went: spans, phases, the critical path, slowest sessions, runs beside each other, files."""

from alloy_engine.reporting.timing.export import as_csv, chrome_trace
from alloy_engine.reporting.timing.history import beside, history, of_version, regressions
from alloy_engine.reporting.timing.phases import critical_path, path_by_step, phases, statements, waits
from alloy_engine.reporting.timing.spans import (
    CREATION,
    PROGRAM,
    creation_ms,
    of_run,
    side_by_side,
    spans,
)
from alloy_engine.reporting.timing.why import Work, slowest

__all__ = [
    "CREATION", "PROGRAM", "Work", "as_csv", "beside", "chrome_trace", "creation_ms", "critical_path", "history",
    "of_run", "of_version", "path_by_step", "phases", "regressions", "side_by_side", "slowest", "spans",
    "statements", "waits",
]  # fmt: skip
