"""The database as the rest of the engine sees it: transactions in, our own errors out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo
from sqlalchemy import Connection, Engine, QueuePool, create_engine, exc, make_url, text

from alloy_engine.errors import ConstraintRefused, DatabaseUnavailable, StorageError
from alloy_engine.flow import SQL, Recorder
from alloy_engine.storage.embedded import EmbeddedServer
from alloy_engine.storage.locks import LockWatch
from alloy_engine.storage.migrate import migrate_to_newest
from alloy_engine.storage.statements import keep_statistics
from alloy_engine.storage.watching import COMMIT, lent, listen

__all__ = ["Connection", "Database", "normalised_url"]

DIALECT = "postgresql+psycopg"
POOL = 8
UNREADABLE = (
    "DATABASE_URL cannot be read; accepted: postgresql://user:password@host:port/database, "
    "with %-escapes for signs in the password"
)
# What every connection is opened with. The queue has a schema of its own. Nothing waits for ever: not for a
# lock, not for a statement, not for a server that went away without a word; and a process that freezes in the
# middle of a transaction loses it, with all locks, before anybody has waited long.
CONNECT_ARGS: Mapping[str, str | int] = MappingProxyType(
    {
        "connect_timeout": 10,
        "application_name": "alloy",
        "options": "-c search_path=public,queue -c lock_timeout=5s -c statement_timeout=30s "
        "-c idle_in_transaction_session_timeout=4s",
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 3,
    }
)
NO_LIMITS = text("""
SELECT set_config('lock_timeout', '0', true), set_config('statement_timeout', '0', true),
    set_config('idle_in_transaction_session_timeout', '0', true)
""")


class Database:
    """An engine on one PostgreSQL database, and the embedded server behind it if there is one.

    Everything raised from inside `begin`, `connect`, `snapshot`, `apart`, `ping` and `migrate` is translated: no
    server, a lost or refused connection, a deadlock or an empty pool becomes DatabaseUnavailable (trying the
    whole transaction again may help); a row the schema or a type forbids becomes ConstraintRefused.
    """

    def __init__(self, engine: Engine, url: str, server: EmbeddedServer | None = None) -> None:
        self.engine, self.url, self.server = engine, url, server
        self._locks = LockWatch(self._beside)

    @classmethod
    def open(cls, where: str | Path, *, pool: int = POOL) -> Database:
        """Connect lazily to a URL, or start (join) the embedded server below a home folder.

        where: a str is a URL, a Path a home. pool: most connections at one time.
        Raises EmbeddedServerError; a URL that nobody serves shows at first use.
        """
        if isinstance(where, Path):
            server = EmbeddedServer(where)
            database = cls(_engine(url := server.start(), pool), url, server)
        else:
            database = cls(_engine(where, pool), where)
        listen(database.engine, database._locks)
        return database

    @contextmanager
    def begin(self, recorder: Recorder | None = None) -> Iterator[Connection]:
        """One transaction: committed at the end, rolled back on any error.

        recorder: is told of the wait for a connection, of every statement, of waits for locks.
        """
        with _translated(), lent(self.engine, recorder) as connection, connection.begin() as transaction:
            yield connection
            if recorder is not None:
                with recorder.phase(COMMIT, SQL):
                    transaction.commit()

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """A connection to read with; whatever it wrote is rolled back."""
        with _translated(), self._read() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection to read with that sees everything as it was when the first statement began."""
        with _translated(), self._read() as connection:
            yield connection.execution_options(isolation_level="REPEATABLE READ")

    @contextmanager
    def apart(self) -> Iterator[Connection]:
        """A connection on which every statement is a transaction of its own."""
        with _translated(), self._read() as connection:
            yield connection.execution_options(isolation_level="AUTOCOMMIT")

    def ping(self) -> str:
        """The server's version ("18.6"), or DatabaseUnavailable."""
        with self.connect() as connection:
            return str(connection.execute(text("SHOW server_version")).scalar_one())

    def migrate(self) -> None:
        """Bring the schema to the newest migration; processes that do it at once wait for each other."""
        with self.begin() as connection:
            connection.execute(NO_LIMITS)
            migrate_to_newest(connection)
        if self.server is not None:
            with self.begin() as connection:
                keep_statistics(connection)

    @property
    def pool(self) -> tuple[int, int]:
        """Connections in use, and the most there may be."""
        pool = self.engine.pool
        return (pool.checkedout(), pool.size()) if isinstance(pool, QueuePool) else (0, 0)

    @property
    def conninfo(self) -> str:
        """The URL in the form PostgreSQL's own library reads; `connect_args` go with it."""
        url = make_url(normalised_url(self.url))
        named = url.translate_connect_args(username="user", database="dbname")
        asked = {key: value if isinstance(value, str) else ",".join(value) for key, value in url.query.items()}
        return make_conninfo("", **{**named, **asked, "options": None})

    @property
    def connect_args(self) -> dict[str, str | int]:
        return _connect_args(self.url)

    def revive(self) -> None:
        """Start the embedded server again if it went away; another server is left to its owner."""
        if self.server is not None:
            self.server.start()

    def close(self) -> None:
        """Give every connection back and our share of the embedded server up. Idempotent."""
        self._locks.close()
        self.engine.dispose()
        if self.server is not None:
            self.server.close()

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        """What was read is read, and what was raised is raised, also where the closing rollback fails: the pool
        throws such a connection away, and the server undoes the rest."""
        connection = self.engine.connect()
        try:
            yield connection
        finally:
            with suppress(exc.DBAPIError):
                connection.close()

    def _beside(self) -> psycopg.Connection[Any]:
        """A connection outside the pool, for looking on."""
        named: dict[str, Any] = {**self.connect_args, "application_name": "alloy-locks"}
        return psycopg.connect(self.conninfo, autocommit=True, **named)


def normalised_url(url: str) -> str:
    """postgres://… and postgresql://… as SQLAlchemy wants them, with the driver we use.

    Raises StorageError for any other database: there is one dialect.
    """
    scheme, separator, rest = url.partition("://")
    if not separator or scheme not in {"postgres", "postgresql", DIALECT}:
        begins = f"begins with {scheme!r}" if separator else "is no URL"
        raise StorageError(f"DATABASE_URL {begins}; accepted: postgresql://user@host:port/database")
    return f"{DIALECT}://{rest}"


def _engine(url: str, pool: int) -> Engine:
    try:
        return create_engine(
            normalised_url(url),
            pool_pre_ping=True,
            pool_size=pool,
            max_overflow=0,
            connect_args=_connect_args(url),
        )
    except (exc.ArgumentError, ValueError):  # whose messages quote parts of it, the password among them
        raise StorageError(UNREADABLE) from None


def shown_url(url: str) -> str:
    """The URL for people to read, with *** for whatever is secret in it. Raises StorageError."""
    try:
        read = make_url(normalised_url(url))
    except (exc.ArgumentError, ValueError):
        raise StorageError(UNREADABLE) from None
    hidden = {key: "***" if "password" in key else value for key, value in read.query.items()}
    return read.set(drivername="postgresql", query=hidden).render_as_string(hide_password=True).replace("%2A", "*")


def _connect_args(url: str) -> dict[str, str | int]:
    """Ours; options the URL itself asks for come later and win."""
    asked = make_url(normalised_url(url)).query.get("options", "")
    options = [CONNECT_ARGS["options"], *([asked] if isinstance(asked, str) else asked)]
    return {**CONNECT_ARGS, "options": " ".join(map(str, options)).strip()}


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (exc.IntegrityError, exc.DataError) as error:
        diagnosis = getattr(error.orig, "diag", None)
        raise ConstraintRefused(str(error.orig).strip(), getattr(diagnosis, "constraint_name", None)) from error
    except exc.TimeoutError as error:
        raise DatabaseUnavailable("every connection of the pool is taken; try again in a moment") from error
    except (exc.OperationalError, exc.InterfaceError, exc.InternalError) as error:
        raise DatabaseUnavailable(_reason(error.orig)) from error
    except psycopg.OperationalError as error:
        raise DatabaseUnavailable(_reason(error)) from error


def _reason(error: BaseException | None) -> str:
    return f"PostgreSQL did not do it: {str(error).strip()}; is the server up, and is DATABASE_URL right?"
