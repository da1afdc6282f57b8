"""Dimension 6: how well pattern and kind of movement serve the athlete's goals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from alloy_engine.catalogue import Columns
from alloy_engine.catalogue.columns import bits_of
from alloy_engine.catalogue.policies.scoring import GoalRules, ScoringPolicy
from alloy_engine.domain.movement import Movement
from alloy_engine.domain.vocabulary import Equipment, Goal, MovementKind, MovementPattern, MovementTier, SkillLevel
from alloy_engine.scoring.verdict import Verdict, words

MOST = 1.0


class Traits(NamedTuple):
    """All a movement's fit depends on. needs: equipment that is part of every one of its kits."""

    pattern: MovementPattern
    kind: MovementKind
    unilateral: bool
    tier: MovementTier
    above_skill: bool
    needs: frozenset[Equipment]


def traits(movement: Movement, experience: SkillLevel) -> Traits:
    needs = frozenset.intersection(*movement.kits) if movement.kits else frozenset()
    above = movement.skill.rank > experience.rank
    return Traits(movement.pattern, movement.kind, movement.unilateral, movement.tier, above, needs)


def raws(
    columns: Columns, experience: SkillLevel, goals: Mapping[Goal, float], policy: ScoringPolicy
) -> NDArray[np.float64]:
    """float[n]: the score of every movement, added and multiplied in the order of `_score`."""
    score = np.zeros(len(columns.pattern))
    for name, share in goals.items():
        score += share * _fits(columns, policy.goals[name], policy)
    score *= np.array([policy.fit.tier[tier] for tier in MovementTier])[columns.tier]
    score[columns.skill > experience.rank] *= policy.fit.above_skill
    return np.minimum(score, MOST)


def _fits(columns: Columns, goal: GoalRules, policy: ScoringPolicy) -> NDArray[np.float64]:
    liked = np.array([pattern in goal.likes for pattern in MovementPattern])[columns.pattern]
    liked |= (columns.needs & bits_of(goal.equipment)) != 0
    factors = [[goal.patterns.get(p, goal.kinds.get(kind, 1.0)) for kind in MovementKind] for p in MovementPattern]
    factor = np.array(factors)[columns.pattern, columns.kind]
    factor[columns.unilateral] *= goal.unilateral
    return np.minimum(MOST, np.where(liked, policy.fit.liked, policy.fit.neutral) * factor / goal.largest)


def verdict(seen: Traits, goals: Mapping[Goal, float], policy: ScoringPolicy) -> Verdict:
    """strong, fair or conflict: each goal's fit by its share, lessened for generic or too difficult movements."""
    rules, fits = policy.fit, {goal: _fit(seen, policy.goals[goal], policy) for goal in goals}
    score = _score(seen, fits, goals, policy)
    rule = "strong" if score >= rules.strong else "conflict" if score <= rules.conflict else "fair"
    return Verdict(score, rule, _reason(seen, fits, goals, rule))


def _score(seen: Traits, fits: Mapping[Goal, float], goals: Mapping[Goal, float], policy: ScoringPolicy) -> float:
    score = sum([share * fits[goal] for goal, share in goals.items()])
    score *= policy.fit.tier[seen.tier]
    if seen.above_skill:
        score *= policy.fit.above_skill
    return min(score, MOST)


def _fit(seen: Traits, goal: GoalRules, policy: ScoringPolicy) -> float:
    liked = seen.pattern in goal.likes or not seen.needs.isdisjoint(goal.equipment)
    factor = goal.patterns.get(seen.pattern, goal.kinds.get(seen.kind, 1.0))
    if seen.unilateral:
        factor *= goal.unilateral
    return min(MOST, (policy.fit.liked if liked else policy.fit.neutral) * factor / goal.largest)


def _reason(seen: Traits, fits: Mapping[Goal, float], goals: Mapping[Goal, float], rule: str) -> str:
    what = f"{seen.kind.value} {words(seen.pattern)}" if seen.kind.value != seen.pattern.value else seen.kind.value
    if seen.above_skill:
        return f"{what}, but it asks for more skill than the athlete has"
    names = {"strong": "serves", "fair": "somewhat serves", "conflict": "does little for"}
    pick = min if rule == "conflict" else max
    goal = pick(goals, key=lambda name: (fits[name] * goals[name], name.value))
    return f"{what} {names[rule]} {words(goal)}"
