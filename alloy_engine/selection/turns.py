"""In which order slots are filled: what carries the session is chosen first, what prepares and follows it last."""

from __future__ import annotations

from alloy_engine.domain.slot import Slot
from alloy_engine.domain.vocabulary import ExerciseRole

TURN = {
    ExerciseRole.MAIN: 0, ExerciseRole.ACCESSORY: 1, ExerciseRole.WARMUP: 3, ExerciseRole.COOLDOWN: 4,
    ExerciseRole.MOBILITY: 5,
}  # fmt: skip
BETWEEN = 2


def turn(slot: Slot) -> int:
    """The lower, the earlier."""
    return TURN.get(slot.role, BETWEEN)
