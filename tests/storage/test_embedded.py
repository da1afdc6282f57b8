"""The embedded server: shared, stopped by the last one out, and back after every kind of crash."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from alloy_engine.errors import EmbeddedServerError
from alloy_engine.storage.database import Database
from alloy_engine.storage.embedded import LEASE, EmbeddedServer, running_url, stop
from alloy_engine.storage.embedded_files import LONGEST_SOCKET_FOLDER, Layout, postmaster_lives, socket_folder
from alloy_engine.storage.embedded_user import server_user
from tests.database import HASTY, open_home

ROOT = Path(__file__).parents[2]
AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0

pytestmark = pytest.mark.skipif(os.name == "nt", reason="sockets and signals as POSIX has them")


LEASES = f"SELECT count(*) FROM pg_stat_activity WHERE application_name = '{LEASE}'"


@pytest.fixture(scope="module")
def cluster() -> Iterator[Path]:
    """A home whose cluster exists already: making one is the slow part."""
    with open_home("embedded") as home:
        with EmbeddedServer(home, settings=HASTY):
            pass
        yield home
        stop(home)


@pytest.fixture
def home(cluster: Path) -> Iterator[Path]:
    """That home, with no server running before and after."""
    yield cluster
    stop(cluster)


@pytest.fixture
def new_home() -> Iterator[Path]:
    """A home where nothing was ever started."""
    with open_home("new") as folder:
        yield folder
        stop(folder)


def answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def postmaster(home: Path) -> int:
    return int(Layout.below(home).pid_file.read_text().split()[0])


def kill_server(home: Path) -> int:
    """Kill the postmaster as the system would, and wait until it is dead; returns what its pid was."""
    pid = postmaster(home)
    os.kill(pid, signal.SIGKILL)
    while postmaster_lives(Layout.below(home)):
        time.sleep(0.01)
    return pid


def another_process(home: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.storage.embedded_process", str(home)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def told(process: subprocess.Popen[str], word: str) -> None:
    """Tell the process what to do and wait until it is gone."""
    process.communicate(f"{word}\n" if word else "", timeout=60)


def test_it_starts_answers_and_stops(home: Path) -> None:
    server = EmbeddedServer(home, settings=HASTY)
    url = server.start()
    assert answers(url)
    assert running_url(home) == url
    server.close()
    assert not answers(url)
    assert running_url(home) is None


def test_starting_and_closing_twice_does_no_harm(home: Path) -> None:
    server = EmbeddedServer(home, settings=HASTY)
    assert server.start() == server.start()
    server.close()
    server.close()
    assert running_url(home) is None
    assert answers(server.start()), "a closed server can be started again"
    server.close()


def test_data_outlives_the_server(home: Path) -> None:
    with EmbeddedServer(home) as server, psycopg.connect(server.start(), autocommit=True) as c:
        c.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    with EmbeddedServer(home) as server, psycopg.connect(server.start(), autocommit=True) as c:
        assert c.execute("SELECT answer FROM kept").fetchone() == (42,)
        c.execute("DROP TABLE kept")


def test_the_last_one_out_stops_it(home: Path) -> None:
    first, second = EmbeddedServer(home, settings=HASTY), EmbeddedServer(home)
    assert first.start() == second.start()
    first.close()
    assert running_url(home) is not None
    second.close()
    assert running_url(home) is None


def test_shares_are_counted_across_processes(home: Path) -> None:
    with EmbeddedServer(home, settings=HASTY) as ours:
        url = ours.start()
        other = another_process(home)
        assert other.stdout is not None
        assert other.stdout.readline().strip() == url
        told(other, "close")
        assert answers(url), "the other process was not the last one"
        other = another_process(home)
        assert other.stdout is not None
        other.stdout.readline()
    assert answers(url), "we were not the last one"
    told(other, "close")
    assert running_url(home) is None


def test_a_killed_process_leaves_no_share_behind(home: Path) -> None:
    server = EmbeddedServer(home, settings=HASTY)
    url = server.start()
    other = another_process(home)
    assert other.stdout is not None
    other.stdout.readline()
    other.kill()
    other.communicate()
    with psycopg.connect(url.replace("/alloy?", "/postgres?"), autocommit=True) as looking:
        while looking.execute(LEASES).fetchone() != (1,):  # until the server has noticed the broken connection
            time.sleep(0.01)
    server.close()
    assert running_url(home) is None


def test_two_cold_starts_at_once_make_one_server(new_home: Path) -> None:
    processes = [another_process(new_home) for _ in range(2)]
    urls = {process.stdout.readline().strip() for process in processes if process.stdout}
    assert len(urls) == 1
    assert answers(urls.pop())
    for process in processes:
        told(process, "close")
    assert running_url(new_home) is None


def test_a_killed_server_is_started_again_by_whoever_still_uses_it(home: Path) -> None:
    with EmbeddedServer(home, settings=HASTY) as server:
        url = server.start()
        pid = kill_server(home)
        assert server.start() == url
        assert answers(url)
        assert postmaster(home) != pid


def test_a_killed_server_does_not_stop_the_next_process(home: Path) -> None:
    EmbeddedServer(home, settings=HASTY).start()
    kill_server(home)
    with EmbeddedServer(home, settings=HASTY) as server:
        assert answers(server.start())


@pytest.mark.parametrize("pid", ["1", "ours", "4194000", "", "nonsense"])
def test_a_stale_pid_file_is_not_believed(home: Path, pid: str) -> None:
    layout = Layout.below(home)
    pid = str(os.getpid()) if pid == "ours" else pid
    layout.pid_file.write_text(f"{pid}\n{layout.data}\n1\n5432\n{layout.data}\n\n")
    server_user().own(layout.pid_file)
    assert running_url(home) is None
    with EmbeddedServer(home, settings=HASTY) as server:
        assert answers(server.start())


def test_a_zombie_is_not_taken_for_the_server(home: Path) -> None:
    zombie = subprocess.Popen(["true"])
    while psutil.Process(zombie.pid).status() != psutil.STATUS_ZOMBIE:
        time.sleep(0.01)
    layout = Layout.below(home)
    layout.pid_file.write_text(f"{zombie.pid}\n{layout.data}\n1\n5432\n{layout.data}\n\n")
    with EmbeddedServer(home, settings=HASTY) as server:
        assert answers(server.start())
    zombie.wait()


def test_an_interrupted_initdb_is_done_again(new_home: Path) -> None:
    layout = Layout.below(new_home)
    layout.unfinished.mkdir(parents=True)
    (layout.unfinished / "PG_VERSION").write_text("18\n")
    with EmbeddedServer(new_home, settings=HASTY) as server:
        assert answers(server.start())


def test_a_detached_server_stays_until_it_is_told_to_stop(home: Path) -> None:
    with EmbeddedServer(home, detached=True, settings=HASTY) as server:
        url = server.start()
    with EmbeddedServer(home):
        pass
    assert answers(url)
    assert stop(home)
    assert not answers(url)
    assert not stop(home)


def test_a_path_too_long_for_a_socket_is_no_hindrance(new_home: Path) -> None:
    deep = new_home / ("long " * 20).strip()
    assert socket_folder(Layout.below(deep)) != Layout.below(deep).data
    assert len(str(socket_folder(Layout.below(deep)))) < LONGEST_SOCKET_FOLDER
    with EmbeddedServer(deep, settings=HASTY) as server:
        url = server.start()
        assert answers(url)
        assert running_url(deep) == url
    assert not socket_folder(Layout.below(deep)).exists()


def test_blanks_and_an_apostrophe_in_the_path_are_no_hindrance(new_home: Path) -> None:
    with EmbeddedServer(new_home / "it's a home; 100%", settings=HASTY) as server:
        database = Database.open(server.start())
        assert database.ping().startswith("18")
        database.close()


@pytest.mark.parametrize("name", ['"home"', "$HOME", "`home`"])
def test_a_path_that_pg_ctl_cannot_handle_is_refused(new_home: Path, name: str) -> None:
    with pytest.raises(EmbeddedServerError, match="set ALLOY_HOME to a folder without"):
        EmbeddedServer(new_home / name).start()


def test_another_major_version_is_named(home: Path) -> None:
    version = Layout.below(home).data / "PG_VERSION"
    version.write_text("15\n")
    with pytest.raises(EmbeddedServerError, match="written by PostgreSQL 15, this is 18"):
        EmbeddedServer(home).start()
    version.write_text("18\n")


def test_a_failing_start_shows_the_server_s_own_words(home: Path) -> None:
    with pytest.raises(EmbeddedServerError, match="no_such_setting"):
        EmbeddedServer(home, settings={"no_such_setting": "1"}).start()


def test_nothing_runs_where_nothing_was_started(tmp_path: Path) -> None:
    assert running_url(tmp_path / "nowhere") is None
    assert not stop(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.skipif(not AS_ROOT, reason="only root has to step down")
def test_as_root_the_server_runs_as_somebody_else(home: Path) -> None:
    with EmbeddedServer(home, settings=HASTY):
        assert psutil.Process(postmaster(home)).username() == "nobody"
        assert Layout.below(home).data.stat().st_mode & 0o077 == 0


@pytest.mark.skipif(not AS_ROOT, reason="only root has to step down")
def test_as_root_a_private_home_is_refused_with_a_remedy(new_home: Path) -> None:
    private = new_home / "private"
    private.mkdir(mode=0o700)
    with pytest.raises(EmbeddedServerError, match="chmod o\\+x"):
        EmbeddedServer(private / "home").start()
    assert private.stat().st_mode & 0o777 == 0o700


def test_a_database_on_a_home_owns_its_share_and_comes_back(home: Path) -> None:
    database = Database.open(home)
    database.migrate()
    kill_server(home)
    database.revive()
    assert database.ping().startswith("18")
    database.close()
    assert running_url(home) is None
