"""What a plan is made of, and how it stands. Values are what is stored."""

from __future__ import annotations

from enum import StrEnum


class SessionType(StrEnum):
    UPPER = "upper"
    LOWER = "lower"
    PUSH = "push"
    PULL = "pull"
    LEGS = "legs"
    FULL_BODY = "full_body"
    CARDIO = "cardio"
    CONDITIONING = "conditioning"
    MOBILITY = "mobility"
    RECOVERY = "recovery"

    @property
    def is_lifting(self) -> bool:
        return self in LIFTING_TYPES


LIFTING_TYPES = frozenset(
    {
        SessionType.UPPER,
        SessionType.LOWER,
        SessionType.PUSH,
        SessionType.PULL,
        SessionType.LEGS,
        SessionType.FULL_BODY,
    }
)
LEG_DAYS = (SessionType.LOWER, SessionType.LEGS, SessionType.FULL_BODY)
SIDED_DAYS = (SessionType.PUSH, SessionType.PULL, SessionType.LEGS)  # pushes and pulls each have days of their own


class ExerciseRole(StrEnum):
    """What a block is for; an exercise has the role of its block."""

    WARMUP = "warmup"
    MAIN = "main"
    ACCESSORY = "accessory"
    FINISHER = "finisher"
    CONDITIONING = "conditioning"
    CARDIO = "cardio"
    MOBILITY = "mobility"
    COOLDOWN = "cooldown"


# What prepares and follows the work.
SUPPORT_ROLES = (ExerciseRole.WARMUP, ExerciseRole.COOLDOWN)


class CircuitType(StrEnum):
    ROUNDS_FOR_TIME = "rounds_for_time"
    AMRAP = "amrap"
    EMOM = "emom"
    LADDER = "ladder"
    TABATA = "tabata"
    CHIPPER = "chipper"
    STATION = "station"


class GenerationStatus(StrEnum):
    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_terminal(self) -> bool:
        return self in (GenerationStatus.COMPLETED, GenerationStatus.FAILED, GenerationStatus.CANCELLED)


class Phase(StrEnum):
    """Where a microcycle stands in its mesocycle."""

    ACCUMULATION = "accumulation"
    INTENSIFICATION = "intensification"
    PEAKING = "peaking"
    DELOAD = "deload"


class SelectionStatus(StrEnum):
    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    PARTIAL = "partial"
    INFEASIBLE = "infeasible"


class FallbackTier(StrEnum):
    """How a session came about when the first try did not pass its gates."""

    NONE = "none"
    RELAXATION = "relaxation"
    TEMPLATE = "template"


class Dimension(StrEnum):
    """The scorer's seven dimensions, in priority order."""

    PATTERN_ALIGNMENT = "pattern_alignment"
    MUSCLE_COVERAGE = "muscle_coverage"
    DISCIPLINE_PREFERENCE = "discipline_preference"
    COMPOUND_BONUS = "compound_bonus"
    SPECIALIZATION = "specialization"
    GOAL_ALIGNMENT = "goal_alignment"
    TIME_UTILIZATION = "time_utilization"
