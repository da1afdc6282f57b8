"""What a worker works with, and whom it tells."""

from __future__ import annotations

from dataclasses import dataclass, field

from alloy_engine.services.clock import SystemClock
from alloy_engine.services.materials import Materials
from alloy_engine.services.metrics import Metrics
from alloy_engine.services.stock import Stock
from alloy_engine.services.telemetry import Nobody, Telemetry
from alloy_engine.services.wayside import Wayside
from alloy_engine.settings import Settings
from alloy_engine.storage.database import Database


@dataclass(frozen=True, slots=True)
class Workshop:
    database: Database
    stock: Stock
    settings: Settings
    clock: SystemClock
    telemetry: Telemetry = field(default_factory=Nobody)
    metrics: Metrics = field(default_factory=Metrics)
    wayside: Wayside = field(default_factory=Wayside)

    @property
    def materials(self) -> Materials:
        """What is planned with just now."""
        return self.stock.materials
