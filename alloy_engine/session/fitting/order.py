"""In which order the lifts of a block are done."""

from __future__ import annotations

from collections.abc import Sequence

from alloy_engine.domain.vocabulary import MovementKind, MovementPattern
from alloy_engine.session.fitting.board import Line

KINDS = (MovementKind.COMPOUND, MovementKind.HYBRID, MovementKind.ISOLATION)
TRUNK = (MovementPattern.CORE, MovementPattern.ROTATION, MovementPattern.ISOMETRIC, MovementPattern.CARRY)


def in_order(lines: Sequence[Line]) -> list[Line]:
    """Compounds and trunk work, then what is half single-joint, then single-joint. The exercises of a superset stand
    side by side, where the last of them belongs: no other compound waits for the single-joint half of a pair.
    """
    ranked = sorted(lines, key=_rank)
    last = {line.pair: _rank(line) for line in ranked if line.pair is not None}
    placed = sorted(ranked, key=lambda line: _rank(line) if line.pair is None else last[line.pair])
    first: dict[int, int] = {}
    for place, line in enumerate(placed):
        if line.pair is not None:
            first.setdefault(line.pair, place)
    places = [place if line.pair is None else first[line.pair] for place, line in enumerate(placed)]
    return [placed[at] for at in sorted(range(len(placed)), key=lambda at: (places[at], at))]


def _rank(line: Line) -> int:
    if line.dose.movement.pattern in TRUNK:
        return 0
    return KINDS.index(line.dose.movement.kind)
