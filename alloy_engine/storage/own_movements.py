"""Movements a coach added, as the rows they were written in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, exists, func, insert, select, text

from alloy_engine.errors import NotFound
from alloy_engine.storage.catalogue_rows import SYNC_LOCK
from alloy_engine.storage.tables import exercises, programs
from alloy_engine.storage.tables_aside import own_movements

MOST = 500


@dataclass(frozen=True, slots=True)
class Use:
    """A program that holds a movement, and how many times."""

    program: str
    name: str
    times: int


def load_own(c: Connection) -> tuple[Mapping[str, str], ...]:
    """Every own movement's cells (column → text), in order of id; at most `MOST`."""
    rows = c.execute(select(own_movements.c.cells).order_by(own_movements.c.id).limit(MOST))
    return tuple(row.cells for row in rows)


def hold_own(c: Connection) -> None:
    """Until the transaction ends nobody else adds or removes one."""
    c.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": SYNC_LOCK})


def add_own(c: Connection, cells: Mapping[str, str]) -> None:
    """The cells have been checked. Raises ConstraintRefused for an id that is there."""
    c.execute(insert(own_movements).values(id=cells["id"], cells=dict(cells)))


def remove_own(c: Connection, movement: str) -> None:
    """Raises NotFound."""
    if not c.execute(delete(own_movements).where(own_movements.c.id == movement)).rowcount:
        raise NotFound("movement of your own", movement)


def is_used(c: Connection, movement: str) -> bool:
    """Whether any program, of whatever owner, holds it."""
    return c.execute(select(exists().where(exercises.c.movement == movement))).scalar_one()


def uses_of(c: Connection, owner: str, movement: str, limit: int) -> tuple[Use, ...]:
    """The owner's newest programs with that movement in them, at most `limit`."""
    newest = exercises.c.program_id.desc()
    rows = c.execute(
        select(exercises.c.program_id, programs.c.name, func.count().label("times"))
        .join(programs, programs.c.id == exercises.c.program_id)
        .where(exercises.c.movement == movement, programs.c.owner == owner)
        .group_by(exercises.c.program_id, programs.c.name)
        .order_by(newest)
        .limit(limit)
    )
    return tuple(Use(row.program_id, row.name, row.times) for row in rows)
