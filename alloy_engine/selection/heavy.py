"""Main lifts that are too light for strength: the athlete could have one that is loaded."""

from __future__ import annotations

import numpy as np

from alloy_engine.catalogue import Catalogue, Policy
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.vocabulary import MAIN_PATTERNS, ExerciseRole, Goal, MetricType, MovementKind, MovementTier
from alloy_engine.selection.constraints import PATTERNS, Constraints, Mask

MAIN = list(ExerciseRole).index(ExerciseRole.MAIN)
REPS = list(MetricType).index(MetricType.REPS)
COMPOUND = list(MovementKind).index(MovementKind.COMPOUND)


def light_mains(constraints: Constraints, brief: Brief, catalogue: Catalogue, policy: Policy) -> Mask:
    """One entry a catalogue row: True for lifts of a pattern that has others which can be loaded for heavy sets. Of
    these, one side at a time is light as well where the pattern has a lift for both sides at once.
    """
    light = np.zeros(len(catalogue), dtype=np.bool_)
    if brief.dollars(Goal.STRENGTH) < policy.relaxation.loaded.strength_dollars:
        return light
    columns, worst = catalogue.columns, policy.relaxation.steps[0].worst_tier
    proper = constraints.allowed & ~constraints.mild & columns.roles[:, MAIN] & (columns.kind == COMPOUND)
    proper &= (columns.skill <= brief.experience.rank) & (columns.tier <= list(MovementTier).index(worst))
    loaded = proper & (columns.metric == REPS)
    loads = policy.prescription.loads.loadable
    for row in np.flatnonzero(loaded).tolist():
        loaded[row] = not loads.isdisjoint(catalogue.movements[row].kit_for(brief.equipment))
    for pattern in MAIN_PATTERNS:
        own = columns.pattern == PATTERNS.index(pattern)
        heavy = own & loaded
        both = heavy & ~columns.unilateral
        chosen = both if both.any() else heavy
        if chosen.any():
            light |= own & ~chosen
    return light
