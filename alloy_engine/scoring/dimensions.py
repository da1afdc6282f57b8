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


LEVELS = tuple(fork.partition(".")[2] for fork in FORKS.values())
ALONE, NO_LEAD = "alone", "none"


def report_levels(picks: Iterable[tuple[ScoreCard, ScoreCard | None]], tracer: Tracer) -> None:
    """Report which of the seven levels set each chosen card apart from the best other: fork 8.0."""
    for level, times in Counter([_level(chosen, other) for chosen, other in picks]).items():
        tracer.take("8.0", level, times)


def _level(chosen: ScoreCard, other: ScoreCard | None) -> str:
    if other is None:
        return ALONE
    if chosen.total <= other.total:
        return NO_LEAD
    pairs = zip(chosen.contributions, other.contributions, strict=True)
    leads = [mine.value - theirs.value for mine, theirs in pairs]
    return LEVELS[leads.index(max(leads))]


def report(cards: Iterable[ScoreCard], tracer: Tracer) -> None:
    """Report the rules that decided these cards: forks 8.1 to 8.7."""
    for parts in zip(*[card.contributions for card in cards], strict=True):  # one dimension of all cards
        fork = FORKS[parts[0].dimension]
        for rule, times in Counter([part.rule for part in parts]).items():
            tracer.take(fork, rule, times)
