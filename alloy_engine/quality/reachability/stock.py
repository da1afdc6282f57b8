"""How many movements an athlete may be given, counted by role and pattern: strictly, or at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from alloy_engine.catalogue import Catalogue, Policy
from alloy_engine.catalogue.columns import among
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.movement import Movement
from alloy_engine.domain.vocabulary import (
    CNSLoad,
    ExerciseRole,
    MovementKind,
    MovementPattern,
    MovementTier,
    Muscle,
)
from alloy_engine.selection.constraints import Constraints

Mask = NDArray[np.bool_]
ROLE = {role: place for place, role in enumerate(ExerciseRole)}
PATTERN = {pattern: place for place, pattern in enumerate(MovementPattern)}
MUSCLE = {muscle: place for place, muscle in enumerate(Muscle)}
ISOLATION = list(MovementKind).index(MovementKind.ISOLATION)
TIERS = list(MovementTier)
LOADS = list(CNSLoad)


class Stock:
    """Movements of one athlete; masks have one entry a catalogue row. Every answer is kept.

    allowed: no hard constraint excludes it. strict: also nothing mildly injured, within the athlete's skill and
    of a tier that needs no relaxing. reachable: what any relaxation may admit.
    """

    __slots__ = ("_known", "_shares", "allowed", "catalogue", "policy", "reachable", "strict")

    def __init__(self, brief: Brief, catalogue: Catalogue, policy: Policy) -> None:
        constraints, columns = Constraints.of(brief, catalogue), catalogue.columns
        first, last = policy.relaxation.steps[0], policy.relaxation.steps[-1]
        rank = brief.experience.rank
        free = constraints.allowed
        hurting = constraints.mild & ~constraints.regression
        self.catalogue, self.policy, self.allowed = catalogue, policy, free
        self.strict: Mask = (
            free & ~constraints.mild & (columns.skill <= rank) & (columns.tier <= TIERS.index(first.worst_tier))
        )
        self.reachable: Mask = free & ~hurting & (columns.skill <= rank + last.skill_above)
        self._known: dict[tuple[object, ...], Mask] = {}
        self._shares: dict[tuple[object, ...], float] = {}

    def mains(self, pattern: MovementPattern) -> Mask:
        """Main lifts that fill a place of that pattern without any relaxing."""
        return self._once(("mains", pattern), lambda: self._mains(pattern))

    def of_role(self, role: ExerciseRole, patterns: Sequence[MovementPattern] = (), *, strict: bool = False) -> Mask:
        """Movements with that role, and one of the patterns if any are named."""
        return self._once(("role", role, *patterns, strict), lambda: self._of_role(role, patterns, strict))

    def training(self, muscles: Sequence[Muscle], roles: Sequence[ExerciseRole]) -> Mask:
        """Movements of these roles that train one of the muscles, directly or not."""
        return self._once(("muscles", *muscles, *roles), lambda: self._training(muscles, roles))

    def share_training(self, pattern: MovementPattern, muscles: Sequence[Muscle]) -> float:
        """Share of the pattern's main lifts that train one of the muscles, directly or not; 0 where it has none."""
        key = (pattern, *muscles)
        if key not in self._shares:
            mains = self.mains(pattern)
            hits = self._hits(muscles)[mains]
            self._shares[key] = float(hits.mean()) if len(hits) else 0.0
        return self._shares[key]

    def _once(self, key: tuple[object, ...], made: Callable[[], Mask]) -> Mask:
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = made()
        return known

    def _mains(self, pattern: MovementPattern) -> Mask:
        rules, columns = self.policy.prescription, self.catalogue.columns
        movers = rules.main_movers.get(pattern, rules.pattern_muscles.get(pattern, ())[:1])
        mask = self.strict & columns.roles[:, ROLE[ExerciseRole.MAIN]] & (columns.pattern == PATTERN[pattern])
        mask = mask & (columns.kind != ISOLATION)
        return mask & among(columns.primary, [MUSCLE[muscle] for muscle in movers]) if movers else mask

    def _of_role(self, role: ExerciseRole, patterns: Sequence[MovementPattern], strict: bool) -> Mask:
        columns, wanted = self.catalogue.columns, [PATTERN[pattern] for pattern in patterns]
        mask: Mask = (self.strict if strict else self.reachable) & columns.roles[:, ROLE[role]]
        return mask & among(columns.pattern, wanted) if wanted else mask

    def _training(self, muscles: Sequence[Muscle], roles: Sequence[ExerciseRole]) -> Mask:
        columns = self.catalogue.columns
        return self.reachable & self._hits(muscles) & columns.roles[:, [ROLE[role] for role in roles]].any(axis=1)

    def _hits(self, muscles: Sequence[Muscle]) -> Mask:
        columns, places = self.catalogue.columns, [MUSCLE[muscle] for muscle in muscles]
        hits: Mask = among(columns.primary, places) | columns.secondary[:, places].any(axis=1)
        return hits

    def cheapest(self, mask: Mask) -> float:
        """CNS cost of the lightest of these movements; infinite if there is none."""
        rows = np.flatnonzero(mask)
        if not len(rows):
            return float("inf")
        costs = self.policy.relaxation.budget.cost
        return float(costs[LOADS[int(self.catalogue.columns.cns[rows].min())]])

    def allows(self, movement: Movement) -> bool:
        return bool(self.allowed[self.catalogue.index(movement.id)])


def count(mask: Mask) -> int:
    return int(np.count_nonzero(mask))
