"""Which main patterns an athlete's kit, limits and rules leave a lift for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alloy_engine.catalogue.catalogue import Catalogue
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.vocabulary import (
    LEGS,
    MAIN_PATTERNS,
    PULLS,
    PUSHES,
    BodyRegion,
    ExerciseRole,
    MovementKind,
    MovementPattern,
    MovementTier,
    RuleType,
    Severity,
)

PATTERNS, REGIONS, ROLES = list(MovementPattern), list(BodyRegion), list(ExerciseRole)
ISOLATION, BRONZE = list(MovementKind).index(MovementKind.ISOLATION), list(MovementTier).index(MovementTier.BRONZE)
GROUPS = (LEGS, PUSHES, PULLS)
ONE_STEP_UP = 1


def main_patterns(brief: Brief, catalogue: Catalogue) -> frozenset[MovementPattern]:
    """Main patterns to build days around: those with a main lift that needs no relaxed rule. Where none of the legs'
    patterns, the pushes or the pulls has one, those with a lift for the equipment, free of severe injuries and
    hard_no, at most one skill level above the athlete's.
    """
    columns, rank = catalogue.columns, brief.experience.rank
    lifts = catalogue.usable_with(brief.equipment) & columns.roles[:, ROLES.index(ExerciseRole.MAIN)]
    for rule in brief.request.movement_rules:
        if rule.rule is RuleType.HARD_NO and rule.movement in catalogue:
            lifts[catalogue.index(rule.movement)] = False
    lifts = lifts & ~_limited(brief, catalogue, Severity.SEVERE)
    possible = _patterns_of(lifts & (columns.skill <= rank + ONE_STEP_UP), catalogue)
    plain = lifts & (columns.skill <= rank) & (columns.kind != ISOLATION) & (columns.tier != BRONZE)
    proper = _patterns_of(plain & ~_limited(brief, catalogue, Severity.MILD), catalogue)
    return frozenset(p for group in GROUPS for p in (proper.intersection(group) or possible.intersection(group)))


def _limited(brief: Brief, catalogue: Catalogue, severity: Severity) -> NDArray[np.bool_]:
    """Movements that load what is limited so much."""
    columns = catalogue.columns
    limited = np.zeros(len(catalogue), dtype=np.bool_)
    for limit in brief.request.athlete.limitations:
        if limit.severity is severity and limit.region is not None:
            limited |= columns.contraindicated[:, REGIONS.index(limit.region)]
        if limit.severity is severity and limit.pattern is not None:
            limited |= columns.pattern == PATTERNS.index(limit.pattern)
    return limited


def _patterns_of(lifts: NDArray[np.bool_], catalogue: Catalogue) -> frozenset[MovementPattern]:
    found = np.bincount(catalogue.columns.pattern[lifts], minlength=len(PATTERNS))
    return frozenset(pattern for pattern in MAIN_PATTERNS if found[PATTERNS.index(pattern)])
