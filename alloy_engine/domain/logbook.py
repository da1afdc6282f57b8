"""What an athlete did of a prescription, set by set."""

from __future__ import annotations

from alloy_engine.domain.program import Part
from alloy_engine.domain.vocabulary import ExerciseRole


class LoggedSet(Part):
    """One set as it was done. weight_kg: None without any. reps, seconds: one of them, as the exercise is counted.
    rpe: 1 to 10 in half steps, None where nobody said."""

    weight_kg: float | None = None
    reps: int | None = None
    seconds: int | None = None
    rpe: float | None = None


class SetLog(Part):
    """The sets of one exercise: the movement in its role, whether it is still prescribed there or not."""

    role: ExerciseRole
    movement: str
    sets: tuple[LoggedSet, ...]
