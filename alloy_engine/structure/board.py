"""The focus board: which main pattern is used on which day, and what one more use would break."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from alloy_engine.catalogue.policies.structure import Focus
from alloy_engine.domain.calendar import DayPlan, Structure
from alloy_engine.domain.vocabulary import MAIN_PATTERNS, MovementPattern
from alloy_engine.structure.interference import Blocked

# Days are shifted by this in the masks, so that the days before the first need no special case.
MARGIN = 32


@dataclass(frozen=True, slots=True)
class Reach:
    """Per day: mask of its microcycle's days, and the patterns due in it because its day types can train them."""

    microcycle: int
    due: frozenset[MovementPattern]


class Board:
    """Main patterns as integers, one bit a day: windows and neighbours are shifts and bit counts.

    It is the working memory of one assignment and is not kept.
    """

    def __init__(self, structure: Structure, rules: Focus, blocked: Blocked) -> None:
        self._rules = rules
        self._costs = rules.costs
        self.blocked = blocked
        self._blocked = {p: blocked.masks.get(p, 0) << MARGIN for p in MAIN_PATTERNS}
        self._used = dict.fromkeys(MAIN_PATTERNS, 0)
        self._window = (1 << rules.window_days) - 1
        self._near = (1 << (2 * rules.window_days - 1)) - 1
        self._reach = reaches(structure, rules)
        self._known_strain = {0: 0.0}

    def put(self, sequences: Sequence[int], patterns: Sequence[MovementPattern]) -> None:
        mask = _mask(sequences)
        for pattern in patterns:
            if pattern in self._used:
                self._used[pattern] |= mask

    def lift(self, sequences: Sequence[int], patterns: Sequence[MovementPattern]) -> None:
        """Take these days' uses off the board again."""
        mask = ~_mask(sequences)
        for pattern in patterns:
            if pattern in self._used:
                self._used[pattern] &= mask

    def cost(self, sequences: Sequence[int], pattern: MovementPattern) -> float:
        """What using the pattern on all these (free) days costs; below zero where it is due in the microcycle."""
        used, blocked, costs = self._used[pattern], self._blocked[pattern], self._costs
        share = self._rules.shares.get(pattern, 1.0)
        total = costs.program_use * used.bit_count() * len(sequences) / share
        for sequence in sequences:
            at = sequence + MARGIN
            if blocked >> at & 1:
                total += costs.activity_window
            reach = self._reach[sequence]
            in_microcycle = used & reach.microcycle
            if in_microcycle:
                total += costs.uneven_use * in_microcycle.bit_count() / share
            elif pattern in reach.due:
                total -= costs.weekly_coverage
            total += self._neighbours(used, at)
        return total

    def _neighbours(self, used: int, at: int) -> float:
        near = used >> (at - self._rules.window_days + 1) & self._near
        known = self._known_strain.get(near)
        if known is None:
            known = self._known_strain[near] = self._strain(near)
        return known

    def _strain(self, near: int) -> float:
        """What these uses around a day, which is in their middle, cost it."""
        days, total = self._rules.window_days, 0.0
        if near >> (days - 2) & 0b101:
            total += self._costs.consecutive_days * (near >> (days - 2) & 0b101).bit_count()
        if near.bit_count() >= self._rules.window_uses_max and self._crowded(near):
            total += self._costs.two_in_seven
        return total

    def _crowded(self, near: int) -> bool:
        """True if some window holding the middle day is full already without it."""
        window, most = self._window, self._rules.window_uses_max
        return any((near >> shift & window).bit_count() >= most for shift in range(self._rules.window_days))

    def hindered(self, sequence: int, pattern: MovementPattern) -> bool:
        """True if recovery rules (not activities) speak against the pattern on that free day."""
        return self._neighbours(self._used[pattern], sequence + MARGIN) > 0

    def is_blocked(self, sequence: int, pattern: MovementPattern) -> bool:
        return bool(self._blocked.get(pattern, 0) >> (sequence + MARGIN) & 1)

    def used_before(self, sequence: int, pattern: MovementPattern, days: int) -> int:
        """Uses on the `days` days before that day."""
        return (self._used.get(pattern, 0) >> (sequence + MARGIN - days) & ((1 << days) - 1)).bit_count()

    def missing(self, days: Sequence[DayPlan]) -> tuple[MovementPattern, ...]:
        """Main patterns due in the microcycle of these days that are not used in it."""
        reach = self._reach[days[0].sequence]
        return tuple(p for p in MAIN_PATTERNS if p in reach.due and not self._used[p] & reach.microcycle)


def reaches(structure: Structure, rules: Focus) -> dict[int, Reach]:
    """For every day: its microcycle as a mask, and the main patterns that microcycle's day types can train."""
    result: dict[int, Reach] = {}
    for microcycle in structure.microcycles:
        lifting = [day for day in microcycle.days if day.type.is_lifting]
        due: frozenset[MovementPattern] = frozenset()
        if len(lifting) >= rules.coverage_from_lifting_days:
            due = frozenset(pattern for day in lifting for pattern in rules.days[day.type].patterns)
        reach = Reach(_mask([day.sequence for day in microcycle.days]), due)
        result.update((day.sequence, reach) for day in microcycle.days)
    return result


def _mask(sequences: Sequence[int]) -> int:
    mask = 0
    for sequence in sequences:
        mask |= 1 << (sequence + MARGIN)
    return mask
