"""Dimension 1: does the movement do what the slot is there for?"""

from __future__ import annotations

from alloy_engine.catalogue.policies.scoring import PatternRules
from alloy_engine.domain.vocabulary import MovementPattern
from alloy_engine.scoring.verdict import Verdict, any_of, words


def verdict(pattern: MovementPattern, asked: tuple[MovementPattern, ...], rules: PatternRules) -> Verdict:
    """exact, compatible or none. A slot that asks for no pattern takes any as exact."""
    if not asked:
        return Verdict(rules.exact, "exact", "the slot takes any pattern")
    if pattern in asked:
        return Verdict(rules.exact, "exact", f"{words(pattern)} is what the slot asks for")
    score, stands_for = max(((rules.score(pattern, other), other) for other in asked), key=lambda pair: pair[0])
    if score > 0:
        return Verdict(score, "compatible", f"{words(pattern)} can stand in for {words(stands_for)}")
    return Verdict(0.0, "none", f"{words(pattern)} is no substitute for {any_of(asked)}")
