"""The edge to the database: URLs in, our own errors out."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import text

from alloy_engine.errors import ConstraintRefused, DatabaseUnavailable, StorageError
from alloy_engine.storage.counting import count_statements
from alloy_engine.storage.database import Connection, Database, normalised_url

Reading = Callable[[Database], AbstractContextManager[Connection]]


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_form_of_a_postgresql_url_is_taken(scheme: str) -> None:
    assert normalised_url(f"{scheme}://u:p@h:1/d?x=y") == "postgresql+psycopg://u:p@h:1/d?x=y"


@pytest.mark.parametrize("url", ["sqlite:///x.db", "mysql://h/d", "nonsense", "", "postgresql+psycopg2://h/d"])
def test_any_other_database_is_refused_by_name(url: str) -> None:
    with pytest.raises(StorageError, match="accepted: postgresql://"):
        Database.open(url)


def test_a_server_that_is_not_there_is_unavailable() -> None:
    database = Database.open("postgresql://postgres@127.0.0.1:1/nothing")
    with pytest.raises(DatabaseUnavailable, match="is the server up"):
        database.ping()
    database.close()


def cut(database_url: str, pid: int) -> None:
    """Somebody else ends that connection, and waits for its end."""
    somebody = Database.open(database_url)
    with somebody.begin() as c:
        assert c.execute(text("SELECT pg_terminate_backend(:pid, 60000)"), {"pid": pid}).scalar_one()
    somebody.close()


def cut_in_the_middle(database: Database) -> None:
    with database.begin() as c:
        pid = c.execute(text("SELECT pg_backend_pid()")).scalar_one()
        with database.begin() as other:
            other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
        c.execute(text("SELECT 1"))


def test_a_connection_that_is_cut_is_unavailable_once_and_replaced(database: Database) -> None:
    with pytest.raises(DatabaseUnavailable):
        cut_in_the_middle(database)
    assert database.ping().split(".")[0].isdigit()


def test_an_idle_connection_that_was_cut_is_replaced_unnoticed(database: Database, database_url: str) -> None:
    with database.connect() as c:
        pid = c.execute(text("SELECT pg_backend_pid()")).scalar_one()
    cut(database_url, pid)
    with database.connect() as c:
        assert c.execute(text("SELECT pg_backend_pid()")).scalar_one() != pid


@pytest.mark.parametrize("way", [Database.connect, Database.snapshot, Database.apart])
def test_what_was_read_is_read_though_the_connection_is_cut_before_it_is_given_back(
    way: Reading, database: Database, database_url: str
) -> None:
    def cut_after_reading(trouble: Exception | None = None) -> int:
        with way(database) as c:
            pid: int = c.execute(text("SELECT pg_backend_pid()")).scalar_one()
            cut(database_url, pid)
            if trouble is not None:
                raise trouble
        return pid

    pid = cut_after_reading()
    assert database.pool[0] == 0, "nobody holds it any more"
    with pytest.raises(LookupError, match="the reader's own"):
        cut_after_reading(LookupError("the reader's own"))
    with way(database) as c:
        assert c.execute(text("SELECT pg_backend_pid()")).scalar_one() != pid


def test_an_empty_pool_is_unavailable(database_url: str) -> None:
    database = Database.open(database_url, pool=1)
    database.engine.pool._timeout = 0.1  # type: ignore[attr-defined]
    with database.connect(), pytest.raises(DatabaseUnavailable, match="every connection"), database.connect():
        pass
    database.close()


def test_a_refused_row_names_its_rule(database: Database) -> None:
    with pytest.raises(ConstraintRefused) as error, database.begin() as c:
        c.execute(text("INSERT INTO athletes (owner, name, profile) VALUES ('local', ' ', '{}')"))
    assert error.value.constraint == "athletes_name_check"


def test_reading_leaves_nothing_behind(database: Database) -> None:
    with database.connect() as c:
        c.execute(text("INSERT INTO athletes (owner, name, profile) VALUES ('local', 'x', '{}')"))
    with database.connect() as c:
        assert c.execute(text("SELECT count(*) FROM athletes")).scalar_one() == 0


def test_statements_commits_and_rollbacks_are_counted(database: Database) -> None:
    with count_statements(database.engine) as counted:
        with database.begin() as c:
            c.execute(text("SELECT 1"))
            c.execute(text("SELECT 2"))
        with database.connect() as c:
            c.execute(text("SELECT 3"))
    assert (counted.statements, counted.commits, counted.rollbacks) == (3, 1, 1)
    database.ping()
    assert counted.statements == 3, "counting ends with the block"


def test_closing_twice_does_no_harm(database_url: str) -> None:
    database = Database.open(database_url)
    database.ping()
    database.close()
    database.close()
