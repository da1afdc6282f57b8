"""Dimension 3: is the movement at home in the disciplines the athlete prefers?"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from alloy_engine.catalogue import Columns
from alloy_engine.catalogue.policies.scoring import DisciplineRules
from alloy_engine.domain.vocabulary import Discipline
from alloy_engine.scoring.verdict import Verdict, words

ALL = 1.0


def raws(columns: Columns, preferred: Mapping[Discipline, float], rules: DisciplineRules) -> NDArray[np.float64]:
    """float[n]: the score of every movement, added in the order of `verdict`."""
    if not preferred:
        return np.full(len(columns.pattern), rules.neutral)
    score = np.zeros(len(columns.pattern))
    for wish, share in preferred.items():
        own = np.array([discipline is wish for discipline in Discipline])
        related = np.array([rules.are_related(wish, discipline) for discipline in Discipline])
        akin = np.where((columns.disciplines & related).any(axis=1), share * rules.related, 0.0)
        score += np.where((columns.disciplines & own).any(axis=1), share * rules.match, akin)
    return np.where(columns.disciplines.any(axis=1), np.minimum(score, ALL), rules.neutral)


def verdict(
    disciplines: tuple[Discipline, ...], preferred: Mapping[Discipline, float], rules: DisciplineRules
) -> Verdict:
    """match, related, none or neutral. Each preferred discipline adds its share (0..1), related ones part of it."""
    if not preferred:
        return Verdict(rules.neutral, "neutral", "no discipline is preferred")
    if not disciplines:
        return Verdict(rules.neutral, "neutral", "belongs to no discipline in particular")
    raw, matched, akin = 0.0, [], []
    for wish, share in preferred.items():
        if wish in disciplines:
            raw += share * rules.match
            matched.append(words(wish))
        elif any(rules.are_related(wish, own) for own in disciplines):
            raw += share * rules.related
            akin.append(words(wish))
    raw = min(raw, ALL)
    if matched:
        return Verdict(raw, "match", f"used in {' and '.join(matched)}")
    if akin:
        return Verdict(raw, "related", f"related to {' and '.join(akin)}")
    return Verdict(0.0, "none", "from none of the preferred disciplines")
