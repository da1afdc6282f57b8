"""What one rule says about one movement in one slot."""

from __future__ import annotations

from typing import NamedTuple


class Verdict(NamedTuple):
    """raw: the dimension's score, 0..1. rule: id of the first rule that matched. reason: the same in words."""

    raw: float
    rule: str
    reason: str


def words(name: str) -> str:
    """A vocabulary word as people write it."""
    return name.replace("_", " ")


def any_of(names: tuple[str, ...]) -> str:
    """ "a", "a or b", "a, b or c"."""
    spoken = [words(name) for name in names]
    return spoken[0] if len(spoken) == 1 else f"{', '.join(spoken[:-1])} or {spoken[-1]}"
