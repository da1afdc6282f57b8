"""What a movement is: pattern, kit, kind, loads, tier. Values are what is stored."""

from __future__ import annotations

from enum import StrEnum


class MovementPattern(StrEnum):
    SQUAT = "squat"
    HINGE = "hinge"
    LUNGE = "lunge"
    HORIZONTAL_PUSH = "horizontal_push"
    VERTICAL_PUSH = "vertical_push"
    HORIZONTAL_PULL = "horizontal_pull"
    VERTICAL_PULL = "vertical_pull"
    CARRY = "carry"
    CORE = "core"
    ROTATION = "rotation"
    PLYOMETRIC = "plyometric"
    OLYMPIC = "olympic"
    ISOLATION = "isolation"
    ISOMETRIC = "isometric"
    MOBILITY = "mobility"
    STRETCH = "stretch"
    CONDITIONING = "conditioning"
    CARDIO = "cardio"


PUSHES = (MovementPattern.HORIZONTAL_PUSH, MovementPattern.VERTICAL_PUSH)


PULLS = (MovementPattern.HORIZONTAL_PULL, MovementPattern.VERTICAL_PULL)


LEGS = (MovementPattern.SQUAT, MovementPattern.HINGE, MovementPattern.LUNGE)


MAIN_PATTERNS = (*LEGS, *PUSHES, *PULLS)


class Equipment(StrEnum):
    BARBELL = "barbell"
    RACK = "rack"
    BENCH = "bench"
    DUMBBELL = "dumbbell"
    KETTLEBELL = "kettlebell"
    CABLE = "cable"
    MACHINE = "machine"
    SMITH_MACHINE = "smith_machine"
    TRAP_BAR = "trap_bar"
    EZ_BAR = "ez_bar"
    PULL_UP_BAR = "pull_up_bar"
    DIP_STATION = "dip_station"
    RINGS = "rings"
    BAND = "band"
    MEDICINE_BALL = "medicine_ball"
    PLYO_BOX = "plyo_box"
    SLED = "sled"
    ROPE = "rope"
    AB_WHEEL = "ab_wheel"
    LANDMINE = "landmine"
    SANDBAG = "sandbag"
    ROWER = "rower"
    BIKE = "bike"
    TREADMILL = "treadmill"
    SKI_ERG = "ski_erg"
    JUMP_ROPE = "jump_rope"
    FOAM_ROLLER = "foam_roller"


class CNSLoad(StrEnum):
    VERY_LOW = "very_low"
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    VERY_HIGH = "very_high"


class SpinalLoad(StrEnum):
    NONE = "none"
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


class MovementTier(StrEnum):
    """How good a default the movement is; bronze is generic filler. Ordered best first."""

    DIAMOND = "diamond"
    GOLD = "gold"
    SILVER = "silver"
    BRONZE = "bronze"


class MovementKind(StrEnum):
    COMPOUND = "compound"
    HYBRID = "hybrid"
    ISOLATION = "isolation"


class MetricType(StrEnum):
    REPS = "reps"
    TIME = "time"
    DISTANCE = "distance"
