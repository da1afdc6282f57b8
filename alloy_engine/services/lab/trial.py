"""One trial: creators who ask at the same moment, a background that works, and somebody who watches."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from alloy_engine.domain.owner import LOCAL
from alloy_engine.errors import AlloyError, StorageError
from alloy_engine.flow import Recorder
from alloy_engine.services.compute.requests import Compute
from alloy_engine.services.create import prepared
from alloy_engine.services.generation import generate_program
from alloy_engine.services.lab.helper import SilentHelper
from alloy_engine.services.lab.options import LabOptions
from alloy_engine.services.lab.results import End, Moment, Trial
from alloy_engine.services.lab.strategies import STRATEGIES, Asking, Place
from alloy_engine.services.workshop import Workshop
from alloy_engine.storage.database import Database
from alloy_engine.storage.lab import writes
from alloy_engine.storage.lab.line import Line, Tally, Writing
from alloy_engine.storage.program_rows import NewProgram
from alloy_engine.storage.watch import Watch

LOOK_SECONDS = 0.01
REPORT_SECONDS = 0.1
SPARE_CONNECTIONS = 2


class Over(AlloyError):
    """The trial has come to its limit, or was cancelled."""


@dataclass(slots=True)
class Asked:
    """What became of one creator. Times by the process's own counter, in seconds; 0: not yet."""

    began: float = 0.0
    answered: float = 0.0
    first: float = 0.0
    complete: float = 0.0
    sessions: int = 0
    new: NewProgram | None = None
    error: str | None = None
    over: bool = False


@dataclass(slots=True)
class Arena:
    """A trial while it runs. shop: materials and clock, its database the lab's own without any delay."""

    shop: Workshop
    options: LabOptions
    name: str
    compute: Compute
    helper: SilentHelper | None
    cancelled: Callable[[], bool]
    tally: Tally = field(default_factory=Tally)
    ended: threading.Event = field(default_factory=threading.Event)
    handed: queue.SimpleQueue[NewProgram] = field(default_factory=queue.SimpleQueue)
    trouble: str | None = None

    def check(self) -> None:
        if self.ended.is_set():
            raise Over(f"{self.name} was ended")

    def line(self, writing: Writing, pool: int) -> Database:
        line = Line(self.options.round_trip / 1000, writing, self.tally, self.check, self.options.limit)
        return line.open(self.shop.database, pool)

    def at(self, database: Database) -> Workshop:
        return Workshop(database, self.shop.stock, self.shop.settings, self.shop.clock)


def run_trial(arena: Arena, report: Callable[[Moment], None]) -> Trial:
    """Run the strategy to its end, or to the limit. report: told now and then how far it is."""
    strategy, options = STRATEGIES[arena.name], arena.options
    asked = [Asked() for _ in range(options.creators)]
    creators = arena.line(strategy.writing, options.creators)
    background = arena.line(Writing.AS_IS, SPARE_CONNECTIONS)
    place = Place(arena.at(creators), arena.helper, arena.ended.is_set)
    gate = threading.Barrier(options.creators + 1)
    threads = [
        threading.Thread(target=_create, args=(arena, place, gate, number, one), daemon=True)
        for number, one in enumerate(asked)
    ]
    threads.append(threading.Thread(target=_work, args=(arena, place, arena.at(background)), daemon=True))
    try:
        with Watch(arena.shop.database, "alloy-lab") as watch:
            for thread in threads:
                thread.start()
            gate.wait()
            started = time.perf_counter()
            end, moments = _look_on(arena, asked, started, report)
            arena.ended.set()
            while any(thread.is_alive() for thread in threads):
                _cut(arena)
                time.sleep(LOOK_SECONDS)
            seconds = time.perf_counter() - started
    finally:
        arena.ended.set()
        creators.close()
        background.close()
    error = next((one.error for one in asked if one.error), arena.trouble)
    return Trial(
        strategy=arena.name,
        end="failed" if error else end,
        create_ms=tuple(_since(one, one.answered) for one in asked),
        first_session_ms=tuple(_since(one, one.first) for one in asked),
        complete_ms=tuple(_since(one, one.complete) for one in asked),
        statements=arena.tally.statements,
        commits=arena.tally.commits,
        most_statements=arena.tally.most_statements,
        longest_transaction_ms=arena.tally.longest_ms,
        lock_waits=watch.seen.lock_waits,
        longest_wait_ms=watch.seen.longest_wait_ms,
        seconds=seconds,
        moments=tuple(moments),
        error=error,
    )


def _since(one: Asked, moment: float) -> float | None:
    return (moment - one.began) * 1000 if moment else None


def _create(arena: Arena, place: Place, gate: threading.Barrier, number: int, one: Asked) -> None:
    """A creator's own thread."""
    strategy, shop = STRATEGIES[arena.name], arena.shop
    gate.wait()
    one.began = time.perf_counter()
    try:
        tracer = Recorder(shop.clock.nanoseconds)
        tracer.take("3.0", strategy.branch)
        document = arena.options.document(number)
        one.new = prepared(shop.materials, tracer, document, LOCAL, "library", None, shop.clock)
        strategy.create(place, one.new)
        one.answered = time.perf_counter()
        arena.handed.put(one.new)
    except Exception as error:  # noqa: BLE001  a creator's end is what the trial is about; it is told there
        one.over = arena.ended.is_set()
        one.error = None if one.over else f"{type(error).__name__}: {error}"


def _work(arena: Arena, place: Place, workshop: Workshop) -> None:
    """The background's thread: what creators left for later, and then the jobs, one after the other."""
    while not arena.ended.is_set():
        try:
            while not arena.handed.empty():
                STRATEGIES[arena.name].later(place, arena.handed.get())
            with arena.shop.database.begin() as connection:  # looking for work costs nothing on a line
                ticket = writes.take_job(connection)
            if ticket is None:
                time.sleep(LOOK_SECONDS)
                continue
            compute = Asking(arena.compute, arena.helper, patient=False)
            generate_program(workshop, ticket, compute, arena.ended.is_set)
            with workshop.database.begin() as connection:
                writes.end_job(connection, ticket)
        except Exception as error:  # noqa: BLE001  as above
            if not arena.ended.is_set():
                arena.trouble = f"{type(error).__name__}: {error}"
                return


def _look_on(
    arena: Arena, asked: list[Asked], started: float, report: Callable[[Moment], None]
) -> tuple[End, list[Moment]]:
    """Until every program is complete, or it takes too long."""
    moments: list[Moment] = []
    while True:
        with arena.shop.database.connect() as connection:
            seen = writes.progress(connection)
        now = time.perf_counter()
        _note(asked, seen, now)
        moment = _moment(arena, asked, (now - started) * 1000)
        if not moments or moment.ms - moments[-1].ms > REPORT_SECONDS * 1000 or _changed(moments[-1], moment):
            moments.append(moment)
            report(moment)
        if arena.trouble or all(one.complete or one.error for one in asked):
            return "completed", moments
        if arena.cancelled():
            return "cancelled", moments
        if now - started > arena.options.limit:
            return "limit", moments
        time.sleep(LOOK_SECONDS)


def _note(asked: list[Asked], seen: dict[str, tuple[int, bool]], now: float) -> None:
    for one in asked:
        done, ended = seen.get(one.new.id, (0, False)) if one.new is not None else (0, False)
        one.sessions = done
        if done and not one.first:
            one.first = now
        if ended and one.answered and not one.complete:
            one.complete = now


def _moment(arena: Arena, asked: list[Asked], ms: float) -> Moment:
    answered = sum(one.answered > 0 for one in asked)
    every = arena.options.weeks * arena.options.days * arena.options.creators
    return Moment(arena.name, ms, answered, len(asked), sum(one.sessions for one in asked), every)


def _changed(before: Moment, now: Moment) -> bool:
    return (before.answered, before.sessions) != (now.answered, now.sessions)


def _cut(arena: Arena) -> None:
    """Whoever waits for a lock is not to wait any longer."""
    try:
        with arena.shop.database.begin() as connection:
            writes.cut_waits(connection)
    except StorageError as error:
        arena.trouble = str(error)
