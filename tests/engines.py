"""Engines without a worker: they take what they are asked for, and look. See `tests.stepping` for who works it off."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from alloy_engine.services import Alloy
from alloy_engine.settings import Settings
from tests.database import Databases


@contextmanager
def idle_engine(databases: Databases, home: Path) -> Iterator[Alloy]:
    """On a database of its own."""
    with databases.stocked() as url, Alloy.open(Settings(home=home, database_url=url), worker=False) as opened:
        yield opened


@pytest.fixture
def one_for_each_test(databases: Databases, tmp_path: Path) -> Iterator[Alloy]:
    """A module says which of the two it wants: `alloy = one_for_each_test`."""
    with idle_engine(databases, tmp_path) as opened:
        yield opened


@pytest.fixture(scope="module")
def one_for_the_module(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Alloy]:
    with idle_engine(databases, tmp_path_factory.mktemp("idle")) as opened:
        yield opened
