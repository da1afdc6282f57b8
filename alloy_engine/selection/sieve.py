"""The filters that depend only on the slot and the relaxation step, remembered for the whole program."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from alloy_engine.catalogue import Columns
from alloy_engine.catalogue.columns import among
from alloy_engine.catalogue.policies.relaxation import Step
from alloy_engine.domain.decision import FunnelStage
from alloy_engine.domain.slot import Slot
from alloy_engine.domain.vocabulary import ExerciseRole, MovementKind, MovementPattern, SkillLevel
from alloy_engine.scoring import Scorer
from alloy_engine.selection.constraints import PATTERNS, TIERS, Constraints, Mask
from alloy_engine.selection.stages import CATALOGUE, EQUIPMENT, HARD_NO, INJURY, MUSCLE, PATTERN, ROLE, SKILL, TIER

Rows = NDArray[np.intp]
Stages = tuple[FunnelStage, ...]
Passed = tuple[Mask, Stages]
Keeps = tuple[tuple[str, Mask], ...]  # a stage, and what it keeps
ROLES = list(ExerciseRole)
ISOLATION = list(MovementKind).index(MovementKind.ISOLATION)


class Told(NamedTuple):
    """What is said of a sifting. stages: the funnel so far. no_match: out because dimension 1 gives nothing."""

    stages: Stages
    no_match: int


class Sifted:
    """rows: who is left, in id order. Who fell where is counted for those who ask, and once."""

    __slots__ = ("_count", "_told", "rows")

    def __init__(self, rows: Rows, count: Callable[[], Told]) -> None:
        self.rows, self._count = rows, count
        self._told: Told | None = None

    @property
    def told(self) -> Told:
        if self._told is None:
            self._told = self._count()
        return self._told


class Sieve:
    """Filters of one program. The same question is asked for the same slots all through a program, so every
    answer is kept.
    """

    __slots__ = (
        "_columns",
        "_constraints",
        "_experience",
        "_foremost",
        "_known",
        "_known_able",
        "_known_exact",
        "_known_matches",
        "_light",
        "_scorer",
    )

    def __init__(
        self,
        constraints: Constraints,
        light: Mask,
        foremost: Mask,
        columns: Columns,
        scorer: Scorer,
        experience: SkillLevel,
    ) -> None:
        self._constraints, self._light, self._foremost = constraints, light, foremost
        self._columns, self._scorer, self._experience = columns, scorer, experience
        self._known: dict[tuple[object, ...], Sifted] = {}
        self._known_able: dict[tuple[object, ...], Passed] = {}
        self._known_exact: dict[tuple[MovementPattern, ...], Mask] = {}
        self._known_matches: dict[tuple[MovementPattern, ...], Mask] = {}

    def sift(self, slot: Slot, step: Step) -> Sifted:
        key = (
            slot.role, slot.patterns, slot.muscles, takes_single_joint(slot), slot.own, slot.foremost, step.name,
        )  # fmt: skip
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._sifted(slot, step)
        return known

    def fallen(self, slot: Slot, step: Step) -> Mapping[str, Rows]:
        """Stage → the rows it removes, of those that the stages before it left."""
        passed, removed = self._everybody(), dict[str, Rows]()
        for name, keep in (*self._role_keeps(slot.role, step), *self._slot_keeps(slot, step)):
            removed[name] = np.flatnonzero(passed & ~keep)
            passed = passed & keep
        return removed

    def _sifted(self, slot: Slot, step: Step) -> Sifted:
        able, before = self._able(slot.role, step)
        keeps = self._slot_keeps(slot, step)
        passed = able
        for _, keep in keeps:
            passed = passed & keep
        return Sifted(np.flatnonzero(passed), partial(_told, able, before, self._matches(slot), keeps))

    def _able(self, role: ExerciseRole, step: Step) -> Passed:
        """Who may stand in that role at all, at that step: the stages that the slot's wishes have no part in."""
        key = (role, step.mild_injuries, step.skill_above)
        known = self._known_able.get(key)
        if known is None:
            whole = self._everybody()
            start = (FunnelStage(CATALOGUE, 0, len(whole)),)
            known = self._known_able[key] = _through(self._role_keeps(role, step), whole, start)
        return known

    def _everybody(self) -> Mask:
        return np.ones(len(self._columns.pattern), dtype=np.bool_)

    def _role_keeps(self, role: ExerciseRole, step: Step) -> Keeps:
        masks, columns = self._constraints, self._columns
        return (
            (ROLE, columns.roles[:, ROLES.index(role)]),
            (HARD_NO, masks.unbanned),
            (EQUIPMENT, masks.usable),
            (INJURY, masks.unhurt & (~masks.mild | masks.regression if step.mild_injuries else ~masks.mild)),
            (SKILL, columns.skill <= self._experience.rank + step.skill_above),
        )

    def _slot_keeps(self, slot: Slot, step: Step) -> Keeps:
        columns, matches = self._columns, self._matches(slot)
        pattern = matches
        if slot.patterns and (slot.own or not step.compatible_patterns or self._has_light(slot, step)):
            pattern = matches & self._exact(slot)
        tier = columns.tier <= TIERS.index(step.worst_tier)
        if not (takes_single_joint(slot) or step.isolation):
            tier = tier & (columns.kind != ISOLATION)
        if slot.foremost:
            tier = tier & self._foremost
        muscle = self._muscle(slot, step)
        if asks_for_load(slot, step, self._light):
            tier = tier & ~self._light
            if self._loads_only_synergists(slot, step, tier, muscle):
                muscle = muscle | self._helped(slot)
        return ((PATTERN, pattern), (MUSCLE, muscle), (TIER, tier))

    def _loads_only_synergists(self, slot: Slot, step: Step, heavy: Mask, muscle: Mask) -> bool:
        """Whether the lifts of the slot's own pattern that can be loaded train what it wishes for only beside others:
        they come before light ones that train it first of all.
        """
        own = self._exact(slot) & self._able(slot.role, step)[0]
        loaded = own & heavy
        return bool((own & self._light).any() and loaded.any() and not (loaded & muscle).any())

    def _has_light(self, slot: Slot, step: Step) -> bool:
        """Whether the first relaxation has light lifts of the slot's own pattern to admit: they come before heavy ones
        of another.
        """
        if slot.role is not ExerciseRole.MAIN or step.synergists or not self._light.any():
            return False
        able, _ = self._able(slot.role, step)
        return bool((able & self._light & self._exact(slot) & self._muscle(slot, step)).any())

    def _exact(self, slot: Slot) -> Mask:
        known = self._known_exact.get(slot.patterns)
        if known is None:
            wanted = [PATTERNS.index(one) for one in slot.patterns]
            known = self._known_exact[slot.patterns] = among(self._columns.pattern, wanted)
        return known

    def _matches(self, slot: Slot) -> Mask:
        known = self._known_matches.get(slot.patterns)
        if known is None:
            table = self._scorer.pattern_table(slot)
            known = self._known_matches[slot.patterns] = (table.raws > 0.0)[table.index]
        return known

    def _muscle(self, slot: Slot, step: Step) -> Mask:
        columns = self._columns
        if step.any_muscle:
            return np.ones(len(columns.primary), dtype=np.bool_)
        reached = self._scorer.wish(slot)[columns.primary]
        return reached | self._helped(slot) if step.synergists else reached

    def _helped(self, slot: Slot) -> Mask:
        """Who trains a wished muscle beside others."""
        return np.asarray((self._columns.secondary & self._scorer.wish(slot)).any(axis=1))


def _told(able: Mask, before: Stages, matches: Mask, keeps: Keeps) -> Told:
    return Told(_through(keeps, able, before)[1], int(np.count_nonzero(able & ~matches)))


def _through(keeps: Iterable[tuple[str, Mask]], passed: Mask, stages: Stages) -> Passed:
    """Who of those that passed passes these stages too, one after the other."""
    written = list(stages)
    for name, keep in keeps:
        passed = passed & keep
        left = int(np.count_nonzero(passed))
        written.append(FunnelStage(name, written[-1].left - left, left))
    return passed, tuple(written)


def takes_single_joint(slot: Slot) -> bool:
    """Whether single-joint movements may fill it without any relaxation."""
    return slot.wants_isolation or slot.role is not ExerciseRole.MAIN


def asks_for_load(slot: Slot, step: Step, light: Mask) -> bool:
    """Whether only lifts that can be loaded for strength may fill it."""
    return slot.role is ExerciseRole.MAIN and not step.unloaded and bool(light.any())
