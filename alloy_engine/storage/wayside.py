"""Counts of the branches that belong to no stored program."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.postgresql import insert

from alloy_engine.storage.tables_aside import wayside_branches

# (fork, branch) → how often
Counted = Mapping[tuple[str, str], int]


def add_wayside(c: Connection, counts: Counted) -> None:
    """Add to what is stored. In order of the forks, so that two processes never wait for each other in a ring."""
    rows = [{"fork": fork, "branch": branch, "times": times} for (fork, branch), times in sorted(counts.items())]
    if rows:
        statement = insert(wayside_branches).values(rows)
        added = {"times": wayside_branches.c.times + statement.excluded.times, "last_at": func.now()}
        c.execute(statement.on_conflict_do_update(index_elements=["fork", "branch"], set_=added))


def load_wayside(c: Connection) -> dict[tuple[str, str], int]:
    rows = c.execute(select(wayside_branches.c.fork, wayside_branches.c.branch, wayside_branches.c.times))
    return {(row.fork, row.branch): row.times for row in rows}
