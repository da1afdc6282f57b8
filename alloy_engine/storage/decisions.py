"""The record of every choice, packed.

A session's decisions are some 150 KB of JSON, most of it the scores of movements that lost. As jsonb
they cost more to store than the whole session takes to plan; deflated first, a tenth of that. What
one asks for across sessions (who was chosen, at which total and step) stands in columns.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping

from pydantic import TypeAdapter
from sqlalchemy import Connection, and_, select

from alloy_engine.domain.decision import Decision
from alloy_engine.errors import NotFound
from alloy_engine.storage.keys import SessionKey
from alloy_engine.storage.tables import sessions
from alloy_engine.storage.tables_aside import decisions

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
