"""What the policy holds about patterns and goals, as matrices."""

from __future__ import annotations

import pandas as pd

from alloy_engine.catalogue.policies.scoring import ScoringPolicy
from alloy_engine.domain.vocabulary import Dimension, MovementPattern


def compatibility(policy: ScoringPolicy) -> pd.DataFrame:
    """Pattern × pattern, 0..1: how well one stands in for the other. Patterns that stand alone are left out."""
    rules = policy.pattern
    related = {pattern for one, other, _ in rules.compatible for pattern in (one, other)}
    names = [pattern for pattern in MovementPattern if pattern in related]
    rows = [[rules.exact if one is other else rules.score(one, other) for other in names] for one in names]
    labels = [name.value for name in names]
    return pd.DataFrame(rows, index=labels, columns=labels)


def goal_modifiers(policy: ScoringPolicy) -> pd.DataFrame:
    """Goal × dimension: what the goal multiplies that dimension's weight by."""
    rows = [[rules.modifiers[one] for one in Dimension] for rules in policy.goals.values()]
    return pd.DataFrame(rows, index=[goal.value for goal in policy.goals], columns=[one.value for one in Dimension])
