"""Processes that do one thing each and are killed, as by kill -9, at a named moment of it.

One order a line on standard input, such as {"action": "create", "at": "before statement 3"}; one line on
standard output tells how that process ended.

action: create (with "request" and "key"), or work: take jobs until killed. at: "before|after statement N" or
"before|after commit N", counted over the creation, or over the worker's fenced transactions; "never".
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from typing import Any

from sqlalchemy import Connection, Engine, event

from alloy_engine.services import Alloy, configure_log
from alloy_engine.settings import Settings

FENCE = "NOT abort_requested"  # what the first statement of a fenced transaction asks for


class Fate:
    """Counts what reaches the database, and ends the process when it is time."""

    def __init__(self, at: str, *, everything: bool) -> None:
        self._when, self._what, number = at.split() if at != "never" else ("", "", "0")
        self._number, self._everything = int(number), everything
        self._seen = {"statement": 0, "commit": 0}
        self._watched: set[Connection] = set()

    def listen(self, engine: Engine | type[Engine]) -> None:
        event.listen(engine, "before_cursor_execute", self._before)
        event.listen(engine, "after_cursor_execute", self._after)
        event.listen(engine, "commit", self._commit)

    def _before(self, c: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
        if FENCE in statement or self._everything:
            self._watched.add(c)
        if c in self._watched:
            self._seen["statement"] += 1
            self._strike("before", "statement")

    def _after(self, c: Connection, *_rest: Any) -> None:
        if c in self._watched:
            self._strike("after", "statement")

    def _commit(self, c: Connection) -> None:
        """Called just before the commit is sent."""
        if c not in self._watched:
            return
        self._watched.discard(c)
        self._seen["commit"] += 1
        self._strike("before", "commit")
        if self._when == "after" and self._what == "commit" and self._seen["commit"] == self._number:
            c.connection.driver_connection.commit()  # type: ignore[union-attr]
            _die()

    def _strike(self, when: str, what: str) -> None:
        if (when, what) == (self._when, self._what) and self._seen[what] == self._number:
            _die()


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def live(orders: dict[str, Any]) -> None:
    creates = orders["action"] == "create"
    fate = Fate(orders["at"], everything=creates)
    if creates:
        with Alloy.open(Settings.from_environment(), worker=False) as alloy:
            fate.listen(alloy.database.engine)
            alloy.create(orders["request"], key=orders.get("key"))
        return
    fate.listen(Engine)  # a worker works at once: its engine is met as it is made
    Alloy.open(Settings.from_environment())
    threading.Event().wait()


def main() -> None:
    """One life after the other, each in a process forked from this one: everything is imported once."""
    configure_log("WARNING")
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            live(json.loads(line))
            os._exit(0)
        _, ended = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(ended), flush=True)


if __name__ == "__main__":
    main()
