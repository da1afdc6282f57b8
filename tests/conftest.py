"""What every test may ask for: the real catalogue, policy and presets, and a real database of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from hypothesis import HealthCheck, settings

from alloy_engine.catalogue import Catalogue, Policy, load_catalogue, load_policy, load_presets
from alloy_engine.domain.vocabulary import Equipment
from alloy_engine.services.log import configure_log
from alloy_engine.settings import DATA_FOLDER
from alloy_engine.storage.database import Database
from tests.database import Databases, running_server

pytest_plugins = ["tests.flow_coverage.plugin", "tests.sharing"]

# How long an example takes says something of the machine's other work, and nothing of what is tested.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


@pytest.fixture(scope="session", autouse=True)
def _log() -> None:
    """As the application logs: left alone, structlog draws every error with all variables of every frame, which takes
    seconds where a session fails."""
    configure_log()


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue(DATA_FOLDER / "movements")


@pytest.fixture(scope="session")
def policy() -> Policy:
    return load_policy(DATA_FOLDER / "policy")


@pytest.fixture(scope="session")
def presets() -> Mapping[str, frozenset[Equipment]]:
    return load_presets(DATA_FOLDER)


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """A running server, the same for the whole test process."""
    with running_server() as url:
        yield url


@pytest.fixture(scope="session")
def databases(server_url: str) -> Iterator[Databases]:
    made = Databases(server_url)
    yield made
    made.close()


@pytest.fixture
def database_url(databases: Databases) -> Iterator[str]:
    """URL of a database that only this test knows, ready for an engine."""
    with databases.stocked() as url:
        yield url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """The same, opened."""
    opened = Database.open(database_url)
    yield opened
    opened.close()
