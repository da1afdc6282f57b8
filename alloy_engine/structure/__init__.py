"""When and what kind of day: calendar, phases, deloads, day types, focus patterns, interference."""

from alloy_engine.structure.focus import assign_focus
from alloy_engine.structure.interference import goal_warnings
from alloy_engine.structure.layouts import Layouts
from alloy_engine.structure.skeleton import skeleton

__all__ = ["Layouts", "assign_focus", "goal_warnings", "skeleton"]
