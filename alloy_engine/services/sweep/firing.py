"""Which rules of the seven dimensions fire over a sweep: for those who were taken, and for the best others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import pandas as pd

from alloy_engine.domain.decision import ScoreCard
from alloy_engine.flow.forks import REGISTRY
from alloy_engine.generate import SessionResult
from alloy_engine.scoring.dimensions import FORKS

RULES = ("rules_decided", "rules_beside")
Rule = tuple[str, str]  # a fork of the decision tree, and the branch that matched


class Firing(NamedTuple):
    """How often each rule matched: decided, for the movement that was taken; beside, for the best others of its place
    (at most eight). Rules that never did are not in it.
    """

    decided: Counter[Rule]
    beside: Counter[Rule]

    @classmethod
    def nothing(cls) -> Firing:
        return cls(Counter(), Counter())

    def seen(self, key: str, result: SessionResult) -> None:
        """Count one planned session."""
        self.decided.update(_rules(one.chosen for one in result.decisions if one.chosen is not None))
        self.beside.update(_rules(card for one in result.decisions for card in one.others))

    @property
    def cells(self) -> dict[str, str]:
        """As the columns of a row: "8.1:exact 34, 8.1:compatible 2"."""
        return {name: _text(counts) for name, counts in zip(RULES, self, strict=True)}

    @property
    def never(self) -> tuple[Rule, ...]:
        """The rules that matched nobody at all."""
        every = ((fork, rule) for fork in FORKS.values() for rule in REGISTRY[fork].branches)
        return tuple(rule for rule in every if not self.decided[rule] and not self.beside[rule])


def firing_of(frame: pd.DataFrame) -> Firing | None:
    """Over all rows of a sweep's frame; None if it did not count them."""
    if not any(frame[RULES[0]]):
        return None
    decided, beside = (_read(frame[name]) for name in RULES)
    return Firing(decided, beside)


def as_json(firing: Firing | None) -> dict[str, Any]:
    """decided, beside: how often by rule, "8.1:exact"; never: the rules that matched nobody. {} if not counted."""
    if firing is None:
        return {}
    counts = {"decided": firing.decided, "beside": firing.beside}
    said: dict[str, Any] = {name: {_name(rule): times for rule, times in each.most_common()}
                            for name, each in counts.items()}  # fmt: skip
    return said | {"never": [_name(rule) for rule in firing.never]}


def _rules(cards: Iterable[ScoreCard]) -> Iterable[Rule]:
    return ((FORKS[part.dimension], part.rule) for card in cards for part in card.contributions)


def _text(counts: Mapping[Rule, int]) -> str:
    return ", ".join(f"{_name(rule)} {times}" for rule, times in sorted(counts.items()))


def _read(cells: Iterable[str]) -> Counter[Rule]:
    total: Counter[Rule] = Counter()
    for cell in cells:
        for part in filter(None, cell.split(", ")):
            name, _, times = part.rpartition(" ")
            fork, _, rule = name.partition(":")
            total[fork, rule] += int(times)
    return total


def _name(rule: Rule) -> str:
    return ":".join(rule)
