"""Main lifts that are too light for their place, as the athlete could have heavier ones; and those that come first."""

from __future__ import annotations

import numpy as np

from alloy_engine.catalogue import Catalogue, Policy
from alloy_engine.catalogue.policies.relaxation import BodyweightLifts, HeldLifts
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.vocabulary import (
    MAIN_PATTERNS,
    ExerciseRole,
    MetricType,
    MovementKind,
    SkillLevel,
)
from alloy_engine.scoring import is_light
from alloy_engine.selection.constraints import PATTERNS, Mask

MAIN = list(ExerciseRole).index(ExerciseRole.MAIN)
REPS = list(MetricType).index(MetricType.REPS)
COMPOUND = list(MovementKind).index(MovementKind.COMPOUND)


def light_mains(proper: Mask, brief: Brief, catalogue: Catalogue, policy: Policy) -> Mask:
    """One entry a catalogue row: True for lifts of a pattern that has others which can be loaded. Where strength and
    power are trained, for heavy sets: of these, one side at a time is light as well where the pattern has a lift for
    both sides at once, and so is what the hands hold in front where the athlete has learnt one that they do not.

    proper: what needs no relaxed rule.
    """
    rules, loaded = policy.relaxation, _loaded(proper, brief, catalogue, policy)
    if brief.dollars(*rules.loaded.goals) >= rules.loaded.dollars:
        held = _held(brief, catalogue, rules.loaded.held)
        both = ~catalogue.columns.unilateral
        return _others(catalogue, (loaded & both & ~held, loaded & both, loaded))
    if rules.measured.asked_of(brief) and not is_light(brief, policy):
        heavy = _heavy_as_they_are(catalogue, rules.measured.bodyweight)
        return _others(catalogue, (loaded,)) & ~heavy
    return np.zeros(len(catalogue), dtype=np.bool_)


def _loaded(proper: Mask, brief: Brief, catalogue: Catalogue, policy: Policy) -> Mask:
    """Of these, the main lifts that grow heavier by a plate."""
    columns, loads = catalogue.columns, policy.prescription.loads
    loaded: Mask = proper & columns.roles[:, MAIN] & (columns.kind == COMPOUND) & (columns.metric == REPS)
    for row in np.flatnonzero(loaded).tolist():
        movement = catalogue.movements[row]
        loaded[row] = movement.id not in loads.hung and not loads.loadable.isdisjoint(movement.kit_for(brief.equipment))
    return loaded


def _others(catalogue: Catalogue, ways: tuple[Mask, ...]) -> Mask:
    """Of every main pattern, all but the lifts of the first of these ways that it has any of; none where it has not."""
    others = np.zeros(len(catalogue), dtype=np.bool_)
    for pattern in MAIN_PATTERNS:
        own = catalogue.columns.pattern == PATTERNS.index(pattern)
        chosen = next((kept for way in ways if (kept := own & way).any()), None)
        if chosen is not None:
            others |= own & ~chosen
    return others


def _held(brief: Brief, catalogue: Catalogue, rules: HeldLifts) -> Mask:
    if brief.experience.rank < rules.experience.rank:
        return np.zeros(len(catalogue), dtype=np.bool_)
    return np.array([movement.family in rules.families for movement in catalogue.movements])


def _heavy_as_they_are(catalogue: Catalogue, rules: BodyweightLifts) -> Mask:
    families = np.array([movement.family in rules.families for movement in catalogue.movements])
    return families & (catalogue.columns.skill >= rules.skill.rank)


def foremost_lifts(proper: Mask, brief: Brief, catalogue: Catalogue, policy: Policy) -> Mask:
    """One entry a catalogue row: True for what the athlete's week is built on before all others. For strength athletes
    the lifts that strength is tested by, and close variants; for beginners lifts that a machine, a cable or a bench
    makes steady. None for everybody else.

    proper: what needs no relaxed rule.
    """
    rules = policy.relaxation
    if rules.competition.asked_of(brief):
        return np.array([rules.competition.holds(movement) for movement in catalogue.movements])
    foremost = np.zeros(len(catalogue), dtype=np.bool_)
    if brief.experience is not SkillLevel.BEGINNER or is_light(brief, policy):
        return foremost
    columns, steady = catalogue.columns, rules.steady
    loaded = _loaded(proper, brief, catalogue, policy) & ~columns.unilateral
    for pattern in steady.patterns:
        own = np.flatnonzero(loaded & (columns.pattern == PATTERNS.index(pattern))).tolist()
        kits = [catalogue.movements[row].kit_for(brief.equipment) for row in own]
        held = [row for row, kit in zip(own, kits, strict=True) if not steady.equipment.isdisjoint(kit)]
        if len(held) >= steady.choice:
            foremost[held] = True
    return foremost
