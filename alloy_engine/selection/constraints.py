"""What the athlete's rules, equipment and injuries say about every movement."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alloy_engine.catalogue import Catalogue, Policy
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.vocabulary import BodyRegion, CNSLoad, MovementPattern, MovementTier, RuleType, Severity

Mask = NDArray[np.bool_]
REGIONS = list(BodyRegion)
PATTERNS = list(MovementPattern)
TIERS = list(MovementTier)
VERY_HIGH = list(CNSLoad).index(CNSLoad.VERY_HIGH)


@dataclass(frozen=True, slots=True, eq=False)
class Constraints:
    """Masks with one entry a catalogue row.

    unbanned: no hard_no. usable: a kit is owned whole. unhurt: nothing severely injured is loaded. mild: loads
    something mildly injured. regression: an easier form of another movement, or fit for beginners.
    """

    unbanned: Mask
    usable: Mask
    unhurt: Mask
    mild: Mask
    regression: Mask

    @classmethod
    def of(cls, brief: Brief, catalogue: Catalogue) -> Constraints:
        masks = cls(
            unbanned=_unbanned(brief, catalogue),
            usable=catalogue.usable_with(brief.equipment),
            unhurt=~_injured(brief, catalogue, Severity.SEVERE),
            mild=_injured(brief, catalogue, Severity.MILD),
            regression=catalogue.columns.regression,
        )
        for mask in (masks.unbanned, masks.usable, masks.unhurt, masks.mild, masks.regression):
            mask.setflags(write=False)
        return masks

    @property
    def allowed(self) -> Mask:
        """What no hard constraint excludes."""
        return self.unbanned & self.usable & self.unhurt

    @property
    def tolerable(self) -> Mask:
        """Of what is allowed, that which loads nothing mildly injured, or in an easier form only."""
        return self.allowed & (~self.mild | self.regression)


def unrelaxed(constraints: Constraints, brief: Brief, catalogue: Catalogue, policy: Policy) -> Mask:
    """What may be chosen before any rule is relaxed: allowed, sparing what is mildly injured, within the athlete's
    skill and the first step's tiers.
    """
    columns, worst = catalogue.columns, policy.relaxation.steps[0].worst_tier
    able = (columns.skill <= brief.experience.rank) & (columns.tier <= TIERS.index(worst))
    return constraints.allowed & ~constraints.mild & able


def _unbanned(brief: Brief, catalogue: Catalogue) -> Mask:
    unbanned = np.ones(len(catalogue), dtype=np.bool_)
    for rule in brief.request.movement_rules:
        if rule.rule is RuleType.HARD_NO and rule.movement in catalogue:
            unbanned[catalogue.index(rule.movement)] = False
    return unbanned


def _injured(brief: Brief, catalogue: Catalogue, severity: Severity) -> Mask:
    """Movements that load a region, or are of a pattern, limited with that severity."""
    columns = catalogue.columns
    injured = np.zeros(len(catalogue), dtype=np.bool_)
    for limitation in brief.request.athlete.limitations:
        if limitation.severity is not severity:
            continue
        if limitation.region is not None:
            injured |= columns.contraindicated[:, REGIONS.index(limitation.region)]
        if limitation.pattern is not None:
            injured |= columns.pattern == PATTERNS.index(limitation.pattern)
    return injured
