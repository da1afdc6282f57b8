"""What a fork is, and the checked list of all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from alloy_engine.errors import FlowError


class Outcome(StrEnum):
    """What taking a branch means: all went as wished, the engine made do (relaxed, fell back, was held up), or
    something that was wanted did not come about."""

    REGULAR = "regular"
    MAKES_DO = "makes do"
    FAILS = "fails"


@dataclass(frozen=True, slots=True)
class Fork:
    """A point where the engine decides.

    id: hierarchical ("7.1"); the part before the first dot is the chapter.
    where: "module:function" below alloy_engine, or from "ui." on; the place that takes the branches.
    branches: id → what it means; the first is the main path, when nothing is out of the ordinary.
    after: forks that lead here.
    outcomes: of the branches that are not regular.
    also: further places like `where` that take the same branches.
    """

    id: str
    title: str
    where: str
    branches: dict[str, str]
    after: tuple[str, ...] = ()
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    also: tuple[str, ...] = ()

    def outcome(self, branch: str) -> Outcome:
        return self.outcomes.get(branch, Outcome.REGULAR)

    @property
    def chapter(self) -> int:
        return int(self.id.split(".")[0])

    @property
    def places(self) -> tuple[str, ...]:
        return (self.where, *self.also)

    @property
    def main(self) -> str:
        """The branch of the main path."""
        return next(iter(self.branches))

    @property
    def order(self) -> tuple[int, ...]:
        return tuple(int(part) for part in self.id.split("."))


class Registry:
    """All forks by id. Building one checks that ids are unique, hierarchical and linked. branches: (fork id, branch),
    all that are declared."""

    def __init__(self, forks: Sequence[Fork]) -> None:
        self._forks = {fork.id: fork for fork in sorted(forks, key=lambda fork: fork.order)}
        self.branches = frozenset((fork.id, branch) for fork in forks for branch in fork.branches)
        if len(self._forks) != len(forks):
            raise FlowError("two forks share an id")
        for fork in forks:
            if not fork.branches:
                raise FlowError(f"fork {fork.id} has no branches")
            if unknown := set(fork.outcomes) - set(fork.branches):
                raise FlowError(f"fork {fork.id} tells the outcome of {sorted(unknown)}, which it does not have")
            for before in fork.after:
                if before not in self._forks:
                    raise FlowError(f"fork {fork.id} follows {before}, which is not declared")

    def __iter__(self) -> Iterator[Fork]:
        return iter(self._forks.values())

    def __len__(self) -> int:
        return len(self._forks)

    def __getitem__(self, fork_id: str) -> Fork:
        try:
            return self._forks[fork_id]
        except KeyError:
            raise FlowError(f"fork {fork_id!r} is not declared") from None

    def check(self, fork_id: str, branch: str) -> None:
        """Raise FlowError unless that branch of that fork is declared."""
        if (fork_id, branch) not in self.branches:
            raise FlowError(f"fork {fork_id} has no branch {branch!r}; it has {sorted(self[fork_id].branches)}")

    def next_of(self, fork_id: str) -> tuple[Fork, ...]:
        return tuple(fork for fork in self if fork_id in fork.after)
