"""Why an athlete must not be given a movement at all, in words."""

from __future__ import annotations

from alloy_engine.domain.brief import Brief
from alloy_engine.domain.movement import Movement
from alloy_engine.domain.vocabulary import RuleType, Severity


def forbidden_because(movement: Movement, brief: Brief) -> str | None:
    """Why the athlete must not be given this movement; None if they may be."""
    request = brief.request
    if any(rule.movement == movement.id and rule.rule is RuleType.HARD_NO for rule in request.movement_rules):
        return "is ruled out"
    if not movement.usable_with(brief.equipment):
        return "needs equipment the athlete does not have"
    for limitation in request.athlete.limitations:
        if limitation.severity is not Severity.SEVERE:
            continue
        if limitation.region is not None and limitation.region in movement.contraindications:
            return f"loads the injured {limitation.region.value.replace('_', ' ')}"
        if limitation.pattern is movement.pattern:
            return f"is a {movement.pattern.value.replace('_', ' ')}, which the injury forbids"
    return None
