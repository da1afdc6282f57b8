"""Dimension 5: does the movement train a muscle the athlete wants to bring up?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alloy_engine.catalogue import Columns
from alloy_engine.catalogue.policies.scoring import SpecializationRules
from alloy_engine.domain.vocabulary import Muscle
from alloy_engine.scoring.verdict import Verdict, words


def raws(columns: Columns, focus: tuple[Muscle, ...], rules: SpecializationRules) -> NDArray[np.float64]:
    """float[n]: the score of every movement."""
    wanted = np.array([muscle in focus for muscle in Muscle])
    helped = (columns.secondary & wanted).any(axis=1)
    return np.where(wanted[columns.primary], rules.primary, np.where(helped, rules.secondary, rules.neutral))


def verdict(
    primary: Muscle, secondary: tuple[Muscle, ...], focus: tuple[Muscle, ...], rules: SpecializationRules
) -> Verdict:
    """primary, secondary or neutral."""
    if primary in focus:
        return Verdict(rules.primary, "primary", f"trains {words(primary)}, a focus muscle")
    helped = next((muscle for muscle in focus if muscle in secondary), None)
    if helped is not None:
        return Verdict(rules.secondary, "secondary", f"{words(helped)}, a focus muscle, assists")
    return Verdict(rules.neutral, "neutral", "no focus muscle takes part" if focus else "no focus muscle is set")
