"""Writes the fork registry down: PROGRAM_FLOW_GRAIN.md and the same as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from alloy_engine.flow.registry import Fork, Registry

CHAPTERS = {
    1: "Asking for a program",
    2: "The HTTP door",
    3: "Creating it",
    4: "The worker and the structure",
    5: "Session by session",
    6: "When something goes wrong",
    7: "Filling a slot",
    8: "The decision tree: seven dimensions in priority order",
    9: "Prescribing, fitting, saving",
    10: "Closing",
    11: "Reading it",
}

OVERVIEW = """# Program flow, grain by grain

Every point where the engine decides, from the button that asks for a program to the saved exercise. A
fork has an id that never changes, the place in the code that takes it, and branches; each program stores
how often each branch was taken. This file is generated (`make docs`); a test fails when it is stale.
"""


def as_json(registry: Registry) -> list[dict[str, Any]]:
    """One object a fork, in order of their ids."""
    return [
        {
            "id": fork.id,
            "title": fork.title,
            "chapter": CHAPTERS[fork.chapter],
            "where": fork.where,
            "branches": fork.branches,
            "after": list(fork.after),
            "next": [following.id for following in registry.next_of(fork.id)],
        }
        for fork in registry
    ]


def as_markdown(registry: Registry) -> str:
    """The whole document."""
    lines = [OVERVIEW]
    for chapter, forks in groupby(registry, key=lambda fork: fork.chapter):
        lines.extend(_chapter(chapter, list(forks), registry))
    return "\n".join(lines).rstrip() + "\n"


def mermaid(forks: list[Fork], registry: Registry) -> str:
    """A flowchart of these forks and what follows them."""
    shown = {fork.id for fork in forks}
    lines = ["flowchart TD"]
    lines += [f'    {_node(fork.id)}["{fork.id} {fork.title}"]' for fork in forks]
    for fork in forks:
        for following in registry.next_of(fork.id):
            if following.id not in shown:
                lines.append(f'    {_node(following.id)}(["{following.id} {following.title}"])')
            lines.append(f"    {_node(fork.id)} --> {_node(following.id)}")
    return "\n".join(lines)


def _node(fork_id: str) -> str:
    return "f" + fork_id.replace(".", "_")


def _chapter(number: int, forks: list[Fork], registry: Registry) -> Iterator[str]:
    yield f"\n## {number}. {CHAPTERS[number]}\n"
    yield f"```mermaid\n{mermaid(forks, registry)}\n```\n"
    for fork in forks:
        yield from _fork(fork, registry)


def _fork(fork: Fork, registry: Registry) -> Iterator[str]:
    module, function = fork.where.split(":")
    path = place(module)
    yield f"### {fork.id} {fork.title}\n"
    yield f"Where: [`{function}` in {path}]({path})  "
    before = ", ".join(fork.after) or "the beginning"
    after = ", ".join(following.id for following in registry.next_of(fork.id)) or "nothing further"
    yield f"After: {before}. Leads to: {after}.\n"
    yield "| branch | meaning |\n|---|---|"
    yield from (f"| {branch} | {meaning} |" for branch, meaning in fork.branches.items())
    yield ""


def place(module: str) -> str:
    """The file of a fork's module: those of the studio lie outside the engine."""
    path = module.replace(".", "/")
    return f"{path}.py" if module.startswith("ui.") else f"alloy_engine/{path}.py"
