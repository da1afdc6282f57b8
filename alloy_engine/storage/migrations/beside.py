"""Migrations told in SQL: the file beside the one in Python."""

from __future__ import annotations

from pathlib import Path

from alembic import op


def execute_beside(migration: str) -> None:
    """Every statement of the SQL file that has the name of this one. migration: its `__file__`."""
    for statement in statements_beside(migration):
        op.execute(statement)


def statements_beside(migration: str | Path) -> list[str]:
    """Each ends where a line does."""
    parts = Path(migration).with_suffix(".sql").read_text(encoding="utf-8").split(";\n")
    return [part for part in parts if part.strip()]
