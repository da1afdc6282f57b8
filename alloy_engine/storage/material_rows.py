"""What sessions are planned with, kept so that a session can be planned again after all of it has changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection, Table, select
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


@dataclass(frozen=True, slots=True)
class WrittenMaterials:
    """The same as it was written down. To read it takes longer than a transaction should stand idle."""

    version: str
    engine_version: str
    catalogue_version: str
    policy_version: str
    catalogue: Any
    policy: Any
    presets: Any

    def read(self) -> KeptMaterials:
        """Equal to what was kept. Raises CatalogueError or PolicyError if this engine cannot read what an older or
        newer one kept."""
        return KeptMaterials(
            version=self.version,
            engine_version=self.engine_version,
            catalogue=self._catalogue(),
            policy=self._policy(),
            presets=PRESETS.validate_python(self.presets),
        )

    def _catalogue(self) -> Catalogue:
        try:
            return Catalogue(MOVEMENTS.validate_python(self.catalogue), self.catalogue_version)
        except ValidationError as error:
            told = f"catalogue version {self.catalogue_version} as it was kept cannot be read: {error}"
            raise CatalogueError(told) from error

    def _policy(self) -> Policy:
        try:
            return Policy.model_validate(self.policy)
        except ValidationError as error:
            told = f"policy version {self.policy_version} as it was kept cannot be read: {error}"
            raise PolicyError(told) from error


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


def load_materials(c: Connection, version: str) -> WrittenMaterials:
    """What `keep_materials` kept. Raises NotFound if it was never kept, or only by name."""
    row = c.execute(select(materials).where(materials.c.version == version)).mappings().one_or_none()
    if row is None:
        raise NotFound("materials", version)
    return WrittenMaterials(
        version=version,
        engine_version=row["engine_version"],
        catalogue_version=row["catalogue_version"],
        policy_version=row["policy_version"],
        catalogue=_content(c, catalogue_versions, "catalogue", row["catalogue_version"]),
        policy=_content(c, policy_versions, "policy", row["policy_version"]),
        presets=row["presets"],
    )


def _content(c: Connection, versions: Table, kind: str, version: str) -> Any:
    content = c.execute(select(versions.c.content).where(versions.c.version == version)).scalar_one_or_none()
    if not content:
        raise NotFound(f"content kept of {kind} version", version)
    return content
