"""Use case: plan many requests in parallel and lay the results side by side, one row a request."""

from __future__ import annotations

from alloy_engine.services.sweep.asked import Asked, asked
from alloy_engine.services.sweep.draw import draw_request, draw_requests
from alloy_engine.services.sweep.firing import Firing, firing_of
from alloy_engine.services.sweep.grid import grid_requests
from alloy_engine.services.sweep.optimum import Judge, Optimum
from alloy_engine.services.sweep.options import SweepOptions
from alloy_engine.services.sweep.row import COLUMNS, row_of
from alloy_engine.services.sweep.run import WorkerDied, sweep
from alloy_engine.services.sweep.summary import Summary, summary_of, summary_text
from alloy_engine.services.sweep.write import write_frame

__all__ = [
    "Asked",
    "COLUMNS",
    "Firing",
    "Judge",
    "Optimum",
    "Summary",
    "SweepOptions",
    "WorkerDied",
    "asked",
    "draw_request",
    "draw_requests",
    "firing_of",
    "grid_requests",
    "row_of",
    "summary_of",
    "summary_text",
    "sweep",
    "write_frame",
]
