"""The scorer in plain Python: one movement, one slot, one score card.

The engine scores the whole catalogue at once (`tables`); this is the same decision tree written out, for
reading, for explaining a single movement, and for holding the fast one to.
"""

from __future__ import annotations

from alloy_engine.catalogue import Policy
from alloy_engine.catalogue.policies.relaxation import Step
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.decision import Contribution, ScoreCard
from alloy_engine.domain.movement import Movement
from alloy_engine.domain.slot import Slot
from alloy_engine.domain.vocabulary import Dimension
from alloy_engine.scoring import clock, compound, discipline, goal, muscle, pattern, specialization
from alloy_engine.scoring.ledger import Ledger
from alloy_engine.scoring.verdict import Verdict
from alloy_engine.scoring.weights import Weights, dimension_weights, relative_weight


def score_card(
    movement: Movement, slot: Slot, step: Step, ledger: Ledger, *, brief: Brief, policy: Policy
) -> ScoreCard:
    """The movement's card in that slot at that relaxation step, given what the ledger already holds.

    Scores are the gain of the session objective: total in 0..1, the sum of the seven contributions.
    """
    rules, athlete = policy.scoring, brief.request.athlete
    weights = dimension_weights(brief.goals, rules, step.discipline_factor, brief.request.weights)
    relative = relative_weight(weights, dimension_weights(brief.goals, rules, own=brief.request.weights))
    found = muscle.options(movement, slot, step, rules.muscle.synergist)
    credit, raw = muscle.best_credit(found, ledger, relative)
    assumed = clock.pace(slot.role, brief.goals, rules.time)
    verdicts = {
        Dimension.PATTERN_ALIGNMENT: pattern.verdict(movement.pattern, slot.patterns, rules.pattern),
        Dimension.MUSCLE_COVERAGE: muscle.verdict(credit, raw, slot, ledger),
        Dimension.DISCIPLINE_PREFERENCE: discipline.verdict(movement.disciplines, brief.disciplines, rules.discipline),
        Dimension.COMPOUND_BONUS: compound.verdict(movement.kind, slot.wants_isolation, rules.compound),
        Dimension.SPECIALIZATION: specialization.verdict(
            movement.primary, movement.secondary, athlete.focus_muscles, rules.specialization
        ),
        Dimension.GOAL_ALIGNMENT: goal.verdict(goal.traits(movement, brief.experience), brief.goals, rules),
        Dimension.TIME_UTILIZATION: clock.verdict(
            slot, movement.metric, movement.unilateral, rules.time, assumed=assumed, factor=step.time_factor
        ),
    }
    return card_of(movement.id, verdicts, weights)


def card_of(movement: str, verdicts: dict[Dimension, Verdict], weights: Weights) -> ScoreCard:
    """The seven verdicts, weighed, in priority order."""
    contributions = []
    total = 0.0
    for dimension in Dimension:
        raw, rule, reason = verdicts[dimension]
        value = raw * weights[dimension]
        total += value
        contributions.append(Contribution(dimension, raw, weights[dimension], value, rule, reason))
    return ScoreCard(movement, min(1.0, total), tuple(contributions))
