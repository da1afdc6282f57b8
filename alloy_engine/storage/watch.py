"""What the server itself sees while something runs: who waits for a lock, how long transactions stay open."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field
from types import TracebackType

import psycopg

from alloy_engine.storage.database import Database

PAUSE_SECONDS = 0.004
# One session that extends a table's file while another wants to: it holds no row and nobody's transaction.
FILE_GROWTH = "extend"


@dataclass(slots=True)
class Seen:
    """looks: how often the server was asked. connections: most at one time. waits: by kind of lock, as
    pg_stat_activity names it; a wait seen twice counts once. longest_wait_ms, longest_transaction_ms: as far as
    they were seen; a look takes place every few milliseconds."""

    looks: int = 0
    connections: int = 0
    waits: Counter[str] = field(default_factory=Counter)
    longest_wait_ms: float = 0.0
    longest_transaction_ms: float = 0.0

    @property
    def lock_waits(self) -> int:
        """Waits for another session's transaction; tables that grow are left out."""
        return sum(times for kind, times in self.waits.items() if kind != FILE_GROWTH)


class Watch:
    """Looks at one database from a connection of its own, in a thread, until left. `seen` grows meanwhile.

    application: only connections whose application_name begins so.
    """

    def __init__(self, database: Database, application: str = "alloy") -> None:
        self.seen = Seen()
        self._application = f"{application}%"
        arguments = {**database.connect_args, "application_name": "watch"}
        self._connection = psycopg.connect(database.conninfo, autocommit=True, **arguments)  # type: ignore[arg-type]
        self._known: set[tuple[int, object]] = set()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="alloy-watch", daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()
        self._connection.close()

    def _watch(self) -> None:
        while not self._over.is_set():
            try:
                rows = self._connection.execute(LOOK, [self._application]).fetchall()
            except psycopg.Error:
                return  # the server is gone, and there is nothing to be seen
            self._note(rows)
            self._over.wait(PAUSE_SECONDS)

    def _note(self, rows: list[tuple[int, float | None, str | None, object, float | None]]) -> None:
        seen = self.seen
        seen.looks += 1
        seen.connections = max(seen.connections, len(rows))
        for pid, open_ms, kind, since, waited_ms in rows:
            seen.longest_transaction_ms = max(seen.longest_transaction_ms, open_ms or 0.0)
            if kind is None:
                continue
            seen.longest_wait_ms = max(seen.longest_wait_ms, waited_ms or 0.0)
            if (pid, since) not in self._known:
                self._known.add((pid, since))
                seen.waits[kind] += 1


LOOK = """
SELECT pid, CAST(1000 * extract(epoch FROM clock_timestamp() - xact_start) AS double precision),
    CASE WHEN wait_event_type = 'Lock' THEN wait_event END, waiting.waitstart,
    CAST(1000 * extract(epoch FROM clock_timestamp() - waiting.waitstart) AS double precision)
FROM pg_stat_activity LEFT JOIN LATERAL (
    SELECT waitstart FROM pg_locks
    WHERE wait_event_type = 'Lock' AND pg_locks.pid = pg_stat_activity.pid AND NOT granted LIMIT 1
) AS waiting ON true
WHERE datname = current_database() AND backend_type = 'client backend' AND application_name LIKE %s
"""
