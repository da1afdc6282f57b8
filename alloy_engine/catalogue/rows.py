"""One CSV row read into a movement, every fault of the row noted instead of stopping at the first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

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
    SkillLevel,
    SpinalLoad,
)

HEADER = (
    "id", "name", "aliases", "pattern", "primary", "secondary", "kits", "skill", "kind", "unilateral", "cns", "spinal",
    "tier", "metric", "disciplines", "family", "easier", "harder", "contraindications", "roles", "ratio", "cue",
)  # fmt: skip
CUE_LENGTH = 120
NAME_LENGTH = 60
RATIO_MOST = 1.5
NO_EQUIPMENT = "none"
YES_NO = {"yes": True, "no": False}

_SLUG = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
_JUNK = re.compile(r"^\s|\s$|\s\s|[^\S ]|[\x00-\x1f\x7f]")
_SLUG_FORM = "lower-case letters and digits joined by single underscores"

E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in the data: where, what stands there, what would be accepted. row: line of the file."""

    file: str
    row: int
    column: str
    value: str
    accepted: str

    def __str__(self) -> str:
        return f"{self.file} row {self.row}, {self.column}: {self.value!r} (accepted: {self.accepted})"


@dataclass(frozen=True, slots=True)
class Read:
    """A row and what became of it; `movement` is None if the row has problems."""

    file: str
    row: int
    id: str
    movement: Movement | None
    problems: tuple[Problem, ...]


def read_row(file: str, row: int, cells: Mapping[str, str]) -> Read:
    """Turn one row (column name → text, every column of HEADER present) into a movement."""
    reader = _Reader(file, row, cells)
    movement = Movement(
        id=reader.slug("id"),
        name=reader.text("name", NAME_LENGTH),
        aliases=reader.items("aliases"),
        pattern=reader.member("pattern", MovementPattern),
        primary=reader.member("primary", Muscle),
        secondary=reader.members("secondary", Muscle),
        kits=reader.kits("kits"),
        skill=reader.member("skill", SkillLevel),
        kind=reader.member("kind", MovementKind),
        unilateral=reader.yes_no("unilateral"),
        cns=reader.member("cns", CNSLoad),
        spinal=reader.member("spinal", SpinalLoad),
        tier=reader.member("tier", MovementTier),
        metric=reader.member("metric", MetricType),
        disciplines=reader.members("disciplines", Discipline, at_least_one=True),
        family=reader.slug("family"),
        easier=reader.items("easier"),
        harder=reader.items("harder"),
        contraindications=reader.members("contraindications", BodyRegion),
        roles=reader.members("roles", ExerciseRole, at_least_one=True),
        ratio=reader.ratio("ratio"),
        cue=reader.text("cue", CUE_LENGTH),
    )
    if not reader.problems and movement.primary in movement.secondary:
        reader.fault("secondary", movement.primary.value, "muscles other than the primary one")
    problems = tuple(reader.problems)
    return Read(file, row, cells["id"], None if problems else movement, problems)


class _Reader:
    """Reads cells; what cannot be read is noted in `problems` and replaced by a stand-in."""

    def __init__(self, file: str, row: int, cells: Mapping[str, str]) -> None:
        self._file, self._row, self._cells = file, row, cells
        self.problems: list[Problem] = []
        for column, value in cells.items():
            if _JUNK.search(value):
                self.fault(column, value, "text without leading, trailing, double or unusual white space")

    def fault(self, column: str, value: str, accepted: str) -> None:
        self.problems.append(Problem(self._file, self._row, column, value, accepted))

    def text(self, column: str, longest: int) -> str:
        value = self._cells[column]
        if not 1 <= len(value) <= longest:
            self.fault(column, value, f"1 to {longest} characters")
        return value

    def slug(self, column: str) -> str:
        value = self._cells[column]
        if not _SLUG.fullmatch(value):
            self.fault(column, value, _SLUG_FORM)
        return value

    def items(self, column: str) -> tuple[str, ...]:
        """The "|"-separated items; an empty cell has none."""
        value = self._cells[column]
        items = tuple(value.split("|")) if value else ()
        if any(not item or item != item.strip() for item in items) or len(set(items)) != len(items):
            self.fault(column, value, 'distinct items separated by "|", without blanks around them')
            return ()
        return items

    def member(self, column: str, vocabulary: type[E]) -> E:
        return self._member(column, self._cells[column], vocabulary)

    def members(self, column: str, vocabulary: type[E], *, at_least_one: bool = False) -> tuple[E, ...]:
        items = self.items(column)
        if at_least_one and not self._cells[column]:
            self.fault(column, "", f"at least one of {', '.join(vocabulary)}")
        return tuple(self._member(column, item, vocabulary) for item in items)

    def kits(self, column: str) -> tuple[frozenset[Equipment], ...]:
        """Alternatives by "|", items of one kit by "+"; "none" is the kit without any item."""
        kits = tuple(self._kit(column, kit) for kit in self.items(column))
        for later, kit in enumerate(kits):
            if any(earlier <= kit for earlier in kits[:later]):
                self.fault(column, self._cells[column], "the larger kit first: one after its own part is never used")
        return kits

    def yes_no(self, column: str) -> bool:
        value = self._cells[column]
        if value not in YES_NO:
            self.fault(column, value, ", ".join(YES_NO))
        return YES_NO.get(value, False)

    def ratio(self, column: str) -> float | None:
        value = self._cells[column]
        if not value:
            return None
        try:
            ratio = float(value)
        except ValueError:
            ratio = 0.0
        if not 0 < ratio <= RATIO_MOST:
            self.fault(column, value, f"empty, or a number above 0 and up to {RATIO_MOST}")
        return ratio

    def _kit(self, column: str, kit: str) -> frozenset[Equipment]:
        if kit == NO_EQUIPMENT:
            return frozenset()
        items = kit.split("+")
        if len(set(items)) != len(items):
            self.fault(column, kit, "each item once in a kit")
        return frozenset(self._member(column, item, Equipment) for item in items)

    def _member(self, column: str, value: str, vocabulary: type[E]) -> E:
        try:
            return vocabulary(value)
        except ValueError:
            self.fault(column, value, ", ".join(vocabulary))
            return next(iter(vocabulary))
