"""What measurements run in: a server of their own or DATABASE_URL's, and the one request they all use."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import text

from alloy_engine.services import Alloy, StatusDocument
from alloy_engine.settings import Settings
from alloy_engine.storage.embedded import EmbeddedServer

# Twelve weeks of seven days: the largest calendar there is.
REQUEST: Mapping[str, Any] = {
    "goals": {"hypertrophy": 6, "strength": 4},
    "duration_weeks": 12,
    "days_per_week": 7,
    "session_minutes": 60,
    "start_date": "2026-01-05",
}
SESSIONS = 84
ROOT = Path(__file__).resolve().parent.parent


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


@contextlib.contextmanager
def engine() -> Iterator[tuple[Alloy, str]]:
    """An engine without a worker of its own, and the URL of its server."""
    with server() as url, Alloy.open(Settings(home=Path(), database_url=url), worker=False) as alloy:
        yield alloy, url


def finish(alloy: Alloy, program: str) -> StatusDocument:
    """Wait until the program is at its end."""
    while not (status := alloy.status(program)).terminal:
        time.sleep(0.05)
    return status


@contextlib.contextmanager
def workers(alloy: Alloy, url: str, number: int, *, wait: bool = True) -> Iterator[list[subprocess.Popen[bytes]]]:
    """So many worker processes, ended at the end. wait: until each of them is there."""
    there = _present(alloy)
    environment = {**os.environ, "DATABASE_URL": url, "ALLOY_LOG_LEVEL": "ERROR"}
    command = [sys.executable, "-m", "alloy_engine", "worker"]
    started = [subprocess.Popen(command, cwd=ROOT, env=environment) for _ in range(number)]
    try:
        while wait and _present(alloy) < there + number:
            if any(process.poll() is not None for process in started):
                raise RuntimeError("a worker process ended before it began; it says why above")
            time.sleep(0.05)
        yield started
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait()


def _present(alloy: Alloy) -> int:
    with alloy.database.connect() as c:
        return c.execute(PRESENT).scalar_one()


PRESENT = text("""
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND application_name = 'alloy-worker-presence'
""")
