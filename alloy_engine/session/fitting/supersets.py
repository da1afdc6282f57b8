"""Which exercises may share their rests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from alloy_engine.domain.movement import Movement
from alloy_engine.domain.vocabulary import PULLS, PUSHES, MovementPattern

MOST_MATCHED = 6  # the search tries every pairing
ANTAGONISTS = ((PUSHES, PULLS), (PULLS, PUSHES))


def compete(one: Movement, other: Movement) -> bool:
    """True if doing one tires what the other needs: a shared prime mover, or one's helper is the other's mover."""
    if one.primary is other.primary or one.pattern is other.pattern is not MovementPattern.ISOLATION:
        return True
    return one.primary in other.secondary or other.primary in one.secondary


def antagonists(one: Movement, other: Movement) -> bool:
    return any(one.pattern in left and other.pattern in right for left, right in ANTAGONISTS)


def pairs(movements: Sequence[Movement], *, strict: bool) -> tuple[tuple[int, int], ...]:
    """As many pairs of positions as possible, opposites preferred, the later ones first; each position at most once.

    The leading lift keeps its full rests as long as possible. strict: False pairs what competes as well.
    """
    allowed = {
        (one, other): antagonists(movements[one], movements[other])
        for one, other in combinations(range(len(movements)), 2)
        if not strict or not compete(movements[one], movements[other])
    }
    found = _match(tuple(range(len(movements)))[-MOST_MATCHED:], allowed)
    return tuple(sorted(found, key=lambda pair: (not allowed[pair], -pair[0])))


def _match(free: tuple[int, ...], allowed: Mapping[tuple[int, int], bool]) -> tuple[tuple[int, int], ...]:
    """The best set of pairs among these positions: most pairs, then most opposites."""
    if len(free) < 2:
        return ()
    *rest, last = free
    best = _match(tuple(rest), allowed)
    for partner in reversed(rest):
        if (partner, last) in allowed:
            others = _match(tuple(each for each in rest if each != partner), allowed)
            best = max(best, ((partner, last), *others), key=lambda made: (len(made), sum(allowed[p] for p in made)))
    return best
