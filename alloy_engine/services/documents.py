"""What the doors hand out besides the program document itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from alloy_engine.domain.calendar import Structure
from alloy_engine.domain.decision import Choice
from alloy_engine.domain.vocabulary import GenerationStatus, SessionType
from alloy_engine.storage.decisions import Funnel
from alloy_engine.storage.listing import ProgramRow as ProgramCard
from alloy_engine.storage.stored_traces import SpanRow, Visit

__all__ = [
    "Choice", "CurrentSession", "Funnel", "Health", "Preview", "ProgramCard", "SpanRow", "StatusDocument", "Visit",
]  # fmt: skip


class CurrentSession(BaseModel):
    """The session being planned right now; microcycle and day are 1-based."""

    model_config = ConfigDict(frozen=True)

    microcycle: int
    day: int
    type: SessionType


class StatusDocument(BaseModel):
    """Generation status, the same from every door.

    terminal: nothing more will happen by itself. totals: sessions by status, recovery days left out.
    queued_ms: from creation to the first start. elapsed_ms: from there to the end, or until now.
    phases_ms: time by phase over all sessions so far.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    status: GenerationStatus
    terminal: bool
    totals: dict[GenerationStatus, int]
    sessions_total: int
    sessions_done: int
    current: CurrentSession | None
    queued_ms: float | None
    elapsed_ms: float | None
    error: str | None
    phases_ms: dict[str, float]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a request would become: the calendar with focus patterns, and what to warn about."""

    structure: Structure
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Health:
    """worker: "idle", "working" or "stopped". queue: jobs waiting. checked_at: when this was asked."""

    database: bool
    database_detail: str
    worker: str
    worker_detail: str
    version: str
    catalogue_version: str
    policy_version: str
    queue: int
    checked_at: dt.datetime

    @property
    def ok(self) -> bool:
        return self.database and self.worker != "stopped"
