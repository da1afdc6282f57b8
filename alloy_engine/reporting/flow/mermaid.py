"""The flow with its counts as a mermaid flowchart: chapters as subgraphs, branches on the way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from alloy_engine.flow import Outcome, Registry
from alloy_engine.reporting.flow.graph import said, structure

STYLES = {
    Outcome.FAILS.value: "stroke:#b3423c,stroke-width:2px",
    Outcome.MAKES_DO.value: "stroke:#a1841f",
    "untaken": "opacity:0.4,stroke-dasharray:4 3",
}


def flowchart(registry: Registry, branches: pd.DataFrame) -> str:
    """branches: frame of `branches.branches`. Each branch is an edge from its fork, with its figures."""
    drawn = structure(registry)
    lines = ["flowchart LR", *_group(None, drawn, "    ")]
    for row in branches.to_dict("records"):
        figures = said(row["times"], row["ms"])
        lines.append(f'    {_fork(row["fork"])} -- "{figures}" --> {_branch(row)}(["{_plain(_named(row))}"])')
        tone = row["outcome"] if row["times"] else "untaken"
        if tone in STYLES:
            lines.append(f"    style {_branch(row)} {STYLES[tone]}")
    lines += [f"    {_fork(before)} ==> {_fork(after)}" for before, after in drawn["edges"]]
    return "\n".join(lines) + "\n"


def _group(parent: str | None, drawn: dict[str, Any], indent: str) -> Iterator[str]:
    for group in drawn["groups"]:
        if group["parent"] == parent:
            yield f'{indent}subgraph g{_safe(group["id"])}["{_plain(group["label"])}"]'
            yield from _group(group["id"], drawn, indent + "    ")
            yield f"{indent}end"
    for node in drawn["nodes"]:
        if node["parent"] == parent:
            yield f'{indent}{_fork(node["id"])}{{{{"{node["id"]} {_plain(node["title"])}"}}}}'


def _named(row: dict[Any, Any]) -> str:
    return f"{row['branch']} {row['meaning']}"


def _branch(row: dict[Any, Any]) -> str:
    return f"{_fork(row['fork'])}_{_safe(row['branch'])}"


def _fork(fork_id: str) -> str:
    return f"f{_safe(fork_id)}"


def _safe(text: str) -> str:
    return "".join(letter if letter.isalnum() else "_" for letter in text)


def _plain(text: str) -> str:
    return text.replace('"', "'")
