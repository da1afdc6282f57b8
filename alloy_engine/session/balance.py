"""The balance of pushes and pulls over the program."""

from __future__ import annotations

from collections.abc import Iterable

from alloy_engine.domain.history import SessionFacts
from alloy_engine.domain.movement import Movement
from alloy_engine.domain.vocabulary import PULLS, PUSHES, ExerciseRole, MovementKind, MovementPattern
from alloy_engine.selection import CandidatePool


def side_of_pattern(pattern: MovementPattern) -> int:
    """1 for a pull, −1 for a push, 0 for all else."""
    return int(pattern in PULLS) - int(pattern in PUSHES)


def side_of(movement: Movement, role: ExerciseRole) -> int:
    """The side of a main lift or a compound accessory; flies and raises have no pattern that says which they are."""
    if role is not ExerciseRole.MAIN and movement.kind is not MovementKind.COMPOUND:
        return 0
    return side_of_pattern(movement.pattern)


def pulls_ahead(facts: Iterable[SessionFacts], pool: CandidatePool) -> int:
    """Pulling sets of these sessions less their pushing sets."""
    return sum(
        sets * side_of(pool.catalogue[movement], role) for fact in facts for role, _, movement, sets in fact.lifts()
    )
