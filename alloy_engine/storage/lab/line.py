"""A line to the server with a simulated round trip, on which everything is counted, and writes can be re-cut."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from threading import Lock
from typing import Any

import psycopg
from sqlalchemy import create_engine

from alloy_engine.storage.database import Database, normalised_url

SET_BASED = "jsonb_populate_recordset"
PATIENCE_SECONDS = 60.0
UNREAD = ("INSERT INTO exercises ", "INSERT INTO decisions ", "INSERT INTO traces ")


class Writing(Enum):
    """How an insertion of many rows travels. AS_IS: one statement each time, as the engine sends it. ROW_BY_ROW: a
    statement a row. GATHERED: what nobody reads before the commit is kept until then, then one statement a table."""

    AS_IS = "as it is"
    ROW_BY_ROW = "row by row"
    GATHERED = "gathered"


@dataclass(slots=True)
class Tally:
    """What went over a line, all its connections together. longest_ms: of the transactions. most_statements: that one
    of them held."""

    statements: int = 0
    commits: int = 0
    longest_ms: float = 0.0
    most_statements: int = 0
    _lock: Lock = field(default_factory=Lock)

    def sent(self) -> None:
        with self._lock:
            self.statements += 1

    def ended(self, open_ms: float, statements: int, commits: int) -> None:
        """A transaction. statements: that it held. commits: 1, or 0 if it was rolled back."""
        with self._lock:
            self.commits += commits
            self.longest_ms = max(self.longest_ms, open_ms)
            self.most_statements = max(self.most_statements, statements)


@dataclass(frozen=True, slots=True)
class Line:
    """round_trip: seconds slept before each statement and each commit; simulated. over: called there too; it raises
    once the trial has to end. limit: seconds a trial may take; whoever waits for a lock long after that is let go by
    the server, should nobody else do it."""

    round_trip: float
    writing: Writing
    tally: Tally
    over: Callable[[], None]
    limit: float

    def open(self, ground: Database, pool: int) -> Database:
        """The same database at the end of this line. pool: most connections at one time."""
        arguments = {**ground.connect_args, "options": self._options, "application_name": "alloy-lab"}

        def connect() -> psycopg.Connection:
            connection = _Connection.connect(ground.conninfo, cursor_factory=_Cursor, **arguments)  # type: ignore[arg-type]
            connection.line = self
            return connection

        engine = create_engine(normalised_url(ground.url), creator=connect, pool_size=pool, max_overflow=0)
        return Database(engine, ground.url)

    @property
    def _options(self) -> str:
        """A transaction that stays open too long is what is to be shown, not to be cut."""
        waits = round((self.limit + PATIENCE_SECONDS) * 1000)
        return f"-c search_path=public,queue -c lock_timeout={waits} -c statement_timeout=0"

    def travel(self) -> None:
        self.over()
        if self.round_trip:
            time.sleep(self.round_trip)


class _Connection(psycopg.Connection):
    line: Line | None = None

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.gathered: dict[str, list[Any]] = {}
        self.began: float | None = None
        self.statements = 0

    def commit(self) -> None:
        if self.line is not None and self.began is not None:
            self._flush()
            self.line.travel()
            super().commit()
            self._ended(commits=1)
        else:
            super().commit()

    def rollback(self) -> None:
        self.gathered.clear()
        super().rollback()
        self._ended()

    def _flush(self) -> None:
        with self.cursor() as cursor:
            for query, rows in self.gathered.items():
                cursor.sent(query, {"rows": json.dumps(rows)})  # type: ignore[attr-defined]
        self.gathered.clear()

    def _ended(self, commits: int = 0) -> None:
        if self.line is not None and self.began is not None:
            self.line.tally.ended((time.perf_counter() - self.began) * 1000, self.statements, commits)
        self.began, self.statements = None, 0


class _Cursor(psycopg.Cursor):
    def execute(self, query: Any, params: Any = None, **named: Any) -> Any:
        connection = self.connection
        if not isinstance(connection, _Connection) or connection.line is None:
            return super().execute(query, params, **named)
        rows = _rows(query, params)
        if rows is None or connection.line.writing is Writing.AS_IS:
            return self.sent(query, params, **named)
        if connection.line.writing is Writing.GATHERED:
            if not query.startswith(UNREAD):
                return self.sent(query, params, **named)
            connection.gathered.setdefault(query, []).extend(rows)
            return self
        for row in rows:
            self.sent(query, {"rows": json.dumps([row])})
        return self

    def sent(self, query: Any, params: Any = None, **named: Any) -> Any:
        connection: Any = self.connection
        connection.line.travel()
        if connection.began is None and not connection.autocommit:
            connection.began = time.perf_counter()
        connection.statements += 1
        connection.line.tally.sent()
        return super().execute(query, params, **named)


def _rows(query: Any, params: Any) -> list[Any] | None:
    """The rows of an insertion of many, None for anything else."""
    if isinstance(query, str) and SET_BASED in query and isinstance(params, Mapping) and set(params) == {"rows"}:
        return json.loads(params["rows"])
    return None
