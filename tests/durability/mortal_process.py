"""Processes that do one thing each and are killed, as by kill -9, between two statements of it.

One order a line on standard input, such as {"action": "create", "at": "before INSERT INTO athletes…", "time": 1}; one
line on standard output tells how that process ended and, if it came to its end, which boundaries it passed.

action: create (with "request" and "key"), or work: a whole worker, which plans in its own process, until nothing is
left to do. A boundary lies before each statement or commit that is sent to the server, told by what is sent and what
was sent before it in the same transaction, and after each commit: the server forgets a transaction whose client has
died, so what lies after one statement lies before the next. time: at which passing of that boundary it dies.
"""

from __future__ import annotations

import gc
import inspect
import json
import os
import signal
import sys
import threading
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import psycopg

from alloy_engine.catalogue.policies.retention import load_retention
from alloy_engine.services import Alloy, configure_log
from alloy_engine.services.clock import SystemClock
from alloy_engine.services.compute.bench import AtHand, Bench
from alloy_engine.services.materials import Materials
from alloy_engine.services.stock import Stock
from alloy_engine.services.worker import Worker
from alloy_engine.settings import Settings
from alloy_engine.storage.database import Database
from alloy_engine.storage.queue.jobs import queue_length

BEGIN, COMMIT, ROLLBACK = "BEGIN", "COMMIT", "ROLLBACK"
LOOK_SECONDS = 0.01
LETTERS = 70  # of a statement that are told; a number stands for the rest
# What a worker does of itself, and not because of a program: it appears, lives, clears away, looks who is to stop.
OF_ITSELF = (
    "pg_advisory_lock_shared", "register_worker", "prune_stalled_workers", "LISTEN", "update_heartbeat",
    "AND abort_requested", "FROM pg_locks", "wayside_branches", "FROM traces ORDER BY id", "DELETE FROM queue.",
)  # fmt: skip


class Fate:
    """Counts the boundaries that are passed, and ends the process when it is time. ignored: a thread that looks on."""

    def __init__(self, at: str, time: int, ignored: threading.Thread | None = None) -> None:
        self._at, self._left, self._ignored = at, time, ignored
        self._sent: dict[int, str] = {}  # connection → what it sent last in its transaction
        self.passed: Counter[str] = Counter()

    def __enter__(self) -> Fate:
        """From here on it sees whatever this process sends, whichever library does."""
        ways = (psycopg.Connection, psycopg.Cursor), (psycopg.AsyncConnection, psycopg.AsyncCursor)
        for connection, cursor in ways:
            for name in ("execute", "executemany"):
                self._hook(cursor, name, lambda us, statement, *_: (us.connection, told(statement)))
            self._hook(connection, "commit", lambda us: (us, COMMIT))
            self._hook(connection, "rollback", lambda us: (us, ROLLBACK))
        return self

    def __exit__(self, *_: object) -> None:
        """The process ends, and nobody looks any more."""

    def _hook(self, owner: Any, name: str, said: Callable[..., tuple[Any, str]]) -> None:
        original = getattr(owner, name)

        async def later(us: Any, *arguments: Any, **named: Any) -> Any:
            with self._sending(*said(us, *arguments)):
                return await original(us, *arguments, **named)

        def at_once(us: Any, *arguments: Any, **named: Any) -> Any:
            with self._sending(*said(us, *arguments)):
                return original(us, *arguments, **named)

        setattr(owner, name, later if inspect.iscoroutinefunction(original) else at_once)

    @contextmanager
    def _sending(self, connection: Any, what: str) -> Iterator[None]:
        if self._is_no_part_of_it(what):
            yield
            return
        before = self._sent.pop(id(connection), BEGIN)
        if what == ROLLBACK or (what, before) == (COMMIT, BEGIN):
            yield
            return
        self._pass(f"before {what} after {before}")
        yield
        if what == COMMIT or connection.autocommit:
            self._pass(f"after {what} after {before}")
        else:
            self._sent[id(connection)] = what

    def _is_no_part_of_it(self, what: str) -> bool:
        looks = not what.strip(";") or what == "SELECT 1"  # whether the server still answers
        return looks or threading.current_thread() is self._ignored or any(one in what for one in OF_ITSELF)

    def _pass(self, boundary: str) -> None:
        self.passed[boundary] += 1
        if boundary == self._at:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


def told(statement: object) -> str:
    """A statement in one line: its beginning, and a number for all of it."""
    line = " ".join(str(statement).split())
    if len(line) <= LETTERS or any(one in line for one in OF_ITSELF):
        return line
    return f"{line[:LETTERS]}…{zlib.crc32(line.encode()):08x}"


class Here(AtHand):
    """A worker's bench without a process of its own."""

    def warm(self) -> None: ...

    def ready(self, _stopping: Callable[[], bool]) -> None: ...


def live(orders: dict[str, Any], materials: Materials) -> Counter[str]:
    """What the process was asked to do; the boundaries it passed."""
    # Traces are stored with every session, and not by the clock: each life passes the same boundaries.
    settings = replace(Settings.from_environment(), trace_seconds=0)
    stock, works = Stock(materials), orders["action"] == "work"
    database = Database.open(settings.database_url)
    stock.refresh(database)
    alloy = Alloy(settings, database, stock, 0)
    with Fate(orders["at"], orders["time"], threading.main_thread() if works else None) as fate:
        if not works:
            alloy.create(orders["request"], key=orders["key"])
            return fate.passed
        bench: Any = Here(Bench(stock.base, SystemClock()))
        Worker(alloy.workshop, load_retention(settings.data / "policy"), [bench]).start()
        with database.apart() as c:
            while queue_length(c):
                time.sleep(LOOK_SECONDS)
        return fate.passed


def main() -> None:
    """One life after the other, each in a process forked from this one: everything is imported and loaded once."""
    configure_log("ERROR")
    materials = Materials.load(Settings.from_environment().data)
    gc.freeze()
    for line in sys.stdin:
        reads, writes = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reads)
            passed = live(json.loads(line), materials)
            os.write(writes, json.dumps(passed).encode())
            os._exit(0)
        os.close(writes)
        with os.fdopen(reads) as pipe:
            passed = json.loads(pipe.read() or "{}")
        _, ended = os.waitpid(child, 0)
        print(json.dumps({"ended": os.waitstatus_to_exitcode(ended), "passed": passed}), flush=True)


if __name__ == "__main__":
    main()
