"""The two databases that `scale` compares: made for one run, or in a folder that stays."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

from alloy_engine.services import Alloy
from alloy_engine.settings import Settings
from alloy_engine.storage.database import normalised_url
from alloy_engine.storage.embedded import EmbeddedServer
from benchmarks.scale_loader import load
from benchmarks.surroundings import REQUEST, finish, server

REQUESTS = (
    {**REQUEST, "name": "Strength and size"},
    {**REQUEST, "name": "Lean and fit", "goals": {"fat_loss": 6, "endurance": 4}, "days_per_week": 4},
    {**REQUEST, "name": "Power", "goals": {"explosiveness": 5, "strength": 5}, "days_per_week": 3},
)
NAMES = ("alloy_small", "alloy_large")
FILLED = "filled"  # a file beside the server's folder: everything is in it
# A server that is only filled has nothing to lose: whoever stops it before the end begins anew.
CARELESS = {"fsync": "off", "full_page_writes": "off", "max_wal_size": "8GB", "checkpoint_timeout": "30min"}

# A busy machine may leave us waiting in the middle of a transaction for longer than a worker is allowed to.
PATIENT = "-c idle_in_transaction_session_timeout=0"


@dataclass(frozen=True, slots=True)
class Pair:
    """URLs of two databases on one server."""

    small: str
    large: str


@contextmanager
def passing() -> Iterator[Pair]:
    """Two databases that are gone afterwards, on DATABASE_URL's server or on one in a fresh folder."""
    with server() as url:
        try:
            yield _made(url)
        finally:
            for name in NAMES:
                _command(url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def kept(folder: Path) -> Iterator[Pair]:
    """Two databases to be filled, on a server of their own that is left below this folder, stopped."""
    if folder.exists() and any(folder.iterdir()):
        sys.exit(f"--keep {folder}: it is not empty; name a folder that does not exist yet")
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    with EmbeddedServer(folder, settings=CARELESS) as embedded:
        url = embedded.start()
        yield _made(url)
        _command(url, "CHECKPOINT")
    os.sync()
    (folder / FILLED).touch()


@contextmanager
def opened(folder: Path) -> Iterator[Pair]:
    """What `kept` left, on a server with its usual settings; whatever the schema has gained since is added."""
    if not (folder / FILLED).exists():
        sys.exit(f"--measure {folder}: nothing is filled there; --keep {folder} does that")
    with EmbeddedServer(folder) as embedded:
        yield _pair(embedded.start())


def fill(pair: Pair, small: int, large: int, details: int) -> None:
    """So many programs into each. details: one in so many of the large one has everything a session holds."""
    _fill(pair.small, small, 1)
    _fill(pair.large, large, details)


def _fill(url: str, programs: int, details: int) -> None:
    with engine(url, worker=True) as alloy:
        patterns = [alloy.create(request).id for request in REQUESTS]
        for program in patterns:
            finish(alloy, program)
            alloy.regenerate_session(program, "1-1")
            finish(alloy, program)
    with engine(url) as alloy:
        patterns.append(alloy.create(REQUESTS[0]).id)
        start = time.perf_counter()
        for so_far in load(alloy.database, patterns, programs, details):
            if so_far % 5000 == 0:
                print(f"{so_far} programs, {time.perf_counter() - start:.0f} s", file=sys.stderr)


@contextmanager
def engine(url: str, *, worker: bool = False) -> Iterator[Alloy]:
    with Alloy.open(Settings(home=Path(), database_url=url), worker=worker) as alloy:
        yield alloy


def _made(url: str) -> Pair:
    for name in NAMES:
        _command(url, f"CREATE DATABASE {name} TEMPLATE template0")
    return _pair(url)


def _pair(url: str) -> Pair:
    address = make_url(normalised_url(url)).update_query_dict({"options": PATIENT})
    return Pair(*(address.set(database=name).render_as_string(hide_password=False) for name in NAMES))


def _command(url: str, command: str) -> None:
    outside = create_engine(normalised_url(url), isolation_level="AUTOCOMMIT")
    with outside.connect() as c:
        c.execute(text(command))
    outside.dispose()
