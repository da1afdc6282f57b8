"""What a coach asks with: goals, splits, rules, persona, circumstances. Values are what is stored."""

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
        return _RANK[self]


_RANK = {level: rank for rank, level in enumerate(SkillLevel)}


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


class Severity(StrEnum):
    MILD = "mild"
    SEVERE = "severe"
