from __future__ import annotations

from collections.abc import Iterator

import pytest

from alloy_engine.catalogue import Catalogue, Policy
from alloy_engine.storage.catalogue_rows import sync_catalogue, sync_policy
from alloy_engine.storage.database import Database
from tests.database import Databases
from tests.storage.samples import publish_versions


@pytest.fixture
def database_url(databases: Databases) -> Iterator[str]:
    """URL of a migrated database that only this test knows, with nothing in it."""
    with databases.migrated() as url:
        yield url


@pytest.fixture
def store(database: Database) -> Database:
    """A migrated database that knows the versions made-up programs refer to."""
    with database.begin() as c:
        publish_versions(c)
    return database


@pytest.fixture
def synced_database(database: Database, catalogue: Catalogue, policy: Policy) -> Database:
    """With catalogue and policy published, as a started engine finds it."""
    with database.begin() as connection:
        sync_catalogue(connection, catalogue)
        sync_policy(connection, policy)
    return database
