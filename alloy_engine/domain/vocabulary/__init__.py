"""The closed lists of words the engine speaks. Values are what documents and tables store.

Code that runs for every slot or set first gives the members it asks about names of its own, as in
`MAIN = ExerciseRole.MAIN`: Python looks up a member by its enumeration ten times as slowly as a name of the module.
"""

from __future__ import annotations

from alloy_engine.domain.vocabulary.asking import (
    Activity,
    Cadence,
    CardioPreference,
    Discipline,
    Goal,
    PersonaAggression,
    PersonaTone,
    ProgressionStyle,
    RuleType,
    Severity,
    SkillLevel,
    SplitTemplate,
    Units,
    Weekday,
)
from alloy_engine.domain.vocabulary.body import MAJOR_MUSCLES, SHOULDERS, BodyRegion, Muscle
from alloy_engine.domain.vocabulary.movements import (
    LEGS,
    MAIN_PATTERNS,
    PULLS,
    PUSHES,
    CNSLoad,
    Equipment,
    MetricType,
    MovementKind,
    MovementPattern,
    MovementTier,
    SpinalLoad,
)
from alloy_engine.domain.vocabulary.planning import (
    LEG_DAYS,
    LIFTING_TYPES,
    SUPPORT_ROLES,
    CircuitType,
    Dimension,
    ExerciseRole,
    FallbackTier,
    GenerationStatus,
    Phase,
    SelectionStatus,
    SessionType,
)

__all__ = [
    "Activity",
    "BodyRegion",
    "CNSLoad",
    "Cadence",
    "CardioPreference",
    "CircuitType",
    "Dimension",
    "Discipline",
    "Equipment",
    "ExerciseRole",
    "FallbackTier",
    "GenerationStatus",
    "Goal",
    "LEGS",
    "LIFTING_TYPES",
    "SUPPORT_ROLES",
    "MAIN_PATTERNS",
    "LEG_DAYS",
    "MAJOR_MUSCLES",
    "MetricType",
    "MovementKind",
    "MovementPattern",
    "MovementTier",
    "Muscle",
    "PULLS",
    "PUSHES",
    "PersonaAggression",
    "PersonaTone",
    "Phase",
    "ProgressionStyle",
    "RuleType",
    "SHOULDERS",
    "SelectionStatus",
    "SessionType",
    "Severity",
    "SkillLevel",
    "SpinalLoad",
    "SplitTemplate",
    "Units",
    "Weekday",
]
