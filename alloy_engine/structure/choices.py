"""The sets of main patterns a day type may have as its focus, and what each costs in itself."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations

from alloy_engine.catalogue.policies.structure import Focus, FocusCosts, FocusDay
from alloy_engine.domain.vocabulary import LEGS, PULLS, PUSHES, MovementPattern

GROUPS, HINGE = (LEGS, PUSHES, PULLS), MovementPattern.HINGE


@dataclass(frozen=True, slots=True)
class Choice:
    """A set of main patterns, in the type's own order. cost: a day, before any rule about other days."""

    patterns: tuple[MovementPattern, ...]
    cost: float


def choices(
    kind: FocusDay,
    minutes: int,
    rules: Focus,
    allowed: Collection[MovementPattern],
    most: int,
    blocked: Collection[MovementPattern] = (),
) -> tuple[Choice, ...]:
    """Every set from the type's minimum to what the minutes and `most` hold, or one more in enough minutes;
    the fullest first.

    Only patterns that are allowed, as far as the type has any.

    A type that spans legs, pushes and pulls (or two of these) has at least one of each in every set, so
    that a push is never given up for a pull. Only a type that spans all three may do without one of them, on a day
    on which the window of an activity blocks all of its patterns.
    """
    own = tuple(pattern for pattern in kind.patterns if pattern in allowed) or kind.patterns
    nominal = min(kind.size(minutes), most, len(own))
    spanned = [group for group in GROUPS if any(pattern in own for pattern in group)]
    all_needed = len(spanned) < len(GROUPS)
    needed = [frozenset(group) for group in spanned if all_needed or any(p not in blocked for p in group)]
    found = []
    fullest = min(nominal + (minutes >= rules.one_more_from), most, len(own))
    for size in range(fullest, min(kind.minimum, nominal) - 1, -1):
        for patterns in combinations(own, size):
            if size >= len(spanned) and any(group.isdisjoint(patterns) for group in needed):
                continue
            found.append(Choice(patterns, _cost(patterns, nominal, rules.costs, len(spanned))))
    return tuple(found)


def _cost(patterns: Sequence[MovementPattern], nominal: int, costs: FocusCosts, spanned: int) -> float:
    short = costs.pattern_short * (nominal - len(patterns)) ** 2
    if HINGE not in patterns and len([p for p in patterns if p in LEGS]) > 1:
        short += costs.knee_without_hip
    if spanned == 1:
        return short
    uneven = len([p for p in patterns if p in PUSHES]) - len([p for p in patterns if p in PULLS])
    return short + costs.push_pull_uneven * abs(uneven)


def led_by(lead: MovementPattern, patterns: Sequence[MovementPattern]) -> tuple[MovementPattern, ...]:
    """The patterns in their own order, turned so that the leading one comes first."""
    at = patterns.index(lead)
    return (*patterns[at:], *patterns[:at])
