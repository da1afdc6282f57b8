"""How far a program has come: what a page or a client asks again and again while it is generated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, text

from alloy_engine.domain.vocabulary import GenerationStatus, SessionType
from alloy_engine.errors import NotFound
from alloy_engine.storage.keys import program_key
from alloy_engine.storage.sessions import status_totals


@dataclass(frozen=True, slots=True)
class Progress:
    """totals: training sessions by status. current: (microcycle, day, type) of the session in hand.

    queued_ms: from being asked for to being taken up, still growing while nobody has. elapsed_ms: from
    then to the end, or until now; None before. phases_ms: time by phase, each session's newest run.
    """

    id: str
    status: GenerationStatus
    error: str | None
    totals: Mapping[GenerationStatus, int]
    current: tuple[int, int, SessionType] | None
    queued_ms: float
    elapsed_ms: float | None
    phases_ms: Mapping[str, float]

    @property
    def sessions_total(self) -> int:
        return sum(self.totals.values())

    @property
    def sessions_done(self) -> int:
        return self.totals[GenerationStatus.COMPLETED]


def load_progress(c: Connection, program_id: str) -> Progress:
    """Three statements. Raises NotFound."""
    key = {"id": program_key(program_id)}
    row = c.execute(HEAD, key).one_or_none()
    if row is None:
        raise NotFound("program", program_id)
    return Progress(
        id=str(row.id),
        status=GenerationStatus(row.status),
        error=row.error,
        totals=status_totals(c, program_id),
        current=(row.microcycle, row.day, SessionType(row.type)) if row.day else None,
        queued_ms=float(row.queued_ms),
        elapsed_ms=None if row.elapsed_ms is None else float(row.elapsed_ms),
        phases_ms={name: ns / 1e6 for name, ns in c.execute(PHASES, key)},
    )


HEAD = text("""
SELECT programs.id, programs.status, programs.error, current.microcycle, current.day, current.type,
    1000 * extract(epoch FROM coalesce(programs.started_at, finished_at, now()) - asked_at) AS queued_ms,
    1000 * extract(epoch FROM coalesce(finished_at, now()) - programs.started_at) AS elapsed_ms
FROM programs
LEFT JOIN LATERAL (
    SELECT microcycle, day, type FROM sessions
    WHERE program_id = programs.id AND status = 'in_progress' AND type <> 'recovery' ORDER BY sequence LIMIT 1
) AS current ON true
WHERE programs.id = :id
""")

PHASES = text("""
SELECT name, CAST(sum(CAST(ns AS bigint)) AS bigint) FROM (
    SELECT listed->2 AS phases, run, max(run) OVER (PARTITION BY listed->>0, listed->>1) AS newest
    FROM traces CROSS JOIN LATERAL json_array_elements(phases) AS of_session (listed) WHERE program_id = :id
) AS numbered CROSS JOIN LATERAL json_each_text(phases) AS phase (name, ns)
WHERE run = newest
GROUP BY name ORDER BY name COLLATE "C"
""")
