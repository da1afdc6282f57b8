"""Whether a plan is any good: gates of sessions and microcycles, the coach audit, named shortfalls."""

from alloy_engine.quality.coach_audit import audit
from alloy_engine.quality.microcycle_gates import microcycle_gates
from alloy_engine.quality.session_gates import session_gates
from alloy_engine.quality.shortfalls import unmet

__all__ = ["audit", "microcycle_gates", "session_gates", "unmet"]
