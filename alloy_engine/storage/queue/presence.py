"""Who is there: every worker process holds a shared advisory lock for as long as its connection lives."""

from __future__ import annotations

from typing import Any

import psycopg

from alloy_engine.storage.database import Database

# Any numbers will do, as long as every process takes the same.
WORKERS_LOCK = 7_140_010


class Presence:
    """This process's mark of being alive, on a connection of its own. Usable once."""

    def __init__(self, database: Database) -> None:
        arguments: dict[str, Any] = {**database.connect_args, "application_name": "alloy-worker-presence"}
        self._connection = psycopg.connect(database.conninfo, autocommit=True, **arguments)

    def alone(self) -> bool:
        """True, and nobody can appear until `settle`, if no other worker process lives.

        The lock that keeps the others out is a transaction's: a process that is frozen meanwhile loses it with that, as
        the server ends what is idle in a transaction.
        """
        self._connection.execute("BEGIN")
        row = self._connection.execute("SELECT pg_try_advisory_xact_lock(%s)", [WORKERS_LOCK]).fetchone()
        return bool(row and row[0])

    def settle(self) -> None:
        """Become one of the living; whoever looked after the orphans lets the others in."""
        self._connection.execute("SELECT pg_advisory_lock_shared(%s)", [WORKERS_LOCK])
        self._connection.execute("COMMIT")

    def check(self) -> None:
        """Raises psycopg.OperationalError if the connection, and with it the lock, is gone."""
        self._connection.execute("SELECT 1")

    def close(self) -> None:
        self._connection.close()
