"""Writes the fork registry down: PROGRAM_FLOW_GRAIN.md and the same as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from alloy_engine.flow.parameters import PARAMETERS, STEPS, Parameter
from alloy_engine.flow.registry import Fork, Registry
from alloy_engine.flow.story import ABOUT, CHAPTERS, OVERVIEW, WAY

STUDIO = ("ui", "pages")
PRIORITIES = tuple(f"8.{level}" for level in range(1, 8))


def as_json(registry: Registry) -> list[dict[str, Any]]:
    """One object a fork, in order of their ids."""
    return [
        {
            "id": fork.id,
            "title": fork.title,
            "chapter": CHAPTERS[fork.chapter],
            "where": fork.where,
            "also": list(fork.also),
            "branches": fork.branches,
            "main": fork.main,
            "after": list(fork.after),
            "next": [following.id for following in registry.next_of(fork.id)],
        }
        for fork in registry
    ]


def as_markdown(registry: Registry) -> str:
    """The whole document."""
    lines = [OVERVIEW, *_overview(registry), *_steps(registry), *_priorities(registry)]
    for chapter, forks in groupby(registry, key=lambda fork: fork.chapter):
        lines.extend(_chapter(chapter, list(forks), registry))
    lines.extend(_parameters(registry))
    return "\n".join(lines).rstrip() + "\n"


def mermaid(forks: list[Fork], registry: Registry) -> str:
    """A flowchart of these forks, what leads to them and what follows them."""
    shown = {fork.id for fork in forks}
    before = {each: registry[each] for fork in forks for each in fork.after if each not in shown}
    lines = ["flowchart TD"]
    lines += [f'    {_node(fork.id)}{{{{"{fork.id} {fork.title}"}}}}' for fork in forks]
    lines += [f'    {_node(fork.id)}(["{fork.id} {fork.title}"])' for fork in before.values()]
    lines += [f"    {_node(each)} --> {_node(fork.id)}" for fork in forks for each in fork.after if each in before]
    for fork in forks:
        for following in registry.next_of(fork.id):
            if following.id not in shown and following.id not in before:
                lines.append(f'    {_node(following.id)}(["{following.id} {following.title}"])')
            lines.append(f"    {_node(fork.id)} --> {_node(following.id)}")
    return "\n".join(lines)


def place(module: str) -> str:
    """The file of a fork's module: those of the studio lie outside the engine."""
    path = module.replace(".", "/")
    return f"{path}.py" if module.split(".", maxsplit=1)[0] in STUDIO else f"alloy_engine/{path}.py"


def _overview(registry: Registry) -> Iterator[str]:
    branches = sum(len(fork.branches) for fork in registry)
    yield f"## Overview\n\n{len(registry)} forks with {branches} branches, in {len(CHAPTERS)} chapters.\n"
    yield "| on the way | decided from | what is decided |\n|---|---|---|"
    yield from (f"| {what} | {_link(registry[fork])} | {about} |" for what, fork, about in WAY)
    yield f"\n```mermaid\n{_chapter_map(registry)}\n```\n"
    for chapter, title in CHAPTERS.items():
        yield f"{chapter}. [{title}](#{_anchor(f'{chapter}. {title}')})"


def _chapter_map(registry: Registry) -> str:
    """Which chapter leads to which."""
    pairs = {(registry[before].chapter, fork.chapter) for fork in registry for before in fork.after}
    lines = ["flowchart LR", *(f'    c{number}["{number}. {title}"]' for number, title in CHAPTERS.items())]
    return "\n".join([*lines, *(f"    c{one} --> c{other}" for one, other in sorted(pairs) if one != other)])


def _steps(registry: Registry) -> Iterator[str]:
    step = registry["1.1"]
    yield "\n## The wizard's four steps\n"
    yield f"Fork {_link(step)}; leaving a step is {_link(registry['1.1.1'])}.\n"
    yield "| step | branch | what is asked there |\n|---|---|---|"
    for branch, name in STEPS.items():
        asked = ", ".join(f"`{each.field}`" for each in PARAMETERS if each.step == branch)
        yield f"| {name} | {branch} | {asked} |"


def _priorities(registry: Registry) -> Iterator[str]:
    yield "\n## The seven priority levels\n"
    yield "| level | dimension | rules, one branch each |\n|---|---|---|"
    for level, fork in enumerate((registry[each] for each in PRIORITIES), start=1):
        yield f"| {level} | {_link(fork)} | {'; '.join(f'`{rule}` {what}' for rule, what in fork.branches.items())} |"


def _chapter(number: int, forks: list[Fork], registry: Registry) -> Iterator[str]:
    yield f"\n## {number}. {CHAPTERS[number]}\n"
    yield f"{ABOUT[number]}\n"
    yield f"```mermaid\n{mermaid(forks, registry)}\n```\n"
    for fork in forks:
        yield from _fork(fork, registry)


def _fork(fork: Fork, registry: Registry) -> Iterator[str]:
    yield f"### {fork.id} {fork.title}\n"
    yield f"Where: {', '.join(map(_place_link, fork.places))}  "
    yield f"Led to by: {_links((registry[each] for each in fork.after), 'nothing: it begins here')}  "
    yield f"Leads to: {_links(registry.next_of(fork.id), 'nothing further')}\n"
    yield "| branch | meaning |\n|---|---|"
    yield from (f"| {branch} | {meaning} |" for branch, meaning in fork.branches.items())
    yield ""


def _parameters(registry: Registry) -> Iterator[str]:
    yield "\n## Parameter flow\n"
    yield "Every field of a request. Tests hold this table to what happens when programs are planned: who reads the"
    yield "field, which forks go another way when it is changed, and what of the program changes with it.\n"
    yield "| field | entered | validated | transformed | read in | decides | scored by | can change | stored |"
    yield "|---|---|---|---|---|---|---|---|---|"
    yield from (_row(each, registry) for each in PARAMETERS)


def _row(each: Parameter, registry: Registry) -> str:
    cells = (
        f"`{each.field}`",
        f"step {each.step}, {STEPS[each.step]}; or the document",
        each.validated,
        each.transformed or "as it is",
        ", ".join(each.read) or "nowhere: kept and shown",
        ", ".join(_short(registry[fork]) for fork in each.forks) or "no fork",
        ", ".join(registry[fork].title.lower() for fork in each.dimensions) or "none",
        ", ".join(each.changes),
        each.stored,
    )
    return "| " + " | ".join(cells) + " |"


def _place_link(where: str) -> str:
    module, function = where.split(":")
    return f"[`{function}` in {place(module)}]({place(module)})"


def _links(forks: Iterable[Fork] | Sequence[Fork], nobody: str) -> str:
    return ", ".join(map(_link, forks)) or nobody


def _link(fork: Fork) -> str:
    return f"[{fork.id} {fork.title}](#{_anchor(f'{fork.id} {fork.title}')})"


def _short(fork: Fork) -> str:
    return f"[{fork.id}](#{_anchor(f'{fork.id} {fork.title}')})"


def _anchor(heading: str) -> str:
    """As GitHub makes it of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _node(fork_id: str) -> str:
    return "f" + fork_id.replace(".", "_")
