"""Statements as the server counts them, and tallies by status."""

from __future__ import annotations

from sqlalchemy import text

from alloy_engine.domain.vocabulary import GenerationStatus
from alloy_engine.storage.database import Database
from alloy_engine.storage.statements import keep_statistics, load_statements
from alloy_engine.storage.tallies import tally
from tests.storage.samples import a_structure, stored_program


def test_a_server_without_statistics_says_what_is_missing(store: Database) -> None:
    with store.connect() as c:
        found = load_statements(c, 5)
    assert found.rows == ()
    assert found.missing is not None
    assert "CREATE EXTENSION pg_stat_statements" in found.missing


def test_the_most_expensive_statements_come_first_with_their_share(store: Database) -> None:
    with store.begin() as c:
        keep_statistics(c)
        c.execute(text("SELECT count(*) FROM generate_series(1, 200000) AS many"))
    with store.connect() as c:
        found = load_statements(c, 3)
        everything = load_statements(c, 1000)
    assert found.missing is None
    assert len(found.rows) == 3
    assert [row.total_ms for row in found.rows] == sorted((row.total_ms for row in found.rows), reverse=True)
    assert abs(sum(row.share for row in everything.rows) - 1) < 1e-6
    (many,) = [row for row in everything.rows if "AS many" in row.query]
    assert (many.calls, many.rows) == (1, 1)
    assert "$1" in many.query, "values are no part of it"


def test_few_rows_are_counted_and_many_are_reckoned(store: Database) -> None:
    stored_program(store, structure=a_structure(4))
    with store.begin() as c:
        assert tally(c, "programs")[GenerationStatus.PENDING] == 1
        c.execute(text("ANALYZE sessions"))
        counted, reckoned = tally(c, "sessions"), tally(c, "sessions", counted_rows=0)
    assert counted[GenerationStatus.PENDING] == 28
    assert counted[GenerationStatus.FAILED] == 0
    assert reckoned == counted
