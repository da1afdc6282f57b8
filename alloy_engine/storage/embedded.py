"""A private PostgreSQL 18, shared by every process that uses the same home.

Each process that started or joined the server holds one connection under a known name, its lease. The
leases are the reference count: whoever closes the last one stops the server, and a killed process
drops its lease without having to do anything.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType, TracebackType
from urllib.parse import urlencode

import psycopg
from psycopg import sql

from alloy_engine.errors import EmbeddedServerError
from alloy_engine.storage.embedded_files import Address, Layout, address, clear_stale_files, postmaster_lives
from alloy_engine.storage.embedded_programs import SETTINGS, SUPERUSER, Programs, check_major, programs_for
from alloy_engine.storage.embedded_user import server_user

LEASE = "alloy-embedded-lease"
PROBE = "alloy-embedded-probe"  # looks without counting as a share
DATABASE = "alloy"
PATIENCE_SECONDS = 15.0  # for a server that lives but does not answer yet
NO_SETTINGS: Mapping[str, str] = MappingProxyType({})


class EmbeddedServer:
    """This process's share in the server below `home`.

    detached: the server outlives everybody, until `stop(home)`. settings: further server settings, used
    only by the process that really starts it.
    """

    def __init__(self, home: Path, *, detached: bool = False, settings: Mapping[str, str] = NO_SETTINGS) -> None:
        self._layout = Layout.below(home)
        self._detached = detached
        self._settings = {**SETTINGS, **settings}
        self._lease: psycopg.Connection | None = None

    def start(self) -> str:
        """Start the server or join the one that runs, and return its URL. Calling it again does no harm,
        and brings back a server that has crashed meanwhile. Raises EmbeddedServerError."""
        user = server_user()
        user.make_reachable_folder(self._layout.folder)
        with self._layout.locked():
            # Without its postmaster a server process lives on for a moment, and still answers.
            if not postmaster_lives(self._layout) or not _holds(self._lease):
                if self._lease is not None:
                    self._lease.close()
                self._lease = self._acquire(programs_for(self._layout, user))
            if self._detached:
                self._layout.detached.touch()
            where = address(self._layout)
        if where is None:
            raise EmbeddedServerError(f"{self._layout.pid_file} vanished while the server runs; stop it and try again")
        return _url(where)

    def close(self) -> None:
        """Give up our share; stop the server if nobody else has one. Idempotent."""
        if self._lease is None or not self._layout.folder.exists():
            return
        with self._layout.locked():
            lease, self._lease = self._lease, None
            others = _give_back(lease)
            if others == 0 and not self._layout.detached.exists():
                programs_for(self._layout, server_user()).stop()

    def __enter__(self) -> EmbeddedServer:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _acquire(self, programs: Programs) -> psycopg.Connection:
        if not (self._layout.data / "PG_VERSION").exists():
            programs.initialise()
        check_major(self._layout)
        if not postmaster_lives(self._layout):
            clear_stale_files(self._layout)
            programs.start(self._settings)
        lease = _connect_patiently(self._layout, programs)
        if lease.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone() is None:
            lease.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
        return lease


def stop(home: Path) -> bool:
    """Stop the server below `home` whoever uses it, and forget that it was detached. False: none ran."""
    layout = Layout.below(home)
    if not layout.folder.exists():
        return False
    with layout.locked():
        layout.detached.unlink(missing_ok=True)
        if not postmaster_lives(layout):
            return False
        programs_for(layout, server_user()).stop()
    return True


def running_url(home: Path) -> str | None:
    """URL of the server below `home`, None if none answers. Starts nothing."""
    layout = Layout.below(home)
    where = address(layout)
    if where is None or not postmaster_lives(layout):
        return None
    try:
        _connect(where, PROBE).close()
    except psycopg.OperationalError:
        return None
    return _url(where)


def _connect_patiently(layout: Layout, programs: Programs) -> psycopg.Connection:
    """A lease. A server in recovery, or shutting down under somebody else's hand, gets a moment."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        where = address(layout)
        try:
            if where is not None:
                return _connect(where)
            trouble = "it has not said where it listens"
        except psycopg.OperationalError as error:
            trouble = str(error)
        if time.monotonic() > deadline:
            raise EmbeddedServerError(
                f"the server in {layout.data} runs but does not answer: {trouble}\n{programs.log_tail()}\n"
                "Stop it (python -m alloy_engine db stop) and try again"
            )
        time.sleep(0.1)


def _connect(where: Address, name: str = LEASE) -> psycopg.Connection:
    return psycopg.connect(
        host=where.host, port=where.port, user=SUPERUSER, dbname="postgres", application_name=name,
        autocommit=True, connect_timeout=5,
    )  # fmt: skip


def _holds(lease: psycopg.Connection | None) -> bool:
    """True if the lease is there and its server still is."""
    if lease is None or lease.closed:
        return False
    try:
        lease.execute("SELECT 1")
    except psycopg.Error:
        lease.close()
        return False
    return True


def _give_back(lease: psycopg.Connection) -> int | None:
    """End the lease; how many others there are, None if the server is gone.

    The lease takes another name first: a closed connection is still listed for a moment, and two processes
    leaving one after the other would each take the other for somebody who stays.
    """
    try:
        lease.execute(f"SET application_name = '{PROBE}'")
        row = lease.execute("SELECT count(*) FROM pg_stat_activity WHERE application_name = %s", [LEASE]).fetchone()
    except psycopg.Error:
        return None
    finally:
        lease.close()
    return int(row[0]) if row else None


def _url(where: Address) -> str:
    return f"postgresql://{SUPERUSER}@/{DATABASE}?{urlencode({'host': where.host, 'port': where.port})}"
