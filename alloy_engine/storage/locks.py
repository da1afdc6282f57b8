"""How long statements wait for locks.

The server does not count that by statement, but it says who waits at this moment, and since when. So
whatever has been running for a while is asked about, from a connection aside. A wait that is over before
the first look is not seen; the end of one that is seen may be off by one look. A statement that is slow
without waiting is asked about ever more rarely: on a busy machine they are many, and asking costs time as well.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

import psycopg

LOOK_SECONDS = 0.01  # between two looks at somebody who waits
FIRST_SECONDS = 0.02  # a statement that takes no longer is never asked about
IDLE_LOOKS = 250  # looks without a statement after which the thread sleeps and its connection is closed


class LockWatch:
    """Told of statements that begin and end, by the process id of the backend that runs them. One thread,
    started at the first statement. connect: a connection of its own, in autocommit mode."""

    def __init__(self, connect: Callable[[], psycopg.Connection[Any]]) -> None:
        self._connect = connect
        self._open: dict[int, int] = {}  # backend → when its statement began, ns
        self._next: dict[int, int] = {}  # backend → when it is asked about next, ns
        self._waits: dict[int, list[tuple[int, int]]] = {}  # backend → (since when, seen last), ns
        self._wanted, self._closed = threading.Event(), threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def began(self, backend: int) -> None:
        now = time.perf_counter_ns()
        self._next[backend], self._open[backend] = now + FIRST_NS, now
        if not self._wanted.is_set():
            self._wake()

    def ended(self, backend: int) -> tuple[tuple[int, int], ...]:
        """The statement's waits: ns from its beginning, and how long."""
        began, waits = self._open.pop(backend, None), self._waits.pop(backend, None)
        if began is None or waits is None:
            return ()
        end = time.perf_counter_ns()
        latest = len(waits) - 1
        # The last one was seen until the look before the end, and may have lasted up to there.
        ends = [min(end, seen + (LOOK_NS if at == latest else 0)) for at, (_, seen) in enumerate(waits)]
        return tuple(
            (max(0, since - began), max(0, e - max(since, began))) for (since, _), e in zip(waits, ends, strict=True)
        )

    def close(self) -> None:
        self._closed.set()
        self._wanted.set()
        if self._thread is not None:
            self._thread.join(2.0)

    def _wake(self) -> None:
        with self._lock:
            self._wanted.set()
            if self._thread is None:
                self._thread = threading.Thread(target=self._look, name="alloy-locks", daemon=True)
                self._thread.start()

    def _look(self) -> None:
        while not self._closed.is_set():
            self._wanted.wait()
            self._look_for_a_while()
            self._wanted.clear()

    def _look_for_a_while(self) -> None:
        connection: psycopg.Connection[Any] | None = None
        idle = 0
        try:
            while idle < IDLE_LOOKS and not self._closed.wait(LOOK_SECONDS if self._waits else FIRST_SECONDS):
                now = time.perf_counter_ns()
                due = [backend for backend in tuple(self._open) if now >= self._next[backend]]
                idle = 0 if self._open else idle + 1
                if due:
                    connection = connection or self._connect()
                    self._note(connection.execute(WAITING, [due]).fetchall(), due, now)
        except psycopg.Error:
            self._closed.wait(1.0)  # no server to ask: then nobody holds a lock either
        finally:
            if connection is not None:
                connection.close()

    def _note(self, waiting: Iterable[tuple[int, float]], due: Iterable[int], asked: int) -> None:
        now = time.perf_counter_ns()
        for backend in due:
            self._next[backend] = now + max(FIRST_NS, now - self._open.get(backend, now))
        for backend, seconds in waiting:
            if backend not in self._open:
                continue
            self._next[backend] = now
            since = asked - int(seconds * 1e9)
            waits = self._waits.setdefault(backend, [])
            if waits and since < waits[-1][1]:  # it began before it was seen last: the same wait
                waits[-1] = (waits[-1][0], now)
            else:
                waits.append((since, now))


LOOK_NS, FIRST_NS = int(LOOK_SECONDS * 1e9), int(FIRST_SECONDS * 1e9)
WAITING = """
SELECT pid, CAST(extract(epoch FROM clock_timestamp() - min(waitstart)) AS double precision) FROM pg_locks
WHERE NOT granted AND waitstart IS NOT NULL AND pid = ANY(%s) GROUP BY pid
"""
