"""What programs are planned with just now: the data folder, and the movements coaches added to it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TypeVar

from alloy_engine.catalogue.own import Cells, extended, own_movement
from alloy_engine.domain.movement import Movement
from alloy_engine.errors import Conflict, InvalidRequest, StorageError
from alloy_engine.services.log import logger
from alloy_engine.services.materials import Materials
from alloy_engine.services.recompute import kept
from alloy_engine.storage.database import Database
from alloy_engine.storage.material_rows import publish_materials
from alloy_engine.storage.own_movements import MOST, add_own, hold_own, is_used, load_own, remove_own

T = TypeVar("T")
NAMING = ("movement_rules", "athlete.one_rep_maxes")  # fields of a request that name movements


class Stock:
    """One a process. Its materials are replaced as a whole, so whoever holds some can go on with them.

    base: the data folder. own: the rows joined to it, in order of id. left_out: ids of own rows that do not fit
    the data folder any more, each with why.
    """

    def __init__(self, base: Materials) -> None:
        self.base = base
        self.materials = base
        self.own: tuple[Cells, ...] = ()
        self.left_out: Mapping[str, str] = {}
        self._lock = threading.Lock()
        self._rows: tuple[Cells, ...] | None = None  # as they were read last

    def refresh(self, database: Database) -> Materials:
        """What is stored now, kept so that it can be read again whatever becomes of it. Raises StorageError."""
        with database.connect() as connection:
            rows = load_own(connection)
        with self._lock:
            if rows != self._rows:
                self._replace(rows)
                publish_materials(database, kept(self.materials))
                self._rows = rows
            return self.materials

    def look_again(self, database: Database) -> bool:
        """Whether movements came or went elsewhere, which is known from now on; not if no database answers."""
        known = self.materials.version
        with suppress(StorageError):
            self.refresh(database)
        return self.materials.version != known

    def trying(self, database: Database, work: Callable[[Materials], T]) -> T:
        """The work with what is known; once more where it refuses a movement that another process may have added."""
        try:
            return work(self.materials)
        except InvalidRequest as refused:
            about_movements = any(fault.field.startswith(NAMING) for fault in refused.faults)
            if not (about_movements and self.look_again(database)):
                raise
        return work(self.materials)

    def add(self, database: Database, cells: Cells) -> Movement:
        """Usable at once. Raises InvalidRequest with every fault, Conflict when there are too many."""
        with database.begin() as connection:
            hold_own(connection)
            rows = load_own(connection)
            movement = own_movement(extended(self.base.catalogue, rows).catalogue, cells)
            if len(rows) >= MOST:
                raise Conflict(f"there are {MOST} movements of your own already: remove one first")
            add_own(connection, cells)
        self.refresh(database)
        logger("catalogue").info("movement.added", movement=movement.id)
        return movement

    def remove(self, database: Database, movement: str) -> None:
        """Raises NotFound; Conflict while a program or another own movement needs it."""
        with database.begin() as connection:
            hold_own(connection)
            if is_used(connection, movement):
                raise Conflict(f"{movement} is used in a program: delete those that hold it first")
            others = [row["id"] for row in load_own(connection) if _leans_on(row, movement)]
            if others:
                raise Conflict(f"{movement} is an easier or harder form of {', '.join(others)}: remove that first")
            remove_own(connection, movement)
        self.refresh(database)
        logger("catalogue").info("movement.removed", movement=movement)

    def _replace(self, rows: Sequence[Cells]) -> None:
        grown = extended(self.base.catalogue, rows)
        self.left_out = grown.left_out
        self.own = tuple(row for row in rows if row["id"] not in grown.left_out)
        self.materials = replace(self.base, catalogue=grown.catalogue)
        for movement, reason in grown.left_out.items():
            logger("catalogue").warning("movement.left_out", movement=movement, reason=reason)


def _leans_on(row: Cells, movement: str) -> bool:
    return movement in {*row["easier"].split("|"), *row["harder"].split("|")}
