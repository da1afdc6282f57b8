"""Faults and pace for demonstrations: a session that really fails, hangs or is slowed, and what the engine makes of it.

They are stored with a program that is marked as a demo, travel with it to the bench, and take hold in one place
only, `staging`: the engine that the bench plans with. All around it, time limit and fallback, is the real thing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from alloy_engine.errors import Fault, InvalidRequest

PHASES = ("compose", "recall", "select", "fill", "swap", "prescribe", "fit", "gates")
SLOWEST_MS, LONGEST_SECONDS = 500, 10.0


@dataclass(frozen=True, slots=True)
class Demo:
    """slow_phase: every run of it takes slow_ms longer. fails, hangs: keys of sessions ("3-2") that do. seconds: the
    time limit of a session, in place of the usual one."""

    slow_phase: str | None = None
    slow_ms: int = 0
    fails: str | None = None
    hangs: str | None = None
    seconds: float = 3.0

    @classmethod
    def of(cls, stored: Mapping[str, Any] | None) -> Demo | None:
        return None if stored is None else cls(**stored)

    def checked(self) -> dict[str, Any]:
        """As it is stored. Raises InvalidRequest with every fault."""
        faults = []
        if self.slow_phase is not None and self.slow_phase not in PHASES:
            faults.append(
                Fault("slow_phase", self.slow_phase, "is no phase of a session", f"one of {', '.join(PHASES)}")
            )
        if not 0 <= self.slow_ms <= SLOWEST_MS:
            faults.append(Fault("slow_ms", self.slow_ms, "is out of range", f"0 to {SLOWEST_MS}"))
        if not 1 <= self.seconds <= LONGEST_SECONDS:
            faults.append(Fault("seconds", self.seconds, "is out of range", f"1 to {LONGEST_SECONDS:g}"))
        if faults:
            raise InvalidRequest(faults)
        return asdict(self)

    @property
    def sentence(self) -> str:
        """What goes wrong in it, in words."""
        slowed = f"{self.slow_phase} takes {self.slow_ms} ms longer" if self.slow_phase and self.slow_ms else ""
        fails = f"session {self.fails} fails" if self.fails else ""
        hangs = f"session {self.hangs} hangs and is cut after {self.seconds:g} s" if self.hangs else ""
        return "; ".join(filter(None, (slowed, fails, hangs))) or "nothing goes wrong"
