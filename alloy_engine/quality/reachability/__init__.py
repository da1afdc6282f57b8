"""Whether a request can be met, said before anything is generated: certificate, or clash and cheapest repair."""

from alloy_engine.quality.reachability.ask import Replan
from alloy_engine.quality.reachability.findings import (
    Certainty,
    Clash,
    Evidence,
    Reachability,
    Repair,
    Requirement,
    Setting,
    Shortfall,
)
from alloy_engine.quality.reachability.report import found_shortfalls, named_shortfalls, reachability

__all__ = [
    "Certainty",
    "Clash",
    "Evidence",
    "Reachability",
    "Repair",
    "Replan",
    "Requirement",
    "Setting",
    "Shortfall",
    "found_shortfalls",
    "named_shortfalls",
    "reachability",
]
