"""Which main patterns an athlete's kit, limits and rules leave a lift for."""

from __future__ import annotations

import numpy as np

from alloy_engine.catalogue.catalogue import Catalogue
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.vocabulary import (
    MAIN_PATTERNS,
    BodyRegion,
    ExerciseRole,
    MovementPattern,
    RuleType,
    Severity,
)

PATTERNS, REGIONS, ROLES = list(MovementPattern), list(BodyRegion), list(ExerciseRole)
ONE_STEP_UP = 1


def main_patterns(brief: Brief, catalogue: Catalogue) -> frozenset[MovementPattern]:
    """Main patterns with a main lift for the equipment, free of severe injuries and hard_no, at most one skill
    level above the athlete's: a day need not be built around any other.
    """
    columns, request = catalogue.columns, brief.request
    free = catalogue.usable_with(brief.equipment) & columns.roles[:, ROLES.index(ExerciseRole.MAIN)]
    free = free & (columns.skill <= brief.experience.rank + ONE_STEP_UP)
    for limit in request.athlete.limitations:
        if limit.severity is Severity.SEVERE and limit.region is not None:
            free = free & ~columns.contraindicated[:, REGIONS.index(limit.region)]
        if limit.severity is Severity.SEVERE and limit.pattern is not None:
            free = free & (columns.pattern != PATTERNS.index(limit.pattern))
    for rule in request.movement_rules:
        if rule.rule is RuleType.HARD_NO and rule.movement in catalogue:
            free[catalogue.index(rule.movement)] = False
    found = np.bincount(columns.pattern[free], minlength=len(PATTERNS))
    return frozenset(pattern for pattern in MAIN_PATTERNS if found[PATTERNS.index(pattern)])
