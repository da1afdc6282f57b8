"""Who is there: every worker process holds a shared advisory lock for as long as its connection lives."""

from __future__ import annotations

from typing import Any

import psycopg
from sqlalchemy import Connection, text

from alloy_engine.storage.database import Database

# Any numbers will do, as long as every process takes the same.
WORKERS_LOCK = 7_140_010


def alone(c: Connection) -> bool:
    """True, and nobody can appear until the end of this transaction, if no worker process lives.

    Who is frozen meanwhile keeps nobody out for long: the server ends what is idle in a transaction.
    """
    return bool(c.execute(ALONE, {"lock": WORKERS_LOCK}).scalar_one())


class Presence:
    """This process's mark of being alive, from here to `close`, on a connection of its own.

    Raises psycopg.Error if there is no server, or if who looks after orphans takes longer than a lock is waited for.
    """

    def __init__(self, database: Database) -> None:
        arguments: dict[str, Any] = {**database.connect_args, "application_name": "alloy-worker-presence"}
        self._connection = psycopg.connect(database.conninfo, autocommit=True, **arguments)
        try:
            self._connection.execute("SELECT pg_advisory_lock_shared(%s)", [WORKERS_LOCK])
        except psycopg.Error:
            self.close()
            raise

    def check(self) -> None:
        """Raises psycopg.OperationalError if the connection, and with it the lock, is gone."""
        self._connection.execute("SELECT 1")

    def close(self) -> None:
        self._connection.close()


ALONE = text("SELECT pg_try_advisory_xact_lock(:lock)")
