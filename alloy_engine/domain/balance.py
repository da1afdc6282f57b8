"""Which side of the balance of pushes and pulls a lift is on."""

from __future__ import annotations

from alloy_engine.domain.vocabulary import PULLS, PUSHES, ExerciseRole, MovementPattern


def side_of_pattern(pattern: MovementPattern) -> int:
    """1 for a pull, −1 for a push, 0 for all else."""
    return int(pattern in PULLS) - int(pattern in PUSHES)


def side_of(pattern: MovementPattern, role: ExerciseRole, *, compound: bool) -> int:
    """The side of a main lift or a compound accessory; flies and raises have no pattern that says which they are."""
    return side_of_pattern(pattern) if compound or role is ExerciseRole.MAIN else 0
