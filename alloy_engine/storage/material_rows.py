"""What sessions are planned with, kept so that a session can be planned again after all of it has changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert

from alloy_engine.catalogue import Catalogue, Policy
from alloy_engine.domain.movement import Movement
from alloy_engine.domain.vocabulary import Equipment
from alloy_engine.errors import CatalogueError, NotFound, PolicyError
from alloy_engine.storage.catalogue_rows import Rows, is_published, movement_rows, sync_catalogue, sync_policy
from alloy_engine.storage.database import Database
from alloy_engine.storage.tables_aside import catalogue_versions, materials, policy_versions

MOVEMENTS = TypeAdapter(tuple[Movement, ...])
PRESETS = TypeAdapter(dict[str, frozenset[Equipment]])


@dataclass(frozen=True, slots=True)
class KeptMaterials:
    """Engine, catalogue, policy and presets of one day. version: names them all together."""

    version: str
    engine_version: str
    catalogue: Catalogue
    policy: Policy
    presets: Mapping[str, frozenset[Equipment]]


def publish_materials(database: Database, current: KeptMaterials) -> bool:
    """Keep them in a transaction of its own, in which nobody waits until a catalogue is written out."""
    with database.connect() as c:
        published = is_published(c, current.catalogue)
    rows = None if published else movement_rows(current.catalogue)
    with database.begin() as c:
        return keep_materials(c, current, rows)


def keep_materials(c: Connection, current: KeptMaterials, rows: Rows | None = None) -> bool:
    """See to it that all of it can be loaded again. False if it was there already.

    Any number of processes may do so at once; what is there stays as it is. rows: the catalogue, written out before.
    """
    sync_catalogue(c, current.catalogue, rows)
    sync_policy(c, current.policy)
    row = {
        "version": current.version,
        "engine_version": current.engine_version,
        "catalogue_version": current.catalogue.version,
        "policy_version": current.policy.version,
        "presets": {name: sorted(items) for name, items in current.presets.items()},
    }
    kept = insert(materials).values(row).on_conflict_do_nothing().returning(materials.c.version)
    return c.execute(kept).scalar_one_or_none() is not None


def load_materials(c: Connection, version: str) -> KeptMaterials:
    """What `keep_materials` kept, equal to it.

    Raises NotFound if it was never kept, or only by name; CatalogueError or PolicyError if this engine cannot
    read what an older or newer one kept.
    """
    row = c.execute(select(materials).where(materials.c.version == version)).mappings().one_or_none()
    if row is None:
        raise NotFound("materials", version)
    return KeptMaterials(
        version=version,
        engine_version=row["engine_version"],
        catalogue=_catalogue(c, row["catalogue_version"]),
        policy=_policy(c, row["policy_version"]),
        presets=PRESETS.validate_python(row["presets"]),
    )


def _catalogue(c: Connection, version: str) -> Catalogue:
    statement = select(catalogue_versions.c.content).where(catalogue_versions.c.version == version)
    content = c.execute(statement).scalar_one_or_none()
    if not content:
        raise NotFound("content kept of catalogue version", version)
    try:
        return Catalogue(MOVEMENTS.validate_python(content), version)
    except ValidationError as error:
        raise CatalogueError(f"catalogue version {version} as it was kept cannot be read: {error}") from error


def _policy(c: Connection, version: str) -> Policy:
    statement = select(policy_versions.c.content).where(policy_versions.c.version == version)
    content = c.execute(statement).scalar_one_or_none()
    if not content:
        raise NotFound("content kept of policy version", version)
    try:
        return Policy.model_validate(content)
    except ValidationError as error:
        raise PolicyError(f"policy version {version} as it was kept cannot be read: {error}") from error
