"""The record of every choice, packed.

A session's decisions are some 150 KB of JSON, most of it the scores of movements that lost. As jsonb
they cost more to store than the whole session takes to plan; deflated first, a tenth of that. What
one asks for across sessions (who was chosen, at which total and step) stands in columns.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import from_json
from sqlalchemy import Connection, Row, and_, select, text

from alloy_engine.domain.decision import Choice, Decision
from alloy_engine.errors import NotFound
from alloy_engine.storage.keys import SessionKey, program_key
from alloy_engine.storage.tables import sessions
from alloy_engine.storage.tables_aside import decisions


@dataclass(frozen=True, slots=True)
class Funnel:
    """One slot's way from the catalogue to the choice. stages: (filter, removed, left) in the order they were
    applied; none where the slot was held by something settled beforehand."""

    session: str
    slot: int
    chosen: str | None
    stages: tuple[tuple[str, int, int], ...]


DECISION = TypeAdapter(Decision)
FASTEST = 1


def decision_row(key: Mapping[str, object], decision: Decision) -> dict[str, object]:
    """The decision as a row below the session's key columns, for `insert_rows`."""
    chosen = decision.chosen
    return {
        **key,
        "slot": decision.slot,
        "role": decision.role,
        "chosen": chosen.movement if chosen else None,
        "total": chosen.total if chosen else None,
        "relaxation_step": decision.relaxation_step,
        "record": f"\\x{zlib.compress(DECISION.dump_json(decision), FASTEST).hex()}",
    }


def load_choices(c: Connection, program_id: str) -> tuple[Choice, ...]:
    """Every slot of every session, in program order."""
    found = c.execute(LOAD_CHOICES, {"id": program_key(program_id)})
    return tuple(
        Choice(f"{row.microcycle}-{row.day}", row.sequence, row.slot, row.role, row.chosen, row.total,
               row.relaxation_step)
        for row in found
    )  # fmt: skip


def load_funnels(
    c: Connection, program_id: str, *, microcycle: int | None = None, day: int | None = None
) -> tuple[Funnel, ...]:
    """Of the whole program, a microcycle or a session, in program order."""
    where = {"id": program_key(program_id), "microcycle": microcycle, "day": day}
    return tuple(_funnel(row) for row in c.execute(LOAD_FUNNELS, where))


def _funnel(row: Row[Any]) -> Funnel:
    record = from_json(zlib.decompress(row.record))
    stages = () if record["hold"] else tuple((s["stage"], s["removed"], s["left"]) for s in record["funnel"])
    return Funnel(f"{row.microcycle}-{row.day}", row.slot, row.chosen, stages)


def load_decisions(c: Connection, key: SessionKey) -> tuple[Decision, ...]:
    """The record of every slot's choice, in slot order; empty if nothing was chosen. Raises NotFound."""
    mine = [sessions.c[name] == value for name, value in key.columns.items()]
    same = [decisions.c[name] == sessions.c[name] for name in key.columns]
    found = (
        c.execute(
            select(decisions.c.record)
            .select_from(sessions.outerjoin(decisions, and_(*same)))
            .where(*mine)
            .order_by(decisions.c.slot)
        )
        .scalars()
        .all()
    )
    if not found:
        raise NotFound("session", key.text)
    return tuple(DECISION.validate_json(zlib.decompress(record)) for record in found if record is not None)


LOAD_CHOICES = text("""
SELECT microcycle, day, sessions.sequence, slot, role, chosen, total, decisions.relaxation_step
FROM decisions JOIN sessions USING (program_id, microcycle, day)
WHERE program_id = :id
ORDER BY sessions.sequence, slot
""")

LOAD_FUNNELS = text("""
SELECT microcycle, day, slot, chosen, record FROM decisions
WHERE program_id = :id
    AND (CAST(:microcycle AS integer) IS NULL OR microcycle = :microcycle)
    AND (CAST(:day AS integer) IS NULL OR day = :day)
ORDER BY microcycle, day, slot
""")
