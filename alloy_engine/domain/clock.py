"""How long a session takes: the one time model, used to fit a session and to check it.

Pure arithmetic over a planned session; its numbers come from the policy (`prescription.time`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from math import ceil

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from alloy_engine.domain.program import Circuit, PlannedBlock, PlannedExercise, PlannedSession
from alloy_engine.domain.vocabulary import SUPPORT_ROLES, ExerciseRole

MINUTE = 60.0
WARMUP, COOLDOWN = ExerciseRole.WARMUP, ExerciseRole.COOLDOWN


@dataclass(frozen=True, kw_only=True, config=ConfigDict(extra="forbid"))
class SetDuration:
    """A set of at most `reps` repetitions takes `seconds`."""

    reps: int = Field(ge=1)
    seconds: int = Field(ge=1)


@dataclass(frozen=True, kw_only=True, config=ConfigDict(extra="forbid"))
class TimeRules:
    """Minutes and seconds of everything that is not itself prescribed.

    sets: ascending by reps; the last row also holds for anything above it.
    superset_rest: share of the prescribed rest that passes idle when another exercise fills the rest.
    """

    warmup_minutes: float
    warmup_drill_minutes: float
    cooldown_minutes: float
    cooldown_stretch_minutes: float
    sets: tuple[SetDuration, ...]
    per_side_factor: float
    change_seconds: int
    superset_change_seconds: int
    superset_rest: float
    ramp_set_seconds: int

    @cached_property
    def lengths(self) -> tuple[float, ...]:
        """Seconds of a set by its repetitions, from 0 to the last row's: it is looked up at every step of fitting."""
        rows, most = self.sets, self.sets[-1].reps
        return tuple(float(next(row.seconds for row in rows if reps <= row.reps)) for reps in range(most + 1))


def reps_of(reps_min: int | None, reps_max: int | None) -> int:
    """The repetitions a range is timed at: its middle, rounded up."""
    low, high = reps_min or reps_max or 0, reps_max or reps_min or 0
    return ceil((low + high) / 2)


def set_seconds(reps: int, seconds: int | None, per_side: bool, rules: TimeRules) -> float:
    """One set: a timed set lasts what it says, otherwise the table decides; one side at a time takes double."""
    length = rules.lengths[min(reps, len(rules.lengths) - 1)] if seconds is None else float(seconds)
    return length * rules.per_side_factor if per_side else length


def exercise_seconds(sets: int, work: float, rest: float, ramp_sets: int, in_superset: bool, rules: TimeRules) -> float:
    """All sets of one exercise, rests between them, its ramp sets and the change to it."""
    idle = rest * rules.superset_rest if in_superset else rest
    change = rules.superset_change_seconds if in_superset else rules.change_seconds
    return sets * work + (sets - 1) * idle + ramp_sets * rules.ramp_set_seconds + change


def planned_seconds(exercise: PlannedExercise, rules: TimeRules) -> float:
    work = set_seconds(reps_of(exercise.reps_min, exercise.reps_max), exercise.seconds, exercise.per_side, rules)
    return exercise_seconds(
        exercise.sets, work, exercise.rest_seconds, len(exercise.ramp_sets), exercise.superset is not None, rules
    )


def support_minutes(role: ExerciseRole, count: int, rules: TimeRules) -> float:
    """A warm-up or cool-down block of `count` drills."""
    if role is WARMUP:
        return rules.warmup_minutes + count * rules.warmup_drill_minutes
    return rules.cooldown_minutes + count * rules.cooldown_stretch_minutes


def block_minutes(block: PlannedBlock, rules: TimeRules) -> float:
    """Warm-up and cool-down by their count, circuits by their own clock, everything else exercise by exercise."""
    return minutes_of(block.role, block.exercises, block.circuit, rules)


def minutes_of(
    role: ExerciseRole, exercises: Sequence[PlannedExercise], circuit: Circuit | None, rules: TimeRules
) -> float:
    """The minutes of a block of these."""
    if role in SUPPORT_ROLES:
        return support_minutes(role, len(exercises), rules)
    if circuit is not None:
        return circuit.minutes
    return sum(planned_seconds(exercise, rules) for exercise in exercises) / MINUTE


def session_minutes(session: PlannedSession, rules: TimeRules) -> float:
    return sum(block_minutes(block, rules) for block in session.blocks)
