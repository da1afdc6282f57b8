"""A database of the lab's own on the same server, gone afterwards: nobody's programs are touched."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from alloy_engine.errors import DatabaseUnavailable
from alloy_engine.storage.database import Database, normalised_url

PREFIX = "alloy_lab_"
# Any number will do: while one lab makes its database, no other clears away what it takes for left over.
GROUND_LOCK = 7_140_031
LOOK_SECONDS = 0.05


@contextmanager
def own_database(database: Database, check: Callable[[], None] = lambda: None) -> Iterator[Database]:
    """An empty, migrated database beside the given one. What a killed lab left behind goes first.

    check: called between the steps of making it; whatever it raises ends that, and nothing is left behind.
    Raises DatabaseUnavailable if the server's user may not make databases.
    """
    name = f"{PREFIX}{uuid.uuid4().hex[:12]}"
    url = make_url(normalised_url(database.url)).set(database=name).render_as_string(hide_password=False)
    arguments = {**database.connect_args, "application_name": "alloy-lab"}
    try:
        with psycopg.connect(database.conninfo, autocommit=True, **arguments) as keeper:  # type: ignore[arg-type]
            keeper.execute("SET statement_timeout = 0")
            while keeper.execute("SELECT pg_try_advisory_lock(%s)", [GROUND_LOCK]).fetchone() != (True,):
                check()
                time.sleep(LOOK_SECONDS)
            _clear(keeper)
            check()
            keeper.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
            own = Database.open(url)
            try:
                own.ping()
                keeper.execute("SELECT pg_advisory_unlock(%s)", [GROUND_LOCK])
                check()
                own.migrate()
                check()
                yield own
            finally:
                own.close()
                keeper.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
    except psycopg.Error as error:
        reason = str(error).strip()
        raise DatabaseUnavailable(f"the lab needs a database of its own and the right to make one: {reason}") from error


def _clear(keeper: psycopg.Connection) -> None:
    """Databases of labs that were killed: nobody is connected to them."""
    names = keeper.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX]).fetchall()
    for (name,) in names:
        with suppress(psycopg.errors.ObjectInUse, psycopg.errors.InvalidCatalogName):
            keeper.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))
