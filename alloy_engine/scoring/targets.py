"""How many hard sets a week each muscle should get."""

from __future__ import annotations

from alloy_engine.catalogue import Policy
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.vocabulary import Muscle


def weekly_targets(brief: Brief, policy: Policy) -> dict[Muscle, float]:
    """Hard sets per 7 days by muscle: the goals' bands blended by share, aimed at where balanced coaching does.

    Smaller muscles need a share of that, a focus muscle more. Counting: direct 1, indirect 0.5.
    """
    rules = policy.scoring.weekly_sets
    aim = 0.0
    for goal, share in brief.goals.items():
        low, high = rules.bands[goal]
        aim += share * (low + rules.position * (high - low))
    focus = brief.request.athlete.focus_muscles
    return {muscle: aim * rules.share.get(muscle, 1.0) * (rules.focus if muscle in focus else 1.0) for muscle in Muscle}
