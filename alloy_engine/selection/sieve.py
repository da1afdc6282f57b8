"""The filters that depend only on the slot and the relaxation step, remembered for the whole program."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from alloy_engine.catalogue import Columns
from alloy_engine.catalogue.policies.relaxation import Step
from alloy_engine.domain.decision import FunnelStage
from alloy_engine.domain.slot import Slot
from alloy_engine.domain.vocabulary import ExerciseRole, MovementKind, MovementPattern, MovementTier, SkillLevel
from alloy_engine.scoring import Scorer
from alloy_engine.scoring.pattern import is_exact
from alloy_engine.selection.constraints import Constraints, Mask

Rows = NDArray[np.intp]
Stages = tuple[FunnelStage, ...]
Passed = tuple[Mask, Stages]
ROLES = list(ExerciseRole)
TIERS = list(MovementTier)
ISOLATION = list(MovementKind).index(MovementKind.ISOLATION)
CATALOGUE, ROLE, HARD_NO, EQUIPMENT, INJURY, SKILL = "catalogue", "role", "hard_no", "equipment", "injury", "skill"
PATTERN, MUSCLE, TIER, VARIETY, BUDGET = "pattern", "muscle", "tier_isolation", "variety", "budget"
DUPLICATE, QUALIFIED = "duplicate", "qualified"


class Sifted(NamedTuple):
    """rows: who is left, in id order. stages: the funnel so far. no_match: out because dimension 1 gives nothing."""

    rows: Rows
    stages: Stages
    no_match: int


class Sieve:
    """Filters of one program. The same question is asked for the same slots all through a program, so every
    answer is kept.
    """

    __slots__ = ("_columns", "_constraints", "_experience", "_known", "_known_able", "_scorer")

    def __init__(self, constraints: Constraints, columns: Columns, scorer: Scorer, experience: SkillLevel) -> None:
        self._constraints, self._columns = constraints, columns
        self._scorer, self._experience = scorer, experience
        self._known: dict[tuple[object, ...], Sifted] = {}
        self._known_able: dict[tuple[object, ...], Passed] = {}

    def sift(self, slot: Slot, step: Step) -> Sifted:
        single_joint = slot.wants_isolation or slot.role is not ExerciseRole.MAIN
        key = (slot.role, slot.patterns, slot.muscles, single_joint, step.name)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._sifted(slot, step, single_joint)
        return known

    def _sifted(self, slot: Slot, step: Step, single_joint: bool) -> Sifted:
        columns, (passed, before) = self._columns, self._able(slot.role, step)
        table = self._scorer.pattern_table(slot)
        matches = table.raws[table.index] > 0.0
        pattern = matches if step.compatible_patterns else matches & self._exact(slot)
        tier = columns.tier <= TIERS.index(step.worst_tier)
        if not (single_joint or step.isolation):
            tier = tier & (columns.kind != ISOLATION)
        no_match = int(np.count_nonzero(passed & ~matches))
        keeps = ((PATTERN, pattern), (MUSCLE, self._muscle(slot, step)), (TIER, tier))
        passed, stages = _through(keeps, passed, before)
        return Sifted(np.flatnonzero(passed), stages, no_match)

    def _able(self, role: ExerciseRole, step: Step) -> Passed:
        """Who may stand in that role at all, at that step: the stages that the slot's wishes have no part in."""
        key = (role, step.mild_injuries, step.skill_above)
        known = self._known_able.get(key)
        if known is None:
            masks, columns = self._constraints, self._columns
            keeps = (
                (ROLE, columns.roles[:, ROLES.index(role)]),
                (HARD_NO, masks.unbanned),
                (EQUIPMENT, masks.usable),
                (INJURY, masks.unhurt & (~masks.mild | masks.regression if step.mild_injuries else ~masks.mild)),
                (SKILL, columns.skill <= self._experience.rank + step.skill_above),
            )
            whole = np.ones(len(columns.pattern), dtype=np.bool_)
            known = self._known_able[key] = _through(keeps, whole, (FunnelStage(CATALOGUE, 0, len(whole)),))
        return known

    def _exact(self, slot: Slot) -> Mask:
        exact = np.array([is_exact(one, slot.patterns) for one in MovementPattern])
        return exact[self._columns.pattern]

    def _muscle(self, slot: Slot, step: Step) -> Mask:
        columns, wish = self._columns, self._scorer.wish(slot)
        if step.any_muscle:
            return np.ones(len(columns.primary), dtype=np.bool_)
        reached = wish[columns.primary]
        if step.synergists:
            reached = reached | (columns.secondary & wish).any(axis=1)
        return reached


def _through(keeps: Iterable[tuple[str, Mask]], passed: Mask, stages: Stages) -> Passed:
    """Who of those that passed passes these stages too, one after the other."""
    written = list(stages)
    for name, keep in keeps:
        passed = passed & keep
        left = int(np.count_nonzero(passed))
        written.append(FunnelStage(name, written[-1].left - left, left))
    return passed, tuple(written)
