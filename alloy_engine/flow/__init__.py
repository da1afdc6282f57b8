"""Decision points: declared once (`forks`), taken through a tracer, kept (`trace`), written down (`grain`)."""

from alloy_engine.flow.registry import Fork, Outcome, Registry
from alloy_engine.flow.trace import Branches, Packed, Trace
from alloy_engine.flow.tracer import (
    PHASE,
    SQL,
    WAIT,
    BranchTaken,
    Recorder,
    Silent,
    Span,
    Tracer,
    by_fork,
    phase_totals,
    recording,
)

__all__ = [
    "PHASE", "SQL", "WAIT", "BranchTaken", "Branches", "Fork", "Outcome", "Packed", "Recorder", "Registry", "Silent",
    "Span", "Trace", "Tracer", "by_fork", "phase_totals", "recording",
]  # fmt: skip
