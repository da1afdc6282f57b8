"""Athletes whom an owner has planned for, by name."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, text


def stored_athlete(c: Connection, owner: str, name: str) -> dict[str, Any] | None:
    """The athlete as the last request had them, case of the name aside; None if nobody is called that."""
    return c.execute(PROFILE, {"owner": owner, "name": name}).scalar_one_or_none()


def athlete_names(c: Connection, owner: str, most: int) -> tuple[str, ...]:
    """Those planned for last, latest first."""
    return tuple(c.execute(NAMES, {"owner": owner, "most": most}).scalars())


PROFILE = text("SELECT profile FROM athletes WHERE owner = :owner AND lower(name) = lower(:name)")

NAMES = text("""
SELECT name FROM athletes WHERE owner = :owner AND name IS NOT NULL ORDER BY updated_at DESC, id DESC LIMIT :most
""")
