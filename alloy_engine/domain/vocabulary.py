"""The closed lists of words the engine speaks. Values are what documents and tables store."""

from __future__ import annotations

from enum import StrEnum


class Goal(StrEnum):
    STRENGTH = "strength"
    HYPERTROPHY = "hypertrophy"
    ENDURANCE = "endurance"
    FAT_LOSS = "fat_loss"
    MOBILITY = "mobility"
    EXPLOSIVENESS = "explosiveness"
    SPEED = "speed"


class SplitTemplate(StrEnum):
    AUTO = "auto"
    FULL_BODY = "full_body"
    UPPER_LOWER = "upper_lower"
    PPL = "ppl"
    HYBRID = "hybrid"


class ProgressionStyle(StrEnum):
    AUTO = "auto"
    SINGLE_PROGRESSION = "single_progression"
    DOUBLE_PROGRESSION = "double_progression"
    PAUSED_VARIATIONS = "paused_variations"
    BUILD_TO_DROP = "build_to_drop"
    WAVE_LOADING = "wave_loading"


class SkillLevel(StrEnum):
    """Skill a movement asks for, and experience an athlete has; ordered as declared."""

    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"
    EXPERT = "expert"

    @property
    def rank(self) -> int:
        return list(SkillLevel).index(self)


class Discipline(StrEnum):
    POWERLIFTING = "powerlifting"
    OLYMPIC_WEIGHTLIFTING = "olympic_weightlifting"
    BODYBUILDING = "bodybuilding"
    CROSSFIT = "crossfit"
    STRONGMAN = "strongman"
    CALISTHENICS = "calisthenics"
    YOGA = "yoga"
    RUNNING = "running"
    OTHER = "other"


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


class Muscle(StrEnum):
    QUADRICEPS = "quadriceps"
    HAMSTRINGS = "hamstrings"
    GLUTES = "glutes"
    CALVES = "calves"
    ADDUCTORS = "adductors"
    ABDUCTORS = "abductors"
    HIP_FLEXORS = "hip_flexors"
    CHEST = "chest"
    LATS = "lats"
    UPPER_BACK = "upper_back"
    TRAPS = "traps"
    LOWER_BACK = "lower_back"
    FRONT_DELTS = "front_delts"
    SIDE_DELTS = "side_delts"
    REAR_DELTS = "rear_delts"
    BICEPS = "biceps"
    TRICEPS = "triceps"
    FOREARMS = "forearms"
    CORE = "core"
    OBLIQUES = "obliques"
    FULL_BODY = "full_body"


SHOULDERS = (Muscle.FRONT_DELTS, Muscle.SIDE_DELTS, Muscle.REAR_DELTS)

# The seven majors; "shoulders" is met by any of the three delts.
MAJOR_MUSCLES: dict[str, tuple[Muscle, ...]] = {
    "quadriceps": (Muscle.QUADRICEPS,),
    "hamstrings": (Muscle.HAMSTRINGS,),
    "glutes": (Muscle.GLUTES,),
    "chest": (Muscle.CHEST,),
    "lats": (Muscle.LATS,),
    "upper_back": (Muscle.UPPER_BACK,),
    "shoulders": SHOULDERS,
}


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


class BodyRegion(StrEnum):
    """Where an athlete may be limited, and where a movement may be contra-indicated."""

    NECK = "neck"
    SHOULDER = "shoulder"
    ELBOW = "elbow"
    WRIST = "wrist"
    UPPER_BACK = "upper_back"
    LOWER_BACK = "lower_back"
    HIP = "hip"
    KNEE = "knee"
    ANKLE = "ankle"


class Severity(StrEnum):
    MILD = "mild"
    SEVERE = "severe"


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


class RuleType(StrEnum):
    HARD_NO = "hard_no"
    HARD_YES = "hard_yes"
    PREFERRED = "preferred"


class Cadence(StrEnum):
    PER_MICROCYCLE = "per_microcycle"
    WEEKLY = "weekly"
    BIWEEKLY = "biweekly"


class PersonaTone(StrEnum):
    SUPPORTIVE = "supportive"
    DRILL_SERGEANT = "drill_sergeant"
    ANALYTICAL = "analytical"
    MOTIVATIONAL = "motivational"
    MINIMALIST = "minimalist"


class PersonaAggression(StrEnum):
    CONSERVATIVE = "conservative"
    MODERATE_CONSERVATIVE = "moderate_conservative"
    BALANCED = "balanced"
    MODERATE_AGGRESSIVE = "moderate_aggressive"
    AGGRESSIVE = "aggressive"


class CircuitType(StrEnum):
    ROUNDS_FOR_TIME = "rounds_for_time"
    AMRAP = "amrap"
    EMOM = "emom"
    LADDER = "ladder"
    TABATA = "tabata"
    CHIPPER = "chipper"
    STATION = "station"


class MetricType(StrEnum):
    REPS = "reps"
    TIME = "time"
    DISTANCE = "distance"


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


class GenerationStatus(StrEnum):
    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_terminal(self) -> bool:
        return self in (GenerationStatus.COMPLETED, GenerationStatus.FAILED, GenerationStatus.CANCELLED)


class Activity(StrEnum):
    TENNIS = "tennis"
    BOULDERING = "bouldering"
    CLIMBING = "climbing"
    CYCLING = "cycling"
    SWIMMING = "swimming"
    HIKING = "hiking"
    RUNNING = "running"
    BASKETBALL = "basketball"
    FOOTBALL = "football"
    YOGA = "yoga"
    MARTIAL_ARTS = "martial_arts"
    DANCE = "dance"
    ROWING = "rowing"
    OTHER = "other"


class Weekday(StrEnum):
    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


class CardioPreference(StrEnum):
    NONE = "none"
    FINISHER = "finisher"
    DEDICATED_DAY = "dedicated_day"
    MIXED = "mixed"


class Units(StrEnum):
    KG = "kg"
    LB = "lb"


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
