"""Main lifts that are too light for strength and power: the athlete could have one that is loaded."""

from __future__ import annotations

import numpy as np

from alloy_engine.catalogue import Catalogue, Policy
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.vocabulary import MAIN_PATTERNS, ExerciseRole, MetricType, MovementKind, MovementTier
from alloy_engine.selection.constraints import PATTERNS, Constraints, Mask

MAIN = list(ExerciseRole).index(ExerciseRole.MAIN)
REPS = list(MetricType).index(MetricType.REPS)
COMPOUND = list(MovementKind).index(MovementKind.COMPOUND)


def light_mains(constraints: Constraints, brief: Brief, catalogue: Catalogue, policy: Policy) -> Mask:
    """One entry a catalogue row: True for lifts of a pattern that has others which can be loaded for heavy sets. Of
    these, one side at a time is light as well where the pattern has a lift for both sides at once, and so is what the
    hands hold in front where the athlete has learnt one that they do not.
    """
    light = np.zeros(len(catalogue), dtype=np.bool_)
    asked = policy.relaxation.loaded
    if brief.dollars(*asked.goals) < asked.dollars:
        return light
    columns, worst = catalogue.columns, policy.relaxation.steps[0].worst_tier
    proper = constraints.allowed & ~constraints.mild & columns.roles[:, MAIN] & (columns.kind == COMPOUND)
    proper &= (columns.skill <= brief.experience.rank) & (columns.tier <= list(MovementTier).index(worst))
    loaded = proper & (columns.metric == REPS)
    loads, held = policy.prescription.loads, np.zeros(len(catalogue), dtype=np.bool_)
    learnt = brief.experience.rank >= asked.held.experience.rank
    for row in np.flatnonzero(loaded).tolist():
        movement = catalogue.movements[row]
        loaded[row] = movement.id not in loads.hung and not loads.loadable.isdisjoint(movement.kit_for(brief.equipment))
        held[row] = learnt and movement.family in asked.held.families
    for pattern in MAIN_PATTERNS:
        own = columns.pattern == PATTERNS.index(pattern)
        heavy = own & loaded
        both = heavy & ~columns.unilateral
        chosen = next((kept for kept in (both & ~held, both) if kept.any()), heavy)
        if chosen.any():
            light |= own & ~chosen
    return light
