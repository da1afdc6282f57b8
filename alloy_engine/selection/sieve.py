"""The filters that depend only on the slot and the relaxation step, remembered for the whole program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from alloy_engine.catalogue import Columns
from alloy_engine.catalogue.policies.relaxation import Step
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.decision import FunnelStage
from alloy_engine.domain.slot import Slot
from alloy_engine.domain.vocabulary import ExerciseRole, MovementKind, MovementTier
from alloy_engine.scoring import Scorer
from alloy_engine.selection.constraints import Constraints, Mask
from alloy_engine.selection.reasons import reasons
from alloy_engine.selection.stages import CATALOGUE, EQUIPMENT, HARD_NO, INJURY, MUSCLE, PATTERN, ROLE, SKILL, TIER

Rows = NDArray[np.intp]
ROLES = list(ExerciseRole)
TIERS = list(MovementTier)
ISOLATION = list(MovementKind).index(MovementKind.ISOLATION)


class Sifted(NamedTuple):
    """rows: who is left, in id order. stages: the funnel so far. no_match: out because dimension 1 gives nothing."""

    rows: Rows
    stages: tuple[FunnelStage, ...]
    no_match: int


class Sieve:
    """Filters of one program. The same question is asked for the same slots all through a program, so every
    answer is kept.
    """

    __slots__ = ("_brief", "_columns", "_constraints", "_known", "_scorer")

    def __init__(self, constraints: Constraints, columns: Columns, scorer: Scorer, brief: Brief) -> None:
        self._constraints, self._columns = constraints, columns
        self._scorer, self._brief = scorer, brief
        self._known: dict[tuple[object, ...], Sifted] = {}

    def sift(self, slot: Slot, step: Step) -> Sifted:
        key = (slot.role, slot.patterns, slot.muscles, _single_joint(slot), step.name)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._sifted(slot, step)
        return known

    def fallen(self, slot: Slot, step: Step) -> Mapping[str, Rows]:
        """Stage → the rows it removes, of those that the stages before it left."""
        passed, removed = self._everybody(), dict[str, Rows]()
        for name, keep in self._filters(slot, step):
            removed[name] = np.flatnonzero(passed & ~keep)
            passed = passed & keep
        return removed

    def _sifted(self, slot: Slot, step: Step) -> Sifted:
        why = reasons(slot, step, self._brief, _single_joint(slot))
        passed = before_pattern = self._everybody()
        stages = [FunnelStage(CATALOGUE, 0, len(passed))]
        for name, keep in self._filters(slot, step):
            if name == PATTERN:
                before_pattern = passed
            passed = passed & keep
            stages.append(stages[-1].then(name, int(np.count_nonzero(passed)), why[name]))
        no_match = int(np.count_nonzero(before_pattern & ~self._matches(slot)))
        return Sifted(np.flatnonzero(passed), tuple(stages), no_match)

    def _everybody(self) -> Mask:
        return np.ones(len(self._columns.pattern), dtype=np.bool_)

    def _filters(self, slot: Slot, step: Step) -> Iterator[tuple[str, Mask]]:
        """Every stage after the catalogue, with what it keeps."""
        masks, columns = self._constraints, self._columns
        role = columns.roles[:, ROLES.index(slot.role)]
        unhurt = masks.unhurt & (~masks.mild | masks.regression if step.mild_injuries else ~masks.mild)
        pattern = self._matches(slot) if step.compatible_patterns else self._matches(slot) & self._exact(slot)
        tier = columns.tier <= TIERS.index(step.worst_tier)
        if not (_single_joint(slot) or step.isolation):
            tier = tier & (columns.kind != ISOLATION)
        yield ROLE, role
        yield HARD_NO, masks.unbanned
        yield EQUIPMENT, masks.usable
        yield INJURY, unhurt
        yield SKILL, columns.skill <= self._brief.experience.rank + step.skill_above
        yield PATTERN, pattern
        yield MUSCLE, self._muscle(slot, step)
        yield TIER, tier

    def _matches(self, slot: Slot) -> Mask:
        table = self._scorer.pattern_table(slot)
        matches: Mask = table.raws[table.index] > 0.0
        return matches

    def _exact(self, slot: Slot) -> Mask:
        table = self._scorer.pattern_table(slot)
        exact = np.array([table.explain(place).rule == "exact" for place in range(len(table.raws))])
        return exact[table.index]

    def _muscle(self, slot: Slot, step: Step) -> Mask:
        columns, wish = self._columns, self._scorer.wish(slot)
        if step.any_muscle:
            return np.ones(len(columns.primary), dtype=np.bool_)
        reached = wish[columns.primary]
        if step.synergists:
            reached = reached | (columns.secondary & wish).any(axis=1)
        return reached


def _single_joint(slot: Slot) -> bool:
    """Whether single-joint movements may fill it without any relaxation."""
    return slot.wants_isolation or slot.role is not ExerciseRole.MAIN
