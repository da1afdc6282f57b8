"""What a bench is asked, what it answers, and what can go wrong on the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from alloy_engine.domain.calendar import Structure
from alloy_engine.domain.changes import Lock
from alloy_engine.domain.decision import Decision
from alloy_engine.domain.program import AuditRow, Gate, PlannedSession
from alloy_engine.domain.request import ProgramRequest
from alloy_engine.domain.vocabulary import GenerationStatus, SelectionStatus
from alloy_engine.errors import AlloyError
from alloy_engine.flow import Packed


@dataclass(frozen=True, slots=True)
class LayOut:
    """Put this program on the bench. settled: its focus patterns are laid out already. stored: the sessions
    that are planned, by day key. today: the coach's, for a request that names no start. own: movements of
    the coaches' own, as rows, to join to the data folder; version: of the materials that must make. traced:
    whether answers shall tell what was done and how long it took. demo: what goes
    wrong on purpose, as stored."""

    request: ProgramRequest
    structure: Structure
    settled: bool
    stored: Mapping[str, PlannedSession]
    today: dt.date
    run: int
    version: str
    own: tuple[Mapping[str, str], ...] = ()
    traced: bool = True
    demo: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class PlanDay:
    """Plan this day. variation: how often the coach asked for another session. avoid: movements it should
    do without. locks: movements to plan it around."""

    key: str
    variation: int
    avoid: frozenset[str]
    locks: tuple[Lock, ...] = ()


@dataclass(frozen=True, slots=True)
class FallBack:
    """Plan this day from the template, since planning it went wrong. fork, branch: what went wrong, as the
    registry has it. hopeless: do not even try, it is failed with the reason."""

    key: str
    reason: str
    fork: str
    branch: str
    hopeless: bool = False
    locks: tuple[Lock, ...] = ()


@dataclass(frozen=True, slots=True)
class CloseMicrocycle:
    """Judge this microcycle, all of whose days are planned."""

    index: int


@dataclass(frozen=True, slots=True)
class CloseProgram:
    """Judge the whole, all of whose days are planned."""


Request = LayOut | PlanDay | FallBack | CloseMicrocycle | CloseProgram


@dataclass(frozen=True, slots=True)
class Planned:
    """A day as it will be saved."""

    session: PlannedSession
    decisions: tuple[Decision, ...] = ()
    selection: SelectionStatus | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A closed microcycle."""

    index: int
    status: GenerationStatus
    gates: tuple[Gate, ...]


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed program. failures, training: sessions that failed, and all of them; recovery left out."""

    status: GenerationStatus
    failures: int
    training: int
    audit: tuple[AuditRow, ...]
    unmet: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """value: a Structure for LayOut, Planned for a day, Judged, Closed."""

    value: Structure | Planned | Judged | Closed
    trace: Packed


class ComputeTrouble(AlloyError):
    """No answer came."""


class Overran(ComputeTrouble):
    """It took longer than it may, and was cut."""


class Died(ComputeTrouble):
    """The process ended before it answered."""


class Broken(ComputeTrouble):
    """The engine met a defect of its own outside any session; the message names it."""


class CannotCompute(ComputeTrouble):
    """There is no process to ask, and none can be started now: trouble of the machine, not of the program."""


class Interrupted(AlloyError):
    """Whoever asked does not want to wait any longer."""


class Compute(Protocol):
    """One bench. One question is open at a time."""

    def ask(self, request: Request, seconds: float) -> None:
        """Put the question, without waiting. seconds: how long its answer may take."""

    def answer(self, stopping: Callable[[], bool]) -> Answer:
        """Wait for the answer. Raises ComputeTrouble; Interrupted once `stopping` says so."""

    def abandon(self) -> None:
        """An open question is not asked any more."""

    def close(self) -> None:
        """The bench is not needed any more."""
