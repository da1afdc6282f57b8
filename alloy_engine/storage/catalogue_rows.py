"""Catalogue and policy as rows: searchable, and kept by version so that old programs stay explicable."""

from __future__ import annotations

import json
from dataclasses import dataclass

from pydantic import TypeAdapter
from pydantic_core import to_json
from sqlalchemy import Connection, Text, cast, text
from sqlalchemy.dialects.postgresql import insert

from alloy_engine.catalogue import Catalogue, Policy
from alloy_engine.domain.movement import Movement
from alloy_engine.storage.documents import insert_rows
from alloy_engine.storage.tables_aside import catalogue_versions, movements, policy_versions

MOVEMENT = TypeAdapter(Movement)
Rows = list[dict[str, object]]
# Any number will do, as long as every process takes the same.
SYNC_LOCK = 7_140_002


@dataclass(frozen=True, slots=True)
class MovementHit:
    """A movement that resembles the search text. similarity: 0..1."""

    id: str
    name: str
    similarity: float


def movement_rows(catalogue: Catalogue) -> Rows:
    """The catalogue written out. It takes a fifth of a second of a processor, which a crowded machine makes longer than
    the server lets a transaction be idle: whoever opens one for it does this before."""
    return [_row(movement, catalogue.version) for movement in catalogue.movements]


def is_published(c: Connection, catalogue: Catalogue) -> bool:
    """Whether the movement rows are those of this catalogue."""
    current = text("SELECT EXISTS (SELECT 1 FROM movements WHERE catalogue_version = :version)")
    return bool(c.execute(current, {"version": catalogue.version}).scalar_one())


def sync_catalogue(c: Connection, catalogue: Catalogue, rows: Rows | None = None) -> bool:
    """Make the movement rows those of this catalogue. False if they were already. rows: it, written out before."""
    c.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": SYNC_LOCK})
    if is_published(c, catalogue):
        return False
    rows = movement_rows(catalogue) if rows is None else rows
    content = [row["data"] for row in rows]
    known = insert(catalogue_versions).values(version=catalogue.version, content=content).on_conflict_do_nothing()
    c.execute(known)
    c.execute(text("DELETE FROM movements"))
    insert_rows(c, movements, rows)
    return True


def sync_policy(c: Connection, policy: Policy) -> bool:
    """Keep this policy's numbers under its version. False if they were there already, in the same order."""
    # A band may have no upper end, and JSON has no infinity; the model reads the word back as a number.
    content = json.loads(to_json(policy.model_dump(), inf_nan_mode="strings"))
    known = insert(policy_versions).values(version=policy.version, content=content)
    written, there = known.excluded.content, policy_versions.c.content
    known = known.on_conflict_do_update(
        index_elements=["version"], set_={"content": written}, where=cast(there, Text) != cast(written, Text)
    )
    return c.execute(known.returning(policy_versions.c.version)).scalar_one_or_none() is not None


def search_movements(c: Connection, words: str, limit: int = 20) -> tuple[MovementHit, ...]:
    """Movements whose name, aliases, pattern or muscle resemble the words, best first; two statements."""
    if not words.strip():
        return ()
    c.execute(BY_INDEX)
    found = c.execute(SEARCH, {"words": words.strip().lower(), "limit": limit})
    return tuple(MovementHit(row.id, row.name, row.similarity) for row in found)


def _row(movement: Movement, version: str) -> dict[str, object]:
    words = (movement.name, *movement.aliases, movement.pattern.replace("_", " "), movement.primary.replace("_", " "))
    return {
        "id": movement.id,
        "name": movement.name,
        "aliases": movement.aliases,
        "pattern": movement.pattern,
        "primary_muscle": movement.primary,
        "search": " ".join(words).lower(),
        "data": json.loads(MOVEMENT.dump_json(movement)),
        "catalogue_version": version,
    }


# The server takes comparing by similarity for cheap and would compare every movement, in ten times the time.
BY_INDEX = text("SET LOCAL enable_seqscan = off")

# `<%` (word similarity) uses the trigram index; the whole-text similarity then prefers the shorter name.
SEARCH = text("""
SELECT id, name, word_similarity(:words, search) AS similarity FROM movements
WHERE :words <% search
ORDER BY similarity DESC, similarity(:words, search) DESC, id COLLATE "C"
LIMIT :limit
""")
