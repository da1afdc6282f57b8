"""Dimension 1: does the movement do what the slot is there for?"""

from __future__ import annotations

from alloy_engine.catalogue.policies.scoring import PatternRules
from alloy_engine.domain.vocabulary import MovementPattern
from alloy_engine.scoring.verdict import Verdict, any_of, words


def verdict(pattern: MovementPattern, asked: tuple[MovementPattern, ...], rules: PatternRules) -> Verdict:
    """exact, compatible or none. A slot that asks for no pattern takes any as exact."""
    if not asked:
        return Verdict(rules.exact, "exact", "the slot takes any pattern")
    if is_exact(pattern, asked):
        return Verdict(rules.exact, "exact", f"{words(pattern)} is what the slot asks for")
    score, stands_for = best_stand_in(pattern, asked, rules)
    if score > 0:
        return Verdict(score, "compatible", f"{words(pattern)} can stand in for {words(stands_for)}")
    return Verdict(0.0, "none", f"{words(pattern)} is no substitute for {any_of(asked)}")


def raw(pattern: MovementPattern, asked: tuple[MovementPattern, ...], rules: PatternRules) -> float:
    """The verdict's score, without its words."""
    return rules.exact if is_exact(pattern, asked) else max([rules.score(pattern, other) for other in asked])


def is_exact(pattern: MovementPattern, asked: tuple[MovementPattern, ...]) -> bool:
    return not asked or pattern in asked


def best_stand_in(
    pattern: MovementPattern, asked: tuple[MovementPattern, ...], rules: PatternRules
) -> tuple[float, MovementPattern]:
    """The asked pattern that it can stand in for best, with its score: 0 where it may not."""
    return max(((rules.score(pattern, other), other) for other in asked), key=lambda pair: pair[0])
