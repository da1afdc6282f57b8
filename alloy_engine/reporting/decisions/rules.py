"""The decision tree of a score: seven levels, each with the rules it knows, one of which matched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import pandas as pd

from alloy_engine.domain.decision import ScoreCard
from alloy_engine.domain.vocabulary import Dimension
from alloy_engine.flow.registry import Registry
from alloy_engine.reporting.wording import title
from alloy_engine.scoring.dimensions import FORKS

TREE = ["level", "dimension", "rule", "meaning", "lit", "reason", "times", "value"]
FIRING = ["fork", "dimension", "rule", "meaning", "times", "share", "beside"]
Times = Mapping[tuple[str, str], int]


def tree(registry: Registry, card: ScoreCard, others: Sequence[ScoreCard], name: Callable[[str], str]) -> pd.DataFrame:
    """One row a rule, level by level: level (1..7), dimension, rule, meaning, lit (it matched), reason (of the lit one;
    of another the best of `others` that it matched, and why; "" if none), times (how many of `others` it matched),
    value (what the level brought, on the lit row).
    """
    rows: list[tuple[int, str, str, str, bool, str, int, float]] = []
    for level, part in enumerate(card.contributions, start=1):
        matched: dict[str, list[str]] = {}
        for other in others:
            theirs = other.contributions[level - 1]
            matched.setdefault(theirs.rule, []).append(f"{name(other.movement)}: {theirs.reason}")
        for rule, meaning in registry[FORKS[part.dimension]].branches.items():
            lit, told = rule == part.rule, matched.get(rule, [])
            reason = part.reason if lit else next(iter(told), "")
            dimension = title(part.dimension.value)
            rows.append((level, dimension, rule, meaning, lit, reason, len(told), part.value if lit else 0.0))
    return pd.DataFrame(rows, columns=TREE)


def firing(registry: Registry, decided: Times, beside: Times | None = None) -> pd.DataFrame:
    """One row a rule of the seven dimensions: how often it decided for whoever was taken (times), its share of its
    level, and how often it matched one of the others (beside; 0 where nobody counted).

    decided, beside: how often by fork and branch.
    """
    rows = []
    for dimension in Dimension:
        fork = FORKS[dimension]
        branches = registry[fork].branches
        whole = sum(decided.get((fork, branch), 0) for branch in branches)
        for rule, meaning in branches.items():
            number, others = decided.get((fork, rule), 0), (beside or {}).get((fork, rule), 0)
            share = number / whole if whole else 0.0
            rows.append((fork, title(dimension.value), rule, meaning, number, share, others))
    return pd.DataFrame(rows, columns=FIRING)


def of_programs(programs: Iterable[Mapping[str, Mapping[str, int]]]) -> Times:
    """All of these together. programs: fork → branch → times, of each."""
    times: Counter[tuple[str, str]] = Counter()
    for counts in programs:
        for fork, branches in counts.items():
            times.update({(fork, branch): number for branch, number in branches.items()})
    return times
