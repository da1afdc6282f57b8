"""How many of the declared branches were taken, and what is wrong with that."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from alloy_engine.flow import Registry
from tests.flow_coverage.kept import Taken

REASONS = Path(__file__).with_name("untaken.toml")
LEAST = 0.98


@dataclass(frozen=True, slots=True)
class Coverage:
    """reasons: (fork, branch) → why no test takes it."""

    registry: Registry
    taken: Taken
    reasons: Mapping[tuple[str, str], str]

    @property
    def declared(self) -> list[tuple[str, str]]:
        return [(fork.id, branch) for fork in self.registry for branch in fork.branches]

    @property
    def untaken(self) -> list[tuple[str, str]]:
        return [pair for pair in self.declared if pair not in self.taken]

    @property
    def share(self) -> float:
        """0..1"""
        return 1 - len(self.untaken) / len(self.declared)

    def summary(self) -> str:
        count = len(self.declared)
        return f"{count - len(self.untaken)} of {count} branches taken ({100 * self.share:.1f} %)"

    def faults(self) -> Iterator[str]:
        """What has to be mended before a whole run of the tests may pass."""
        if self.share < LEAST:
            yield f"only {self.summary()}; at least {100 * LEAST:.0f} % are wanted"
        for fork, branch in self.untaken:
            if branch == self.registry[fork].main:
                yield f"{fork} {branch} is on the main path and no test takes it"
            elif (fork, branch) not in self.reasons:
                yield f"{fork} {branch} is taken by no test, and {REASONS.name} gives no reason"
        for fork, branch in self.reasons:
            if (fork, branch) in self.taken:
                yield f"{fork} {branch} is taken by {self.taken[fork, branch]}: remove its reason from {REASONS.name}"
            elif (fork, branch) not in self.declared:
                yield f"{fork} {branch} is no declared branch: remove it from {REASONS.name}"

    def table(self) -> str:
        """Every fork with its branches, as Markdown."""
        lines = ["| fork | branch | taken by |", "| --- | --- | --- |"]
        for fork in self.registry:
            for branch, meaning in fork.branches.items():
                test = self.taken.get((fork.id, branch))
                why = f"**none**: {self.reasons.get((fork.id, branch), 'no reason given')}" if test is None else test
                lines.append(f"| {fork.id} {fork.title} | {branch} {meaning} | {why} |")
        return "\n".join(lines)


def read_reasons(path: Path = REASONS) -> dict[tuple[str, str], str]:
    return {(each["fork"], each["branch"]): each["reason"] for each in tomllib.loads(path.read_text())["untaken"]}
