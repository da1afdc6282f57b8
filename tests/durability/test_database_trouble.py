"""The database goes away, comes back, is slow, is locked or full: generation goes on when that is over."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from alloy_engine.errors import DatabaseUnavailable, StorageError
from alloy_engine.services import Alloy
from alloy_engine.settings import Settings
from alloy_engine.storage.embedded import EmbeddedServer, stop
from alloy_engine.storage.embedded_files import Layout, postmaster_lives
from tests.database import open_home
from tests.durability.processes import LONG, Started, assert_exact, processes, until
from tests.durability.promise import Fault, watched

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals as POSIX has them")

WORKER = ("alloy_engine", "worker")
FULL_BYTES, FULL_SECONDS = 200_000_000, 3.0
Opener = Callable[..., Alloy]
Start = Callable[..., Started]


@pytest.fixture(scope="module")
def cluster() -> Iterator[tuple[Path, EmbeddedServer]]:
    """A server of this module's own, with its default durability: it is stopped and killed."""
    with open_home("trouble") as home:
        server = EmbeddedServer(home)
        server.start()
        yield home, server
        server.close()
        stop(home)


@pytest.fixture
def own(cluster: tuple[Path, EmbeddedServer], tmp_path: Path) -> Iterator[tuple[Alloy, Start]]:
    """An engine without a worker, and a starter of processes, on that server by its URL."""
    url = cluster[1].start()
    with processes(url, tmp_path) as start, Alloy.open(Settings(tmp_path, url), worker=False) as alloy:
        yield alloy, start


def signal_server(home: Path, number: signal.Signals) -> None:
    """SIGINT is a fast shutdown, SIGQUIT an immediate one."""
    os.kill(int(Layout.below(home).pid_file.read_text().split()[0]), number)
    until(lambda: not postmaster_lives(Layout.below(home)))


def begun(alloy: Alloy, program: str, sessions: int = 3) -> None:
    until(lambda: alloy.status(program).sessions_done >= sessions)


@pytest.mark.parametrize(
    ("way", "down"),
    [(signal.SIGINT, 0.0), (signal.SIGQUIT, 0.0), (signal.SIGINT, 5.0)],
    ids=["fast", "immediate", "down"],
)
def test_a_restarted_database_finds_the_worker_waiting(
    cluster: tuple[Path, EmbeddedServer], own: tuple[Alloy, Start], way: signal.Signals, down: float
) -> None:
    (home, server), (alloy, start) = cluster, own
    worker = start(*WORKER)
    program = alloy.create(LONG).id
    with watched(alloy, program):
        begun(alloy, program)
        signal_server(home, way)
        with pytest.raises(DatabaseUnavailable):
            alloy.status(program)
        time.sleep(down)
        fault = Fault()
        server.start()
        assert_exact(alloy, program, LONG)
    assert worker.lives
    fault.assert_survived(alloy, program)


def test_a_worker_may_start_before_its_database(cluster: tuple[Path, EmbeddedServer], own: tuple[Alloy, Start]) -> None:
    (home, server), (alloy, start) = cluster, own
    program = alloy.create(LONG).id
    signal_server(home, signal.SIGINT)
    worker = start(*WORKER)
    with watched(alloy, program):
        time.sleep(2.0)
        assert worker.lives
        fault = Fault()
        server.start()
        assert_exact(alloy, program, LONG)
    fault.assert_survived(alloy, program)


def with_option(url: str, option: str) -> str:
    return f"{url}{'&' if '?' in url else '?'}options=-c%20{option}"


def test_a_locked_table_is_waited_for_and_no_sessions_fault(alloy: Alloy, opened: Opener, database_url: str) -> None:
    opened(worker=True, url=with_option(database_url, "lock_timeout=200ms"))
    program = alloy.create(LONG).id
    with watched(alloy, program):
        begun(alloy, program)
        with alloy.database.begin() as c:
            c.execute(text("LOCK TABLE sessions IN EXCLUSIVE MODE"))
            time.sleep(1.5)
        fault = Fault()
        assert_exact(alloy, program, LONG)
    fault.assert_survived(alloy, program)


SLOW = """
CREATE TABLE slow (yes boolean);
INSERT INTO slow VALUES (true);
CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM slow) AND NEW.microcycle = 2 THEN PERFORM pg_sleep(30); END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER dawdle BEFORE INSERT ON exercises FOR EACH ROW EXECUTE FUNCTION dawdle();
"""


def test_a_statement_that_takes_too_long_is_given_up_and_tried_again(
    alloy: Alloy, opened: Opener, database_url: str
) -> None:
    with alloy.database.begin() as c:
        c.exec_driver_sql(SLOW, execution_options={"no_parameters": True})
    opened(worker=True, url=with_option(database_url, "statement_timeout=300ms"))
    program = alloy.create(LONG).id
    with watched(alloy, program):
        begun(alloy, program, 7)
        time.sleep(1.5)
        assert alloy.status(program).sessions_done == 7
        with alloy.database.begin() as c:
            c.execute(text("DELETE FROM slow"))
        fault = Fault()
        assert_exact(alloy, program, LONG)
    fault.assert_survived(alloy, program)


def test_every_connection_cut_is_a_new_connection(alloy: Alloy, opened: Opener) -> None:
    opened(worker=True)
    program = alloy.create(LONG).id
    with watched(alloy, program):
        begun(alloy, program, 1)
        fault = Fault()
        for sessions in (3, 30, 60):
            begun(alloy, program, sessions)
            with alloy.database.begin() as c:
                others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                c.execute(text(f"SELECT pg_terminate_backend(pid) {others}"))
        assert_exact(alloy, program, LONG)
    fault.assert_survived(alloy, program)


@contextmanager
def small_disk() -> Iterator[Path]:
    """A file system of its own, with room for a server and little else."""
    with open_home("disk") as folder:
        mount = ["mount", "-t", "tmpfs", "-o", f"size={FULL_BYTES},mode=755", "tmpfs", str(folder)]
        if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
            pytest.skip("no file system of a limited size can be mounted here")
        try:
            yield folder
        finally:
            subprocess.run(["umount", "-l", str(folder)], check=False)


def test_a_full_disk_stops_generation_until_there_is_room() -> None:
    with small_disk() as home, processes("", home) as start, Alloy.open(Settings(home), worker=False) as alloy:
        start(*WORKER, DATABASE_URL="")
        program = alloy.create(LONG).id
        with watched(alloy, program):
            begun(alloy, program)
            _fill(home / "ballast")
            _unfilled_for(home / "ballast", FULL_SECONDS)
            fault = Fault()
            until(lambda: _ended(alloy, program))
            assert_exact(alloy, program, LONG)
        fault.assert_survived(alloy, program)
        alloy.close()
        stop(home)


def _fill(ballast: Path) -> None:
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 65536)
        except OSError:
            pass


def _unfilled_for(ballast: Path, seconds: float) -> None:
    room = threading.Timer(seconds, ballast.unlink)
    room.start()
    room.join()


def _ended(alloy: Alloy, program: str) -> bool:
    try:
        return alloy.status(program).terminal
    except StorageError:
        alloy.database.revive()
        return False
