"""Two runs held against each other: what each took more of, and where they first part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import pandas as pd

from alloy_engine.domain.vocabulary import SUPPORT_ROLES
from alloy_engine.flow import Registry
from alloy_engine.reporting.flow.visits import PROGRAM
from alloy_engine.reporting.wording import words

DIFFERENCE_COLUMNS = [
    "fork", "title", "branch", "meaning", "times", "times_other", "times_more", "ms", "ms_other", "ms_more",
]  # fmt: skip


class Choice(Protocol):
    """Who was taken for a slot, see `domain.decision.Choice`."""

    @property
    def session(self) -> str: ...
    @property
    def sequence(self) -> int: ...
    @property
    def slot(self) -> int: ...
    @property
    def role(self) -> str: ...
    @property
    def chosen(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Parting:
    """Where two runs first differ. one, other: what each did there, None if it has nothing there. at: sequence
    of the session and slot, where it is about a choice."""

    session: str
    where: str
    one: str | None
    other: str | None
    at: tuple[int, int] | None = field(default=None, compare=False)


def difference(registry: Registry, one: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """Branch by branch, in the registry's order. one, other: frames of `branches.branches`."""
    titles = {fork.id: fork.title for fork in registry}
    table = one[["fork", "branch", "meaning", "times", "ms"]].merge(
        other[["fork", "branch", "times", "ms"]], on=["fork", "branch"], suffixes=("", "_other")
    )
    table["title"] = table["fork"].map(titles)
    table["times_more"] = table["times"] - table["times_other"]
    table["ms_more"] = table["ms"] - table["ms_other"]
    return table[DIFFERENCE_COLUMNS]


def first_choice(one: Sequence[Choice], other: Sequence[Choice]) -> Parting | None:
    """The first slot, in program order, for which they took another movement; None if they never did.

    Slots of a session only one of them has count too.
    """
    mine = {(choice.sequence, choice.slot): choice for choice in one}
    theirs = {(choice.sequence, choice.slot): choice for choice in other}
    for key in sorted(mine.keys() | theirs.keys()):
        left, right = mine.get(key), theirs.get(key)
        if (left and (left.chosen, left.role)) != (right and (right.chosen, right.role)):
            there = left or right
            assert there is not None  # noqa: S101  the key is of one of them
            where = f"slot {there.slot + 1}, {words(there.role)}"
            return Parting(there.session, where, _chosen(left), _chosen(right), key)
    return None


def partings(one: Sequence[Choice], other: Sequence[Choice]) -> tuple[Parting, ...]:
    """The first choice that differs; where that is one of warm-up or cool-down, then also the first of the training."""
    training = [[choice for choice in side if choice.role not in SUPPORT_ROLES] for side in (one, other)]
    first, deeper = first_choice(one, other), first_choice(*training)
    return tuple(
        each for each in (first, None if deeper and first and deeper.at == first.at else deeper) if each is not None
    )


def first_fork(one: pd.DataFrame, other: pd.DataFrame) -> Parting | None:
    """The first fork whose branches differ, in program order and, within a session, in the order they came by it.

    one, other: frames of `visits.within`.
    """
    mine, theirs = _paths(one), _paths(other)
    for key in sorted(mine.keys() | theirs.keys()):
        left, right = mine.get(key, {}), theirs.get(key, {})
        for fork in [*left, *(fork for fork in right if fork not in left)]:
            if left.get(fork) != right.get(fork):
                return Parting(key[1], f"fork {fork}", _taken(left.get(fork)), _taken(right.get(fork)))
    return None


def _paths(visits: pd.DataFrame) -> dict[tuple[int, str], dict[str, dict[str, int]]]:
    """Session → fork → branch → times. The program's own come first."""
    paths: dict[tuple[int, str], dict[str, dict[str, int]]] = {}
    columns = [visits[name] for name in ("sequence", "session", "fork", "branch", "times")]
    for sequence, session, fork, branch, times in zip(*columns, strict=True):
        counts = paths.setdefault((sequence, session), {}).setdefault(fork, {})
        counts[branch] = counts.get(branch, 0) + times
    return paths


def _chosen(choice: Choice | None) -> str | None:
    return None if choice is None else words(choice.chosen or "left open")


def _taken(counts: dict[str, int] | None) -> str | None:
    if counts is None:
        return None
    return ", ".join(f"{branch} × {times:,}" for branch, times in sorted(counts.items()))


def place(parting: Parting) -> str:
    return "the program as a whole" if parting.session == PROGRAM else f"session {parting.session}"
