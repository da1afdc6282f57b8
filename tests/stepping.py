"""A worker in the test's own hands: takes a job as a worker does, works it in this thread, stops where told."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from alloy_engine.services import Alloy
from alloy_engine.services.clock import SystemClock
from alloy_engine.services.compute.bench import AtHand, Bench
from alloy_engine.services.compute.requests import Compute
from alloy_engine.services.generation import generate_program
from alloy_engine.services.worker.jobs import work
from alloy_engine.settings import Settings
from alloy_engine.storage.database import Database
from alloy_engine.storage.lab.writes import take_job
from alloy_engine.storage.queue.jobs import Ticket
from alloy_engine.storage.queue.loop import Outcome
from tests.database import Databases


class Vanished(BaseException):
    """What ends a worker without a word, like a power cut: nothing catches it."""


def never() -> bool:
    return False


def after(sessions: int) -> Callable[[], bool]:
    """True from the question after so many sessions on."""
    looks = itertools.count(1)
    return lambda: next(looks) > sessions


def vanish_after(sessions: int) -> Callable[[], bool]:
    """Raises Vanished instead."""
    looks = itertools.count(1)

    def stopping() -> bool:
        if next(looks) > sessions:
            raise Vanished
        return False

    return stopping


def bench_of(alloy: Alloy) -> Compute:
    return AtHand(Bench(alloy.stock.base, SystemClock()))


def fetched(database: Database) -> Ticket | None:
    """The next job, taken with the queue's own functions; None if none waits."""
    with database.begin() as connection:
        return take_job(connection)


def settled(database: Database, ticket: Ticket, outcome: Outcome) -> None:
    """Tell the queue what became of the job, as a worker does."""
    end = {"job": ticket.job}
    with database.begin() as connection:
        if outcome in (Outcome.AGAIN, Outcome.LATER):
            retry = "SELECT queue.procrastinate_retry_job_v2(:job, now(), NULL, NULL, NULL)"
            connection.execute(text(retry), end)
        else:
            finish = "SELECT queue.procrastinate_finish_job_v1(:job, :status, false)"
            status = "succeeded" if outcome is Outcome.DONE else "aborted"
            connection.execute(text(finish), {**end, "status": status})


def work_off(alloy: Alloy, stopping: Callable[[], bool] = never) -> list[Outcome]:
    """Do in this thread what the worker would do in its own, until no job waits or one is put back."""
    outcomes: list[Outcome] = []
    while (ticket := fetched(alloy.database)) is not None:
        outcomes.append(work(alloy.workshop, ticket, bench_of(alloy), stopping))
        settled(alloy.database, ticket, outcomes[-1])
        if outcomes[-1] is Outcome.AGAIN:
            break
    return outcomes


def work_partly(alloy: Alloy, sessions: int) -> None:
    """Plan so many sessions of the next job and then vanish: the program still says that it is in progress. What was
    traced until then is stored."""
    ticket = fetched(alloy.database)
    assert ticket is not None
    shop = replace(alloy.workshop, settings=replace(alloy.workshop.settings, trace_seconds=0))
    with pytest.raises(Vanished):
        generate_program(shop, ticket, bench_of(alloy), vanish_after(sessions))


def filled(home: Path, document: object) -> Callable[[str], None]:
    """Fills a database, given by its URL, with a program of that request, generated to its end."""

    def fill(url: str) -> None:
        with Alloy.open(Settings(home=home, database_url=url), worker=False) as alloy:
            alloy.create(document)
            work_off(alloy)

    return fill


@contextmanager
def with_program_if_asked(
    request: pytest.FixtureRequest, databases: Databases, name: str, fill: Callable[[str], None]
) -> Iterator[str]:
    """URL of a database that only this test knows. Where it asks for `program`, what fills it is done once and copied.

    name: of what it holds.
    """
    wants_program = "program" in request.fixturenames
    with databases.filled(name, fill) if wants_program else databases.stocked() as url:
        yield url
