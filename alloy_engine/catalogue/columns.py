"""The catalogue turned on its side: one read-only numpy array a property, row i = movements[i]."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from alloy_engine.domain.movement import Movement
from alloy_engine.domain.vocabulary import (
    BodyRegion,
    CNSLoad,
    Discipline,
    Equipment,
    ExerciseRole,
    MetricType,
    MovementKind,
    MovementPattern,
    MovementTier,
    Muscle,
    SpinalLoad,
)

Bools = NDArray[np.bool_]
Bytes = NDArray[np.int8]
E = TypeVar("E", bound=StrEnum)

POSITIONS = np.iinfo(np.int8).max + 1  # no vocabulary has more members
_EQUIPMENT_BIT = {item: 1 << position for position, item in enumerate(Equipment)}


@dataclass(frozen=True, slots=True)
class Columns:
    """Every array has one row a movement. Enumerations are stored as the member's position as declared.

    pattern, primary, kind, skill, tier, cns, spinal, metric: int8[n].
    unilateral: bool[n]. secondary: bool[n, muscles]. disciplines: bool[n, disciplines].
    roles: bool[n, roles]. contraindicated: bool[n, body regions].
    family: int16[n], position in `families` (sorted names).
    regression: bool[n], an easier form of another movement, or fit for beginners.
    needs: int64[n], the items that are part of every one of its kits, as bits in vocabulary order.
    kit_row, kit_needs: one entry a kit, all movements' kits in a row: the movement it belongs to
        (int32) and the items it needs as bits in vocabulary order (int64, 0 = nothing needed).
    """

    pattern: Bytes
    primary: Bytes
    secondary: Bools
    kind: Bytes
    skill: Bytes
    tier: Bytes
    cns: Bytes
    spinal: Bytes
    unilateral: Bools
    metric: Bytes
    disciplines: Bools
    roles: Bools
    contraindicated: Bools
    family: NDArray[np.int16]
    families: tuple[str, ...]
    regression: Bools
    needs: NDArray[np.int64]
    kit_row: NDArray[np.int32]
    kit_needs: NDArray[np.int64]

    @classmethod
    def of(cls, movements: Sequence[Movement]) -> Columns:
        """Columns for these movements, in this order."""
        families = tuple(sorted({movement.family for movement in movements}))
        number = {family: position for position, family in enumerate(families)}
        easier = {name for movement in movements for name in movement.easier}
        kits = [
            (row, bits_of(kit)) for row, movement in enumerate(movements) for kit in (movement.kits or (frozenset(),))
        ]
        needed = (frozenset[Equipment].intersection(*m.kits) if m.kits else () for m in movements)
        columns = cls(
            pattern=_positions(MovementPattern, [m.pattern for m in movements]),
            primary=_positions(Muscle, [m.primary for m in movements]),
            secondary=_flags(Muscle, [m.secondary for m in movements]),
            kind=_positions(MovementKind, [m.kind for m in movements]),
            skill=np.array([m.skill.rank for m in movements], dtype=np.int8),
            tier=_positions(MovementTier, [m.tier for m in movements]),
            cns=_positions(CNSLoad, [m.cns for m in movements]),
            spinal=_positions(SpinalLoad, [m.spinal for m in movements]),
            unilateral=np.array([m.unilateral for m in movements], dtype=np.bool_),
            metric=_positions(MetricType, [m.metric for m in movements]),
            disciplines=_flags(Discipline, [m.disciplines for m in movements]),
            roles=_flags(ExerciseRole, [m.roles for m in movements]),
            contraindicated=_flags(BodyRegion, [m.contraindications for m in movements]),
            family=np.array([number[m.family] for m in movements], dtype=np.int16),
            families=families,
            regression=np.array([m.id in easier or not m.skill.rank for m in movements], dtype=np.bool_),
            needs=np.array([bits_of(items) for items in needed], dtype=np.int64),
            kit_row=np.array([row for row, _ in kits], dtype=np.int32),
            kit_needs=np.array([needs for _, needs in kits], dtype=np.int64),
        )
        for field in fields(columns):
            value = getattr(columns, field.name)
            if isinstance(value, np.ndarray):
                value.setflags(write=False)
        return columns

    def usable_with(self, owned: frozenset[Equipment]) -> Bools:
        """bool[n]: movements with at least one kit that is owned whole. A new array each time."""
        missing = ~np.int64(bits_of(owned))
        usable = np.zeros(len(self.pattern), dtype=np.bool_)
        usable[self.kit_row[(self.kit_needs & missing) == 0]] = True
        return usable


def bits_of(items: Iterable[Equipment]) -> int:
    """These items as bits in vocabulary order."""
    return sum(_EQUIPMENT_BIT[item] for item in items)


def among(positions: Bytes, wanted: Sequence[int]) -> Bools:
    """bool[n]: whose position is one of these. By a table of all positions there may be; numpy's own `isin` takes
    longer to begin.
    """
    table = np.zeros(POSITIONS, dtype=np.bool_)
    table[list(wanted)] = True
    found: Bools = table[positions]
    return found


def _positions(vocabulary: type[E], values: Sequence[E]) -> Bytes:
    place = {member: position for position, member in enumerate(vocabulary)}
    return np.array([place[value] for value in values], dtype=np.int8)


def _flags(vocabulary: type[E], values: Sequence[Sequence[E]]) -> Bools:
    place = {member: position for position, member in enumerate(vocabulary)}
    flags = np.zeros((len(values), len(place)), dtype=np.bool_)
    for row, members in enumerate(values):
        for member in members:
            flags[row, place[member]] = True
    return flags
