"""The strategies, behind one interface: what the creator waits for, and what is left for the background."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from alloy_engine.services.compute.bench import AtHand, Bench
from alloy_engine.services.compute.requests import Answer, Compute, PlanDay, Request
from alloy_engine.services.create import insisted
from alloy_engine.services.generation import generate_program
from alloy_engine.services.lab.helper import SilentHelper
from alloy_engine.services.workshop import Workshop
from alloy_engine.storage.database import Database
from alloy_engine.storage.lab import writes
from alloy_engine.storage.lab.line import Writing
from alloy_engine.storage.program_rows import NewProgram
from alloy_engine.storage.queue.jobs import enqueue_first


@dataclass(frozen=True, slots=True)
class Place:
    """Where a trial takes place. workshop: its database is the creators' line. helper: the silent service, if asked."""

    workshop: Workshop
    helper: SilentHelper | None
    stopping: Callable[[], bool]

    @property
    def database(self) -> Database:
        return self.workshop.database


class Strategy(Protocol):
    """A way to create a program. Whatever it is, the same program is stored in the end.

    about: in a sentence. branch: of fork 3.0. writing: how the creators' rows travel.
    """

    @property
    def about(self) -> str: ...
    @property
    def branch(self) -> str: ...
    @property
    def writing(self) -> Writing: ...

    def create(self, place: Place, new: NewProgram) -> None:
        """What the creator waits for."""

    def later(self, place: Place, new: NewProgram) -> None:
        """What the background does before the program's job; nothing as a rule."""


@dataclass(frozen=True, slots=True)
class InOneTransaction:
    """Program, calendar and every session planned and stored before anything is committed."""

    about: str
    branch: str
    writing: Writing

    def create(self, place: Place, new: NewProgram) -> None:
        shop = place.workshop
        compute = Asking(AtHand(Bench(shop.materials, shop.clock)), place.helper, patient=True)
        with place.database.begin() as connection:
            writes.insert_alone(connection, new)
            writes.insert_calendar(connection, new)
            enqueue_first(connection, new.id)
            ticket = writes.take_job(connection, new.id)
            if ticket is not None:
                one = writes.OneTransaction(place.database, connection)
                workshop = Workshop(one, shop.stock, shop.settings, shop.clock)
                generate_program(workshop, ticket, compute, place.stopping)
                writes.end_job(connection, ticket)

    def later(self, place: Place, new: NewProgram) -> None:
        """Nothing is left."""


@dataclass(frozen=True, slots=True)
class CommitFirst:
    about: str = "the program is committed first; each microcycle and each session has a transaction of its own"
    branch: str = "B"
    writing: Writing = Writing.ROW_BY_ROW

    def create(self, place: Place, new: NewProgram) -> None:
        with place.database.begin() as connection:
            writes.insert_alone(connection, new)
        for microcycle in new.structure.microcycles:
            with place.database.begin() as connection:
                writes.insert_calendar(connection, new, microcycle.index)
        with place.database.begin() as connection:
            enqueue_first(connection, new.id)

    def later(self, place: Place, new: NewProgram) -> None:
        """Nothing is left."""


@dataclass(frozen=True, slots=True)
class AsyncSkeleton:
    about: str = "only the program's own row is awaited; its calendar is laid out in the background"
    branch: str = "C"
    writing: Writing = Writing.ROW_BY_ROW

    def create(self, place: Place, new: NewProgram) -> None:
        with place.database.begin() as connection:
            writes.insert_alone(connection, new)

    def later(self, place: Place, new: NewProgram) -> None:
        with place.database.begin() as connection:
            writes.insert_calendar(connection, new)
            enqueue_first(connection, new.id)


@dataclass(frozen=True, slots=True)
class AsShipped:
    about: str = "what Alloy does: one short batched transaction, then each session in its own"
    branch: str = "A"
    writing: Writing = Writing.AS_IS

    def create(self, place: Place, new: NewProgram) -> None:
        insisted(place.database, new)

    def later(self, place: Place, new: NewProgram) -> None:
        """Nothing is left."""


class Asking:
    """A bench that asks the helper before it plans a day. patient: every time; otherwise silence is taken for an
    answer once a program, as a background can."""

    def __init__(self, compute: Compute, helper: SilentHelper | None, *, patient: bool) -> None:
        self._compute, self._helper, self._patient = compute, helper, patient
        self._open: Request | None = None

    def ask(self, request: Request, seconds: float) -> None:
        if self._helper is not None and isinstance(request, PlanDay):
            self._helper.ask()
            if not self._patient:
                self._helper = None
        self._compute.ask(request, seconds)

    def answer(self, stopping: Callable[[], bool]) -> Answer:
        return self._compute.answer(stopping)

    def abandon(self) -> None:
        self._compute.abandon()

    def close(self) -> None:
        self._compute.close()


STRATEGIES: Mapping[str, Strategy] = MappingProxyType(
    {
        "single_transaction": InOneTransaction(
            "everything in one transaction, row by row, sessions included", "D", Writing.ROW_BY_ROW
        ),
        "commit_first": CommitFirst(),
        "async_skeleton": AsyncSkeleton(),
        "batched": InOneTransaction(
            "everything in one transaction still, but rows travel in batches", "E", Writing.GATHERED
        ),
        "default": AsShipped(),
    }
)
