"""Engines for the tests of use cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from alloy_engine.services import Alloy
from alloy_engine.settings import Settings

Opener = Callable[..., Alloy]


@pytest.fixture
def opened(database_url: str, tmp_path: Path) -> Iterator[Opener]:
    """Opens engines on this test's database; closes them all at the end."""
    engines: list[Alloy] = []

    def opener(*, worker: bool = True, **settings: Any) -> Alloy:
        engines.append(Alloy.open(Settings(home=tmp_path, database_url=database_url, **settings), worker=worker))
        return engines[-1]

    yield opener
    for engine in engines:
        engine.close()
