"""How the server goes about statements: the very ones that were sent, explained, and what it really scanned."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import text

from alloy_engine.storage.counting import count_statements
from alloy_engine.storage.database import Database

# Those that grow with the number of programs.
BIG = frozenset(
    {"programs", "athletes", "microcycles", "sessions", "exercises", "decisions", "past_sessions", "traces", "audits"}
)
PLANNED = ("SELECT", "WITH", "INSERT", "UPDATE", "DELETE", "SET LOCAL")


def sent_by(database: Database, action: Callable[[], object]) -> list[tuple[str, Any]]:
    """The statements of an action, each once, with parameters; those that no plan is made for left out."""
    with count_statements(database.engine) as counted:
        action()
    return list({sql: (sql, values) for sql, values in counted.sent if sql.lstrip().startswith(PLANNED)}.values())


def plans_of(database: Database, sent: Iterable[tuple[str, Any]]) -> list[dict[str, Any]]:
    """What the server would do with each, as EXPLAIN tells it; nothing is done. Settings among them hold."""
    plans = []
    with database.connect() as c:
        for sql, values in sent:
            if sql.startswith("SET LOCAL"):
                c.exec_driver_sql(sql)
            else:
                answer = c.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {sql}", values).scalar_one()
                plans.append(answer[0]["Plan"])
    return plans


def blocks_of(database: Database, sent: Iterable[tuple[str, Any]]) -> int | None:
    """Blocks of 8 KB that the statements touch, done once more; None if one of them writes."""
    touched = 0
    with database.connect() as c:
        for sql, values in sent:
            if sql.startswith("SET LOCAL"):
                c.exec_driver_sql(sql)
            elif sql.lstrip().startswith("SELECT") and "FOR " not in sql:
                (told,) = c.exec_driver_sql(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", values).scalar_one()
                touched += told["Plan"]["Shared Hit Blocks"] + told["Plan"]["Shared Read Blocks"]
            else:
                return None
    return touched


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from nodes(part)


def indexes(plan: dict[str, Any]) -> set[str]:
    """Those that are looked up, or decide whether a new row may stand beside the others."""
    deciding = {name for node in nodes(plan) for name in node.get("Conflict Arbiter Indexes", ())}
    return {node["Index Name"] for node in nodes(plan) if "Index Name" in node} | deciding


def read_whole(plan: dict[str, Any]) -> set[str]:
    """Big tables that would be read from one end to the other."""
    return {node["Relation Name"] for node in nodes(plan) if node["Node Type"] == "Seq Scan"} & BIG


class Scans:
    """What was read whole since this was made, by the server's own count: cascades, triggers and functions too.

    The counts are those of every connection that has ended its transaction, if one and the same is used again.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._before = self._counts()

    def since(self) -> dict[str, int]:
        """Table → how often."""
        now = self._counts()
        return {table: now[table] - self._before[table] for table in sorted(BIG) if now[table] > self._before[table]}

    def _counts(self) -> dict[str, int]:
        with self._database.begin() as c:
            c.execute(text("SELECT pg_stat_force_next_flush()"))
        with self._database.begin() as c:
            return {row.relname: row.seq_scan for row in c.execute(COUNTS)}


COUNTS = text("SELECT relname, seq_scan FROM pg_stat_user_tables WHERE schemaname = 'public'")
