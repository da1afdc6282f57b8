"""What measurements run in: a server of their own or DATABASE_URL's, and the one request they all use."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from alloy_engine.services import Alloy, StatusDocument
from alloy_engine.storage.embedded import EmbeddedServer

# Twelve weeks of seven days: the largest calendar there is.
REQUEST: Mapping[str, Any] = {
    "goals": {"hypertrophy": 6, "strength": 4},
    "duration_weeks": 12,
    "days_per_week": 7,
    "session_minutes": 60,
    "start_date": "2026-01-05",
}


@contextlib.contextmanager
def home() -> Iterator[Path]:
    """A folder that the server's user can reach, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="alloy-benchmark-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def server() -> Iterator[str]:
    """URL of DATABASE_URL's server, else of an embedded one with its default durability in a fresh folder."""
    if url := os.environ.get("DATABASE_URL"):
        yield url
        return
    with home() as folder, EmbeddedServer(folder) as embedded:
        yield embedded.start()


def finish(alloy: Alloy, program: str) -> StatusDocument:
    """Wait until the program is at its end."""
    while not (status := alloy.status(program)).terminal:
        time.sleep(0.05)
    return status
