"""Rows that travel as JSON: many of them in one statement, each value cast by the table's own types."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache

from sqlalchemy import Connection, Table, TextClause, text


def insert_rows(c: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert all rows with one statement. They share the keys of the first; other columns get their defaults.

    Values are what JSON can hold: dates and moments as ISO text, lists for arrays and jsonb alike.
    """
    if rows:
        c.execute(_insertion(table, tuple(rows[0])), {"rows": json.dumps(rows)})


@lru_cache
def _insertion(table: Table, names: tuple[str, ...]) -> TextClause:
    columns = ", ".join(f'"{name}"' for name in names)
    return text(
        f"INSERT INTO {table.name} ({columns}) "
        f"SELECT {columns} FROM jsonb_populate_recordset(NULL::{table.name}, CAST(:rows AS jsonb))"
    )
