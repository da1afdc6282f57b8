"""The catalogue and the policy as rows: published once, searchable."""

from __future__ import annotations

from sqlalchemy import text

from alloy_engine.catalogue import Catalogue, Policy
from alloy_engine.storage.catalogue_rows import search_movements, sync_catalogue, sync_policy
from alloy_engine.storage.database import Database


def test_the_catalogue_is_published_once(database: Database, catalogue: Catalogue) -> None:
    with database.begin() as c:
        assert sync_catalogue(c, catalogue)
        assert not sync_catalogue(c, catalogue)
        stored = c.execute(text("SELECT id, data->>'family' FROM movements ORDER BY id COLLATE \"C\"")).all()
    assert [tuple(row) for row in stored] == [(m.id, m.family) for m in catalogue]


def test_another_version_replaces_the_rows_and_keeps_the_old_version(database: Database, catalogue: Catalogue) -> None:
    smaller = Catalogue(catalogue.movements[:10], "smaller")
    with database.begin() as c:
        for version in (catalogue, smaller, catalogue):
            assert sync_catalogue(c, version)
            count = c.execute(text("SELECT count(*), count(DISTINCT catalogue_version) FROM movements")).one()
            assert tuple(count) == (len(version), 1)
        versions = c.execute(text("SELECT version, jsonb_array_length(content) FROM catalogue_versions")).all()
    assert {tuple(row) for row in versions} == {(catalogue.version, len(catalogue)), ("smaller", 10)}


def test_the_policy_is_kept_by_version(database: Database, policy: Policy) -> None:
    with database.begin() as c:
        assert sync_policy(c, policy)
        assert not sync_policy(c, policy)
        content = c.execute(text("SELECT content FROM policy_versions")).scalar_one()
    assert Policy.model_validate(content) == policy


def test_movements_are_found_by_words_with_typing_errors(synced_database: Database, catalogue: Catalogue) -> None:
    movement = next(m for m in catalogue if len(m.name) > 12)
    misspelt = movement.name[:5] + movement.name[6:]
    with synced_database.connect() as c:
        hits = search_movements(c, misspelt, limit=5)
        assert movement.id in {hit.id for hit in hits}
        assert [hit.similarity for hit in hits] == sorted((hit.similarity for hit in hits), reverse=True)
        assert search_movements(c, "   ") == ()
        assert search_movements(c, "zzzzqqqq") == ()


def test_the_search_can_use_the_trigram_index(synced_database: Database) -> None:
    with synced_database.connect() as c:
        c.execute(text("SET LOCAL enable_seqscan = off"))
        plan = "\n".join(c.execute(text("EXPLAIN SELECT id FROM movements WHERE 'squat' <% search")).scalars())
    assert "movements_search_idx" in plan
