"""What a worker works with, and the limits it keeps."""

from __future__ import annotations

from dataclasses import dataclass

from alloy_engine.domain.vocabulary import SessionType
from alloy_engine.services.clock import SystemClock
from alloy_engine.services.materials import Materials
from alloy_engine.settings import Settings
from alloy_engine.storage.database import Database


@dataclass(frozen=True, slots=True)
class Workshop:
    """lease_seconds: how long a job stays a silent worker's own before another may take it."""

    database: Database
    materials: Materials
    settings: Settings
    clock: SystemClock
    lease_seconds: float

    def timeout_of(self, kind: SessionType) -> float:
        """Seconds one session of that type may take to plan."""
        if kind is SessionType.CONDITIONING:
            return self.settings.conditioning_timeout
        return self.settings.session_timeout
