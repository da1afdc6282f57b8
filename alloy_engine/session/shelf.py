"""What the athlete may be given at all, counted by role, pattern and primary muscle."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from alloy_engine.domain.vocabulary import ExerciseRole, MovementPattern, Muscle
from alloy_engine.selection import CandidatePool

_PATTERN = {pattern: place for place, pattern in enumerate(MovementPattern)}
_MUSCLE = {muscle: place for place, muscle in enumerate(Muscle)}
_ROLE = {role: place for place, role in enumerate(ExerciseRole)}
COUNTED = (ExerciseRole.MAIN, ExerciseRole.ACCESSORY, ExerciseRole.FINISHER)


class Shelf:
    """Numbers of allowed movements, taken once a program."""

    __slots__ = ("_counts", "_pool")

    def __init__(self, pool: CandidatePool) -> None:
        columns = pool.catalogue.columns
        self._pool = pool
        cell = columns.pattern.astype(np.int64) * len(_MUSCLE) + columns.primary
        size = len(_PATTERN) * len(_MUSCLE)
        self._counts: dict[ExerciseRole, list[list[int]]] = {}
        for role in COUNTED:
            rows = pool.allowed & columns.roles[:, _ROLE[role]]
            table = np.bincount(cell[rows], minlength=size).reshape(len(_PATTERN), len(_MUSCLE))
            self._counts[role] = table.tolist()

    def stock(self, role: ExerciseRole, patterns: Sequence[MovementPattern], muscle: Muscle | None = None) -> int:
        """How many allowed movements have that role (main, accessory, finisher), a pattern and a primary muscle."""
        rows = [self._counts[role][_PATTERN[pattern]] for pattern in patterns]
        return sum(map(sum, rows)) if muscle is None else sum(row[_MUSCLE[muscle]] for row in rows)

    def reaching(self, muscle: Muscle) -> tuple[MovementPattern, ...]:
        """Patterns of the allowed accessories that train the muscle beside another, the commonest first."""
        columns = self._pool.catalogue.columns
        rows = self._pool.allowed & columns.roles[:, _ROLE[ExerciseRole.ACCESSORY]]
        helped = columns.pattern[rows & columns.secondary[:, _MUSCLE[muscle]]]
        times = np.bincount(helped.astype(np.int64), minlength=len(_PATTERN))
        found = [pattern for pattern, place in _PATTERN.items() if times[place]]
        return tuple(sorted(found, key=lambda pattern: -int(times[_PATTERN[pattern]])))
