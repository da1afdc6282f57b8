"""Real PostgreSQL for tests: one server a test process, a template of each kind, one clone a test."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, create_engine, make_url, text

from alloy_engine.services import Alloy
from alloy_engine.settings import Settings
from alloy_engine.storage.database import Database, normalised_url
from alloy_engine.storage.embedded import EmbeddedServer

# Tests kill the server, never the machine, so nothing of theirs has to reach the disk.
HASTY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
OPEN_FOLDER = 0o755
PLENTY = 2_000_000_000  # bytes
MIGRATED, STOCKED = "migrated", "stocked"


@contextmanager
def open_home(name: str) -> Iterator[Path]:
    """A folder that another user may pass (as root the server runs as nobody), gone afterwards.

    pytest's own temporary folders are private to us.
    """
    home = Path(tempfile.mkdtemp(prefix=f"alloy-{name}-", dir=fastest_folder()))
    home.chmod(OPEN_FOLDER)
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


def fastest_folder() -> str | None:
    """Shared memory where there is plenty of it: a clone is 300 files, and disks take their time over those.

    None (the system's temporary folder) elsewhere; containers often have 64 MB only.
    """
    memory = Path("/dev/shm")  # noqa: S108  a folder of its own is made in it
    if memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > PLENTY:
        return str(memory)
    return None


@contextmanager
def running_server() -> Iterator[str]:
    """URL of a server that may be filled with databases: DATABASE_URL's, or an embedded one of our own."""
    if url := os.environ.get("DATABASE_URL"):
        yield url
        return
    with open_home("tests") as home:
        server = EmbeddedServer(home, settings=HASTY)
        try:
            yield server.start()
        finally:
            server.close()


class Databases:
    """Databases made on one server, dropped when done with."""

    def __init__(self, server_url: str) -> None:
        self._url = make_url(normalised_url(server_url))
        self._engine = create_engine(self._url, isolation_level="AUTOCOMMIT")
        self._numbers = itertools.count(1)
        self._templates: dict[str, str] = {}

    def close(self) -> None:
        for template in self._templates.values():
            self._drop(template)
        self._engine.dispose()

    @contextmanager
    def empty(self) -> Iterator[str]:
        """URL of a database with nothing in it."""
        with self._made(template="template0") as url:
            yield url

    @contextmanager
    def migrated(self) -> Iterator[str]:
        """URL of a clone of the migrated template."""
        with self._made(self._migrated()) as url:
            yield url

    @contextmanager
    def filled(self, name: str, fill: Callable[[str], None]) -> Iterator[str]:
        """URL of a clone of a migrated database that `fill`, given its URL, has filled. name: of what it holds."""
        if name not in self._templates:
            template = self._make(self._migrated())
            fill(self._address(template))
            self._templates[name] = template
        with self._made(self._templates[name]) as url:
            yield url

    @contextmanager
    def stocked(self) -> Iterator[str]:
        """URL of a clone of a database as an engine leaves it that was opened on it and closed again: what it plans
        with is published, which takes longer than everything else about opening one."""
        with self.filled(STOCKED, _opened_once) as url:
            yield url

    def _migrated(self) -> str:
        if MIGRATED not in self._templates:
            template = self._make(template="template0")
            database = Database.open(self._address(template))
            database.migrate()
            database.close()
            self._templates[MIGRATED] = template
        return self._templates[MIGRATED]

    @contextmanager
    def _made(self, template: str) -> Iterator[str]:
        name = self._make(template)
        try:
            yield self._address(name)
        finally:
            self._drop(name)

    def _make(self, template: str) -> str:
        name = f"alloy_test_{os.getpid()}_{next(self._numbers)}"
        with self._engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        return name

    def _drop(self, name: str) -> None:
        with self._engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))

    def _address(self, name: str) -> str:
        url: URL = self._url.set(database=name)
        return url.render_as_string(hide_password=False)


def _opened_once(url: str) -> None:
    Alloy.open(Settings(home=Path(), database_url=url), worker=False).close()
