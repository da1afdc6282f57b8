"""What sessions are planned with is kept once, and comes back equal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from alloy_engine.catalogue import Catalogue, Policy
from alloy_engine.domain.vocabulary import Equipment
from alloy_engine.errors import CatalogueError, NotFound
from alloy_engine.storage import sessions
from alloy_engine.storage.catalogue_rows import sync_policy
from alloy_engine.storage.database import Database
from alloy_engine.storage.material_rows import KeptMaterials, keep_materials, load_materials, publish_materials
from alloy_engine.storage.migrate import migrate_to, newest_revision
from alloy_engine.storage.origins import load_origin
from tests.storage.samples import first_key, publish_versions, stored_program

BEFORE_THEY_WERE_KEPT = "0003"


@pytest.fixture
def current(catalogue: Catalogue, policy: Policy, presets: Mapping[str, frozenset[Equipment]]) -> KeptMaterials:
    return KeptMaterials("of-today", "1.2.3", catalogue, policy, dict(presets))


def test_materials_come_back_equal(database: Database, current: KeptMaterials) -> None:
    with database.begin() as c:
        assert keep_materials(c, current)
        assert not keep_materials(c, current)
    with database.connect() as c:
        found = load_materials(c, "of-today").read()
    assert found.catalogue.movements == current.catalogue.movements
    assert found.catalogue.version == current.catalogue.version
    assert found.presets == current.presets
    assert found.engine_version == "1.2.3"
    # The order of tables too: what is tried first is decided by it.
    assert in_order(found.policy) == in_order(current.policy)


def in_order(policy: Policy) -> str:
    """Everything in it, tables in their order; sets have none, and are sorted."""
    return json.dumps(policy.model_dump(), default=sorted)


def test_any_number_of_processes_may_keep_them_at_once(database: Database, current: KeptMaterials) -> None:
    def keep(number: int) -> bool:
        smaller = Catalogue(current.catalogue.movements[: 10 + number % 2], f"smaller-{number % 2}")
        with database.begin() as c:
            return keep_materials(c, replace(current, version=f"v{number % 2}", catalogue=smaller))

    with ThreadPoolExecutor(6) as pool:
        kept = list(pool.map(keep, range(6)))
    assert sum(kept) == 2
    with database.connect() as c:
        assert [len(load_materials(c, f"v{n}").read().catalogue) for n in (0, 1)] == [10, 11]


def test_a_catalogue_is_written_out_while_no_transaction_is_open(database: Database, current: KeptMaterials) -> None:
    """It may take longer, on a crowded machine, than the server lets a transaction be idle."""
    connections: list[int] = []  # in use whenever the movements are looked at

    class Watched(Catalogue):
        def __getattribute__(self, name: str) -> Any:
            if name == "movements":
                connections.append(database.pool[0])
            return super().__getattribute__(name)

    watched = replace(current, catalogue=Watched(current.catalogue.movements[:10], "watched"))
    connections.clear()
    assert publish_materials(database, watched)
    assert set(connections) == {0}
    connections.clear()
    assert not publish_materials(database, watched)
    assert not connections, "what is there is not written out"


def test_what_was_kept_by_name_only_is_not_found(database: Database, current: KeptMaterials) -> None:
    with database.begin() as c:
        keep_materials(c, current)
        with pytest.raises(NotFound, match="no materials 'another'"):
            load_materials(c, "another")
        c.execute(text("UPDATE catalogue_versions SET content = '[{}]'"))
        written = load_materials(c, "of-today")
        with pytest.raises(CatalogueError, match=current.catalogue.version):
            written.read()
        c.execute(text("UPDATE catalogue_versions SET content = '[]'"))
        with pytest.raises(NotFound, match="catalogue version"):
            load_materials(c, "of-today")


def test_programs_from_before_survive_the_migration(database: Database, policy: Policy) -> None:
    with database.begin() as c:
        publish_versions(c)
    program = stored_program(database)
    with database.begin() as c:
        migrate_to(c, BEFORE_THEY_WERE_KEPT)
        sync_policy(c, policy)
    with database.begin() as c:
        migrate_to(c, newest_revision())
        assert load_origin(c, first_key(program)).planned_with is None
        assert len(sessions.load_sessions(c, program.id)) == len(program.structure.days)
        # jsonb had put the keys in an order of its own; publishing the same version mends that.
        assert sync_policy(c, policy)
        assert not sync_policy(c, policy)
        content = c.execute(text("SELECT content FROM policy_versions WHERE version = :v"), {"v": policy.version})
        assert in_order(Policy.model_validate(content.scalar_one())) == in_order(policy)
