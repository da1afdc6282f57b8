"""Records that have become old, removed a batch at a time."""

from __future__ import annotations

from sqlalchemy import Connection, text


def forget_traces(c: Connection, days: float, batch: int) -> int:
    """Remove traces older than so many days; looks at the `batch` oldest only, and returns how many it removed.

    Rows are numbered as they come, so that the oldest are found without an index on time.
    """
    return c.execute(TRACES, {"days": days, "batch": batch}).rowcount


def forget_jobs(c: Connection, days: float, batch: int) -> int:
    """Remove jobs that ended so many days ago: the programs' own rows tell what became of them."""
    return c.execute(JOBS, {"days": days, "batch": batch}).rowcount


TRACES = text("""
WITH oldest AS (SELECT id, started_at FROM traces ORDER BY id LIMIT :batch)
DELETE FROM traces USING oldest
WHERE traces.id = oldest.id AND oldest.started_at < now() - make_interval(secs => 86400 * :days)
""")

JOBS = text("""
DELETE FROM queue.procrastinate_jobs WHERE id IN (
    SELECT id FROM queue.procrastinate_jobs AS jobs
    WHERE status NOT IN ('todo', 'doing') AND NOT EXISTS (
        SELECT FROM queue.procrastinate_events AS events
        WHERE events.job_id = jobs.id AND events.at > now() - make_interval(secs => 86400 * :days)
    )
    ORDER BY id LIMIT :batch
)
""")
