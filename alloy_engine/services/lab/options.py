"""What a lab is asked for, and what is accepted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from alloy_engine.errors import Fault, InvalidRequest
from alloy_engine.services.lab.strategies import STRATEGIES

MOST_CREATORS, LONGEST_ROUND_TRIP, LONGEST_LIMIT = 16, 50.0, 120.0
WEEKS, DAYS = (8, 10, 12), (2, 7)


@dataclass(frozen=True, slots=True)
class LabOptions:
    """strategies: names, run in this order. creators: programs asked for at the same moment, for one athlete.
    round_trip: ms slept a statement and a commit. helper: a service that never answers is asked too. weeks, days:
    the programs' size. seed: of the first program, one more for each other. limit: seconds a strategy may take."""

    strategies: tuple[str, ...] = tuple(STRATEGIES)
    creators: int = 4
    round_trip: float = 5.0
    helper: bool = False
    weeks: int = 8
    days: int = 3
    seed: int = 0
    limit: float = 30.0

    def check(self) -> None:
        """Raises InvalidRequest with every fault."""
        faults = [
            Fault("strategies", name, "is no strategy of the lab", f"any of {', '.join(STRATEGIES)}")
            for name in self.strategies
            if name not in STRATEGIES
        ]
        if not self.strategies or len(set(self.strategies)) < len(self.strategies):
            named = ", ".join(STRATEGIES)
            faults.append(Fault("strategies", list(self.strategies), "names none, or one twice", f"some of {named}"))
        if self.weeks not in WEEKS:
            faults.append(Fault("weeks", self.weeks, "is no program's length", "8, 10 or 12"))
        faults += [
            Fault(name, value, "is out of range", f"{low:g} to {high:g}")
            for name, value, low, high in (
                ("creators", self.creators, 1, MOST_CREATORS),
                ("round_trip", self.round_trip, 0, LONGEST_ROUND_TRIP),
                ("days", self.days, *DAYS),
                ("limit", self.limit, 1, LONGEST_LIMIT),
            )
            if not low <= value <= high
        ]
        if faults:
            raise InvalidRequest(faults)

    def document(self, creator: int) -> dict[str, Any]:
        """What the creator asks for, 0-based."""
        return {
            "name": f"Lab {creator + 1}",
            "athlete": {"name": "Lab"},
            "goals": {"strength": 6, "hypertrophy": 4},
            "duration_weeks": self.weeks,
            "days_per_week": self.days,
            "session_minutes": 45,
            "start_date": "2026-01-05",
            "seed": self.seed + creator,
        }
