from __future__ import annotations

import pytest

from alloy_engine.storage.database import Database
from tests.storage.samples import publish_versions


@pytest.fixture
def store(database: Database) -> Database:
    """A migrated database that knows the versions made-up programs refer to."""
    with database.begin() as c:
        publish_versions(c)
    return database
