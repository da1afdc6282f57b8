"""Named weights of the score, each user's own."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from alloy_engine.errors import NotFound
from alloy_engine.storage.tables_aside import weight_presets

MOST = 50
Weights = Mapping[str, float]


def load_weight_presets(c: Connection, owner: str) -> dict[str, Weights]:
    """Name → dimension → weight, by name; at most `MOST`."""
    mine = select(weight_presets.c.name, weight_presets.c.weights).where(weight_presets.c.owner == owner)
    return {row.name: row.weights for row in c.execute(mine.order_by(func.lower(weight_presets.c.name)).limit(MOST))}


def keep_weight_preset(c: Connection, owner: str, name: str, weights: Weights) -> None:
    """The weights have been checked; they take the place of those kept under that name."""
    row = insert(weight_presets).values(owner=owner, name=name, weights=dict(weights))
    c.execute(row.on_conflict_do_update(index_elements=["owner", "name"], set_={"weights": row.excluded.weights}))


def drop_weight_preset(c: Connection, owner: str, name: str) -> None:
    """Raises NotFound."""
    mine = (weight_presets.c.owner == owner) & (weight_presets.c.name == name)
    if not c.execute(delete(weight_presets).where(mine)).rowcount:
        raise NotFound("preset", name)
