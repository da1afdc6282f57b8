"""Which fork of the decision tree each dimension is, and how a card's rules are reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from alloy_engine.domain.decision import ScoreCard
from alloy_engine.domain.vocabulary import Dimension
from alloy_engine.flow import Tracer

FORKS = {
    Dimension.PATTERN_ALIGNMENT: "8.1",
    Dimension.MUSCLE_COVERAGE: "8.2",
    Dimension.DISCIPLINE_PREFERENCE: "8.3",
    Dimension.COMPOUND_BONUS: "8.4",
    Dimension.SPECIALIZATION: "8.5",
    Dimension.GOAL_ALIGNMENT: "8.6",
    Dimension.TIME_UTILIZATION: "8.7",
}


def report(cards: Iterable[ScoreCard], tracer: Tracer) -> None:
    """Report the rules that decided these cards: forks 8.1 to 8.7."""
    for parts in zip(*[card.contributions for card in cards], strict=True):  # one dimension of all cards
        fork = FORKS[parts[0].dimension]
        for rule, times in Counter([part.rule for part in parts]).items():
            tracer.take(fork, rule, times)
