"""Decision points, declared once (`forks`), taken through a tracer (`tracer`), written down (`grain`)."""

from alloy_engine.flow.registry import Fork, Outcome, Registry
from alloy_engine.flow.tracer import BranchTaken, Recorder, Silent, Span, Tracer, by_fork

__all__ = ["BranchTaken", "Fork", "Outcome", "Recorder", "Registry", "Silent", "Span", "Tracer", "by_fork"]
