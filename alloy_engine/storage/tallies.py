"""How many programs and sessions there are of each status, at a price that does not grow with the database."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, text

from alloy_engine.domain.vocabulary import GenerationStatus

# Tables up to so many rows are counted; larger ones are reckoned from the planner's statistics, which
# autovacuum keeps fresh.
COUNTED_ROWS = 200_000


def tally(c: Connection, table: str, counted_rows: int = COUNTED_ROWS) -> Mapping[GenerationStatus, int]:
    """Rows of `programs` or `sessions` (recovery days included) by status, every status named."""
    if c.execute(SIZE, {"table": table}).scalar_one() <= counted_rows:
        found = c.execute(text(f"SELECT status, count(*) FROM {table} GROUP BY status")).all()
    else:
        found = c.execute(RECKONED, {"table": table}).all()
    by_status = {status: round(number) for status, number in found}
    return {status: by_status.get(status.value, 0) for status in GenerationStatus}


SIZE = text("SELECT reltuples FROM pg_class WHERE oid = CAST(CAST(:table AS text) AS regclass)")

RECKONED = text("""
SELECT status, share * reltuples FROM pg_stats
JOIN pg_class ON oid = CAST(CAST(:table AS text) AS regclass)
CROSS JOIN unnest(CAST(CAST(most_common_vals AS text) AS text[]), most_common_freqs) AS common (status, share)
WHERE schemaname = 'public' AND tablename = CAST(:table AS text) AND attname = 'status'
""")
