"""Decision points, declared once (`forks`), taken through a tracer (`tracer`), written down (`grain`)."""

from alloy_engine.flow.registry import Fork, Registry
from alloy_engine.flow.tracer import Recorder, Silent, Span, Tracer

__all__ = ["Fork", "Recorder", "Registry", "Silent", "Span", "Tracer"]
