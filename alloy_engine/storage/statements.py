"""Which statements take the server's time, as its extension pg_stat_statements counts them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, exc, text

EXTENSION = "pg_stat_statements"


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement since the statistics were last reset, its values replaced by $1 … share: of the time of all
    statements on this database, 0..1."""

    query: str
    calls: int
    total_ms: float
    mean_ms: float
    max_ms: float
    rows: int
    share: float


@dataclass(frozen=True, slots=True)
class Statements:
    """rows: the most expensive first. missing: why there are none, None where they are counted."""

    rows: tuple[StatementRow, ...]
    missing: str | None = None


def keep_statistics(c: Connection) -> None:
    """Have statements counted. On a server of our own; another one's owner decides that."""
    c.execute(text(f"CREATE EXTENSION IF NOT EXISTS {EXTENSION}"))


def load_statements(c: Connection, most: int) -> Statements:
    """The statements that took most time on this database."""
    if c.execute(IS_THERE, {"name": EXTENSION}).scalar_one_or_none() is None:
        return Statements((), f"the extension {EXTENSION} is not there: CREATE EXTENSION {EXTENSION} adds it")
    try:
        with c.begin_nested():
            found = c.execute(LOAD, {"most": most}).mappings().all()
    except exc.DBAPIError as error:  # it is there, and was not loaded with the server or may not be read
        return Statements((), f"{EXTENSION} cannot be read: {str(error.orig).strip()}")
    return Statements(tuple(StatementRow(**row) for row in found))


IS_THERE = text("SELECT 1 FROM pg_extension WHERE extname = :name")

LOAD = text("""
SELECT query, calls, total_exec_time AS total_ms, mean_exec_time AS mean_ms, max_exec_time AS max_ms, rows,
    CASE WHEN sum(total_exec_time) OVER () > 0 THEN total_exec_time / sum(total_exec_time) OVER () ELSE 0 END AS share
FROM pg_stat_statements
WHERE toplevel AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
ORDER BY total_exec_time DESC, queryid
LIMIT :most
""")
