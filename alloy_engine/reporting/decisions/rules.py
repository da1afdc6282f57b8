"""The decision tree of a score: seven levels, each with the rules it knows, one of which matched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from alloy_engine.domain.decision import ScoreCard
from alloy_engine.domain.vocabulary import Dimension
from alloy_engine.flow.registry import Registry
from alloy_engine.reporting.wording import title
from alloy_engine.scoring.dimensions import FORKS

TREE = ["level", "dimension", "rule", "meaning", "lit", "reason", "times", "value"]
NEVER = ["fork", "dimension", "rule", "meaning", "times", "share"]


def tree(registry: Registry, card: ScoreCard, others: Sequence[ScoreCard]) -> pd.DataFrame:
    """One row a rule, level by level: level (1..7), dimension, rule, meaning, lit (it matched), reason (why it matched,
    or why not), times (how many of `others` it matched), value (what the level brought, on the lit row).
    """
    rows: list[tuple[int, str, str, str, bool, str, int, float]] = []
    for level, part in enumerate(card.contributions, start=1):
        matched = Counter(other.contributions[level - 1].rule for other in others)
        for rule, meaning in registry[FORKS[part.dimension]].branches.items():
            lit = rule == part.rule
            reason = part.reason if lit else f"not so: {part.reason}"
            name = title(part.dimension.value)
            rows.append((level, name, rule, meaning, lit, reason, matched[rule], part.value if lit else 0.0))
    return pd.DataFrame(rows, columns=TREE)


def firing(registry: Registry, programs: Iterable[Mapping[str, Mapping[str, int]]]) -> pd.DataFrame:
    """One row a rule of the seven dimensions: how often it decided in these programs, and its share of its level.

    programs: fork → branch → times, of each.
    """
    times: Counter[tuple[str, str]] = Counter()
    for counts in programs:
        for fork in FORKS.values():
            times.update({(fork, branch): number for branch, number in counts.get(fork, {}).items()})
    rows = []
    for dimension in Dimension:
        fork = FORKS[dimension]
        whole = sum(times[fork, branch] for branch in registry[fork].branches)
        for rule, meaning in registry[fork].branches.items():
            number = times[fork, rule]
            rows.append((fork, title(dimension.value), rule, meaning, number, number / whole if whole else 0.0))
    return pd.DataFrame(rows, columns=NEVER)
