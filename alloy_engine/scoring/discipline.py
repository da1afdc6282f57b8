"""Dimension 3: is the movement at home in the disciplines the athlete prefers?"""

from __future__ import annotations

from collections.abc import Mapping

from alloy_engine.catalogue.policies.scoring import DisciplineRules
from alloy_engine.domain.vocabulary import Discipline
from alloy_engine.scoring.verdict import Verdict, words

ALL = 1.0


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
