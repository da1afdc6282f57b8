from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from alloy_engine.services import Alloy
from alloy_engine.settings import Settings
from tests.database import open_home
from tests.durability.processes import Mortals, Started, processes


@pytest.fixture
def home() -> Iterator[Path]:
    with open_home("durability") as folder:
        yield folder


@pytest.fixture
def opened(database_url: str, tmp_path: Path) -> Iterator[Callable[..., Alloy]]:
    """Opens engines on this test's database; closes them all at the end."""
    engines: list[Alloy] = []

    def opener(*, worker: bool = False, url: str = database_url, **settings: Any) -> Alloy:
        engines.append(Alloy.open(Settings(home=tmp_path, database_url=url, **settings), worker=worker))
        return engines[-1]

    yield opener
    for engine in engines:
        engine.close()


@pytest.fixture
def alloy(opened: Callable[..., Alloy]) -> Alloy:
    """An engine without a worker: it creates, and looks."""
    return opened()


@pytest.fixture
def start(database_url: str, tmp_path: Path) -> Iterator[Callable[..., Started]]:
    """Starts processes on this test's database: start("alloy_engine", "worker")."""
    with processes(database_url, tmp_path) as starter:
        yield starter


@pytest.fixture
def mortals(database_url: str, tmp_path: Path) -> Iterator[Mortals]:
    made = Mortals(database_url, tmp_path)
    yield made
    made.close()
