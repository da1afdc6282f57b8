"""What the athlete may be given at all, counted by role, pattern and primary muscle."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from alloy_engine.catalogue.columns import among
from alloy_engine.domain.vocabulary import ExerciseRole, MovementKind, MovementPattern, Muscle
from alloy_engine.selection import CandidatePool

_PATTERN = {pattern: place for place, pattern in enumerate(MovementPattern)}
_MUSCLE = {muscle: place for place, muscle in enumerate(Muscle)}
_ROLE = {role: place for place, role in enumerate(ExerciseRole)}
_ISOLATION = list(MovementKind).index(MovementKind.ISOLATION)
COUNTED = (
    ExerciseRole.WARMUP, ExerciseRole.MAIN, ExerciseRole.ACCESSORY, ExerciseRole.FINISHER, ExerciseRole.CARDIO,
    ExerciseRole.MOBILITY,
)  # fmt: skip


class Shelf:
    """Numbers of allowed movements, taken once a program.

    It does not keep the pool that keeps it: two that hold one another are freed only when garbage is looked for.
    """

    __slots__ = (
        "_allowed",
        "_columns",
        "_counts",
        "_has_main",
        "_mains",
        "_policy",
        "_proper",
        "_proper_rows",
        "_strict",
    )

    def __init__(self, pool: CandidatePool) -> None:
        columns = pool.catalogue.columns
        self._allowed, self._columns, self._policy = pool.allowed, columns, pool.policy
        self._strict = pool.proper
        mains = columns.roles[:, _ROLE[ExerciseRole.MAIN]] & (columns.kind != _ISOLATION)
        self._mains = self._strict & mains
        self._proper_rows = self._mains & ~pool.light
        self._has_main: dict[tuple[MovementPattern, ...], bool] = {}
        self._proper: dict[MovementPattern, int] = {}
        cell = columns.pattern.astype(np.int64) * len(_MUSCLE) + columns.primary
        size = len(_PATTERN) * len(_MUSCLE)
        self._counts: dict[ExerciseRole, list[list[int]]] = {}
        for role in COUNTED:
            rows = pool.allowed & columns.roles[:, _ROLE[role]]
            table = np.bincount(cell[rows], minlength=size).reshape(len(_PATTERN), len(_MUSCLE))
            self._counts[role] = table.tolist()

    def stock(self, role: ExerciseRole, patterns: Sequence[MovementPattern], muscle: Muscle | None = None) -> int:
        """How many allowed movements have that role (one of COUNTED), a pattern and a primary muscle."""
        rows = [self._counts[role][_PATTERN[pattern]] for pattern in patterns]
        return sum(map(sum, rows)) if muscle is None else sum(row[_MUSCLE[muscle]] for row in rows)

    def any_main(self, pattern: MovementPattern) -> int:
        """How many main lifts of the pattern the athlete may be given at all."""
        return self.stock(ExerciseRole.MAIN, (pattern,))

    def proper(self, pattern: MovementPattern) -> int:
        """How many main lifts can have a place of the pattern without any relaxed rule."""
        if pattern not in self._proper:
            self._proper[pattern] = self._count_proper(pattern)
        return self._proper[pattern]

    def has_main(self, patterns: tuple[MovementPattern, ...]) -> bool:
        """Whether some main lift of these patterns suits the athlete, however light; mere fillers do not."""
        if patterns not in self._has_main:
            wanted = [_PATTERN[pattern] for pattern in patterns]
            self._has_main[patterns] = bool((self._mains & among(self._columns.pattern, wanted)).any())
        return self._has_main[patterns]

    def _count_proper(self, pattern: MovementPattern) -> int:
        rules = self._policy.prescription
        movers = rules.main_movers.get(pattern, rules.pattern_muscles.get(pattern, ())[:1])
        rows = self._proper_rows & (self._columns.pattern == _PATTERN[pattern])
        if movers:
            rows = rows & among(self._columns.primary, [_MUSCLE[muscle] for muscle in movers])
        return int(np.count_nonzero(rows))

    def training(self, muscle: Muscle) -> int:
        """How many main lifts and accessories are for the muscle first of all and need no relaxed rule."""
        columns = self._columns
        patterns = [_PATTERN[pattern] for pattern in self._policy.composition.muscles[muscle].patterns]
        roles = columns.roles[:, _ROLE[ExerciseRole.MAIN]] | columns.roles[:, _ROLE[ExerciseRole.ACCESSORY]]
        rows = self._strict & roles & (columns.primary == _MUSCLE[muscle])
        return int(np.count_nonzero(rows & among(columns.pattern, patterns)))

    def accessories_for(self, muscle: Muscle) -> tuple[MovementPattern, ...]:
        """Patterns of the accessories for the muscle first of all that need no relaxed rule, commonest first."""
        columns = self._columns
        rows = self._strict & columns.roles[:, _ROLE[ExerciseRole.ACCESSORY]] & (columns.primary == _MUSCLE[muscle])
        return _commonest(columns.pattern[rows])

    def reaching(self, muscle: Muscle) -> tuple[MovementPattern, ...]:
        """Patterns of the allowed accessories that train the muscle beside another, the commonest first."""
        columns = self._columns
        rows = self._allowed & columns.roles[:, _ROLE[ExerciseRole.ACCESSORY]]
        return _commonest(columns.pattern[rows & columns.secondary[:, _MUSCLE[muscle]]])


def _commonest(patterns: NDArray[np.generic]) -> tuple[MovementPattern, ...]:
    """Those that occur, by how often."""
    times = np.bincount(patterns.astype(np.int64), minlength=len(_PATTERN))
    found = [pattern for pattern, place in _PATTERN.items() if times[place]]
    return tuple(sorted(found, key=lambda pattern: -int(times[_PATTERN[pattern]])))
