"""python -m benchmarks.idling: what a worker costs while there is nothing to do."""

from __future__ import annotations

import contextlib
import os
import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from alloy_engine.errors import StorageError
from alloy_engine.storage.database import Database
from benchmarks.figures import Figure, print_only
from benchmarks.surroundings import engine, workers

SECONDS = 20.0
SETTLE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Spent:
    """Since the beginning of things. statements, cpu_seconds: None where they cannot be known."""

    transactions: int
    statements: int | None
    cpu_seconds: float | None


def figures() -> list[Figure]:
    with engine() as (alloy, url):
        _count_statements(alloy.database)
        with workers(alloy, url, 1) as (worker,):
            time.sleep(SETTLE_SECONDS)
            before, start = _spent(alloy.database, worker.pid), time.perf_counter()
            time.sleep(SECONDS)
            after, seconds = _spent(alloy.database, worker.pid), time.perf_counter() - start
            with alloy.database.connect() as c:
                connections = c.execute(CONNECTIONS).scalar_one()
    found = [Figure("idle worker, transactions", (after.transactions - before.transactions) / seconds, "/s")]
    if before.statements is not None and after.statements is not None:
        found.append(Figure("idle worker, statements", (after.statements - before.statements) / seconds, "/s"))
    if before.cpu_seconds is not None and after.cpu_seconds is not None:
        share = 100 * (after.cpu_seconds - before.cpu_seconds) / seconds
        found.append(Figure("idle worker, processor", share, "% of a core"))
    return [*found, Figure("idle worker, connections", connections, "")]


def _count_statements(database: Database) -> None:
    with contextlib.suppress(StorageError), database.begin() as c:
        c.execute(text("CREATE EXTENSION IF NOT EXISTS pg_stat_statements"))


def _spent(database: Database, pid: int) -> Spent:
    """Our own looks are among them: three statements in two transactions."""
    with database.connect() as c:
        transactions = c.execute(TRANSACTIONS).scalar_one()
    try:
        with database.connect() as c:
            statements = c.execute(STATEMENTS).scalar_one()
    except StorageError:
        statements = None
    return Spent(transactions, statements, _cpu(pid))


def _cpu(pid: int) -> float | None:
    """Of the process and those it started; None where the system does not tell."""
    root = Path("/proc", str(pid))
    if not root.is_dir():
        return None
    fields = (root / "stat").read_text().rpartition(")")[2].split()
    ticks = int(fields[11]) + int(fields[12])
    children = (root / "task" / str(pid) / "children").read_text().split()
    return ticks / os.sysconf("SC_CLK_TCK") + sum(_cpu(int(child)) or 0.0 for child in children)


TRANSACTIONS = text("SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = current_database()")

STATEMENTS = text("""
SELECT CAST(coalesce(sum(calls), 0) AS bigint) FROM pg_stat_statements
WHERE toplevel AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
""")

CONNECTIONS = text("""
SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'alloy%'
    AND pid <> pg_backend_pid() AND application_name <> 'alloy-embedded-lease'
""")

if __name__ == "__main__":
    print_only(figures)
