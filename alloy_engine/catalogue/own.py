"""Movements a coach added: rows like those of data/movements, held to the same rules and joined to the catalogue."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from alloy_engine.catalogue.catalogue import Catalogue
from alloy_engine.catalogue.loading import VERSION_LENGTH, between
from alloy_engine.catalogue.rows import HEADER, NO_EQUIPMENT, YES_NO, Problem, Read, read_row
from alloy_engine.domain.movement import Movement
from alloy_engine.errors import Fault, InvalidRequest

Cells = Mapping[str, str]
CATALOGUE, OWN = "the catalogue", "own movements"


@dataclass(frozen=True, slots=True)
class Extended:
    """The catalogue with own movements in it. left_out: the ids of own rows it could not take, each with why."""

    catalogue: Catalogue
    left_out: Mapping[str, str]


def own_movement(catalogue: Catalogue, cells: Cells) -> Movement:
    """The movement those cells (column → text) describe, fit to join the catalogue.

    Raises InvalidRequest with every fault, each naming the column.
    """
    faults = [Fault(str(key), cells[key], "no such column", ", ".join(HEADER)) for key in cells if key not in HEADER]
    faults += [Fault(key, None, "is missing", "a text, which may be empty") for key in HEADER if key not in cells]
    faults += [Fault(key, cell, "is not text", "text") for key, cell in cells.items() if not isinstance(cell, str)]
    if faults:
        raise InvalidRequest(faults)
    read, problems = _joined(catalogue.movements, cells)
    if read.movement is None or problems:
        raise InvalidRequest([Fault(p.column, p.value, "cannot be used", p.accepted) for p in problems])
    return read.movement


def extended(catalogue: Catalogue, rows: Sequence[Cells]) -> Extended:
    """The catalogue with all those rows that still fit it. The same catalogue if there are none."""
    left_out: dict[str, str] = {}
    taken: list[Cells] = []
    movements = list(catalogue.movements)
    for cells in sorted(rows, key=lambda row: row["id"]):
        read, problems = _joined(movements, cells)
        if read.movement is None or problems:
            left_out[cells["id"]] = "; ".join(f"{p.column} {p.value!r} (accepted: {p.accepted})" for p in problems)
        else:
            taken.append(cells)
            movements.append(read.movement)
    return Extended(Catalogue(movements, _version(catalogue, taken)) if taken else catalogue, left_out)


def cells_of(movement: Movement) -> dict[str, str]:
    """The row that reads as this movement."""
    yes_no = {value: word for word, value in YES_NO.items()}
    kits = "|".join("+".join(sorted(kit)) or NO_EQUIPMENT for kit in movement.kits)
    cells: dict[str, str] = {}
    for column in HEADER:
        value = getattr(movement, column)
        if column == "kits":
            cells[column] = kits
        elif isinstance(value, bool):
            cells[column] = yes_no[value]
        elif isinstance(value, tuple):
            cells[column] = "|".join(value)
        else:
            cells[column] = "" if value is None else str(value)
    return cells


def _joined(movements: Sequence[Movement], cells: Cells) -> tuple[Read, list[Problem]]:
    """The row read, and what is wrong with it, in itself or beside what is there already."""
    known = [Read(CATALOGUE, row, m.id, m, ()) for row, m in enumerate(movements, start=1)]
    read = read_row(OWN, 1, cells)
    return read, [*read.problems, *(problem for problem in between([*known, read]) if problem.file == OWN)]


def _version(catalogue: Catalogue, rows: Sequence[Cells]) -> str:
    text = json.dumps([catalogue.version, [[row[column] for column in HEADER] for row in rows]])
    return hashlib.sha256(text.encode()).hexdigest()[:VERSION_LENGTH]
