"""What is asked of one movement: the unit that prescribing makes and fitting changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from alloy_engine.domain.clock import TimeRules, exercise_seconds, set_seconds
from alloy_engine.domain.movement import Movement
from alloy_engine.domain.slot import Slot
from alloy_engine.domain.vocabulary import ExerciseRole

REST_STEP = 5


class Dose(NamedTuple):
    """What is asked of one movement. reps or seconds are set, never both; rests in seconds.

    family: branch of fork 9.0. first: the session's first main lift, jumps aside. carried: its sets come from last
    week. usual_sets: before the coach's aggression changed them, None where it did not.
    """

    slot: Slot
    movement: Movement
    family: str
    sets: int
    sets_low: int
    sets_high: int
    rest: int
    rest_low: int
    rest_high: int
    rpe: float
    reps_min: int | None = None
    reps_max: int | None = None
    seconds: int | None = None
    percent: float | None = None
    load_kg: float | None = None
    tempo: str | None = None
    ramps: int = 0
    first: bool = False
    carried: bool = False
    usual_sets: int | None = None
    note: str = ""


Grouped = Mapping[ExerciseRole, Sequence[Dose]]


def seconds_of(dose: Dose, time: TimeRules) -> float:
    """How long it takes, outside supersets and ramp sets aside."""
    work = set_seconds(dose.reps_min or 0, dose.seconds, dose.movement.unilateral, time)
    return exercise_seconds(dose.sets, work, dose.rest, 0, False, time)


def length_of(doses: Sequence[Dose], time: TimeRules) -> float:
    """How long these take one after the other, in seconds."""
    return sum(seconds_of(dose, time) for dose in doses)
