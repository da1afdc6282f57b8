"""Traces on their way out of the house: to an OpenTelemetry collector where one is configured."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from alloy_engine.flow import Trace
from alloy_engine.settings import Settings


class Telemetry(Protocol):
    """listens: False if nobody is there to be sent anything."""

    @property
    def listens(self) -> bool: ...

    def send(self, program: str, session: str | None, trace: Trace) -> None:
        """Hand a stored trace over; session: "m-d", None for the program as a whole. Never waits, never raises."""

    def ended(self, program: str, run: int, status: str, started: dt.datetime, ended: dt.datetime) -> None:
        """A run over the program is over. Never waits, never raises."""

    def close(self) -> None:
        """Send what is left, for a few seconds at most."""


class Nobody:
    """Nobody listens."""

    listens = False

    def send(self, program: str, session: str | None, trace: Trace) -> None:
        """Nothing to do."""

    def ended(self, program: str, run: int, status: str, started: dt.datetime, ended: dt.datetime) -> None:
        """Nothing to do."""

    def close(self) -> None:
        """Nothing to do."""


def telemetry_of(settings: Settings) -> Telemetry:
    """The collector's, or nobody's: OpenTelemetry is imported only where it is used."""
    if settings.otlp_endpoint is None:
        return Nobody()
    from alloy_engine.services.otlp import Collector

    return Collector(settings.otlp_endpoint)
