"""The filters that depend only on the slot and the relaxation step, remembered for the whole program."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from alloy_engine.catalogue import Columns
from alloy_engine.catalogue.policies.relaxation import Step
from alloy_engine.domain.decision import FunnelStage
from alloy_engine.domain.slot import Slot
from alloy_engine.domain.vocabulary import ExerciseRole, MovementKind, MovementTier, SkillLevel
from alloy_engine.scoring import Scorer
from alloy_engine.selection.constraints import Constraints, Mask

Rows = NDArray[np.intp]
ROLES = list(ExerciseRole)
TIERS = list(MovementTier)
ISOLATION = list(MovementKind).index(MovementKind.ISOLATION)
CATALOGUE, ROLE, HARD_NO, EQUIPMENT, INJURY, SKILL = "catalogue", "role", "hard_no", "equipment", "injury", "skill"
PATTERN, MUSCLE, TIER, VARIETY, BUDGET = "pattern", "muscle", "tier_isolation", "variety", "budget"
DUPLICATE, QUALIFIED = "duplicate", "qualified"


class Sifted(NamedTuple):
    """rows: who is left, in id order. stages: the funnel so far. no_match: out because dimension 1 gives nothing."""

    rows: Rows
    stages: tuple[FunnelStage, ...]
    no_match: int


class Sieve:
    """Filters of one program. The same question is asked for the same slots all through a program, so every
    answer is kept.
    """

    __slots__ = ("_columns", "_constraints", "_experience", "_known", "_scorer")

    def __init__(self, constraints: Constraints, columns: Columns, scorer: Scorer, experience: SkillLevel) -> None:
        self._constraints, self._columns = constraints, columns
        self._scorer, self._experience = scorer, experience
        self._known: dict[tuple[object, ...], Sifted] = {}

    def sift(self, slot: Slot, step: Step) -> Sifted:
        single_joint = slot.wants_isolation or slot.role is not ExerciseRole.MAIN
        key = (slot.role, slot.patterns, slot.muscles, single_joint, step.name)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._sifted(slot, step, single_joint)
        return known

    def _sifted(self, slot: Slot, step: Step, single_joint: bool) -> Sifted:
        masks, columns = self._constraints, self._columns
        role = columns.roles[:, ROLES.index(slot.role)]
        unhurt = masks.unhurt & (~masks.mild | masks.regression if step.mild_injuries else ~masks.mild)
        skill = columns.skill <= self._experience.rank + step.skill_above
        table = self._scorer.pattern_table(slot)
        matches = table.raws[table.index] > 0.0
        pattern = matches if step.compatible_patterns else matches & self._exact(slot)
        tier = columns.tier <= TIERS.index(step.worst_tier)
        if not (single_joint or step.isolation):
            tier = tier & (columns.kind != ISOLATION)
        passed = np.ones(len(columns.pattern), dtype=np.bool_)
        stages = [FunnelStage(CATALOGUE, 0, len(passed))]
        before_pattern = passed
        for name, keep in (
            (ROLE, role),
            (HARD_NO, masks.unbanned),
            (EQUIPMENT, masks.usable),
            (INJURY, unhurt),
            (SKILL, skill),
            (PATTERN, pattern),
            (MUSCLE, self._muscle(slot, step)),
            (TIER, tier),
        ):
            if name == PATTERN:
                before_pattern = passed
            passed = passed & keep
            left = int(np.count_nonzero(passed))
            stages.append(FunnelStage(name, stages[-1].left - left, left))
        return Sifted(np.flatnonzero(passed), tuple(stages), int(np.count_nonzero(before_pattern & ~matches)))

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
