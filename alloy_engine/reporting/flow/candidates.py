"""The way of the candidates: catalogue, filters, qualified, chosen, added up over slots."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import pandas as pd

from alloy_engine.reporting.wording import words

STAGE_COLUMNS = ["stage", "removed", "left", "slots"]
FELL, AFTER = "fell: ", "after "
CATALOGUE, QUALIFIED, CHOSEN, NOT_CHOSEN = "catalogue", "qualified", "chosen", "not chosen"


class Funnel(Protocol):
    """The stages of one slot's choice, see `storage.decisions.Funnel`: (stage, removed, left)."""

    @property
    def session(self) -> str: ...
    @property
    def chosen(self) -> str | None: ...
    @property
    def stages(self) -> Sequence[tuple[str, int, int]]: ...


def stages(funnels: Sequence[Funnel]) -> pd.DataFrame:
    """One row a filter, in the order they are applied: removed and left, summed over the slots that were scored.

    The first row is the catalogue, the last the choice: who was left and not taken is its `removed`. Slots held by
    something settled beforehand have no funnel and are left out.
    """
    scored = [funnel for funnel in funnels if funnel.stages]
    if not scored:
        return pd.DataFrame(columns=STAGE_COLUMNS)
    removed: dict[str, int] = {}
    for funnel in scored:
        for stage, fell, _ in funnel.stages:
            removed[stage] = removed.get(stage, 0) + fell
    left = sum(funnel.stages[0][1] + funnel.stages[0][2] for funnel in scored)
    rows = [(CATALOGUE, 0, left, len(scored))]
    for stage, fell in removed.items():
        if stage != CATALOGUE:  # the record begins with it; nobody falls there
            left -= fell
            rows.append((stage, fell, left, len(scored)))
    taken = sum(funnel.chosen is not None for funnel in scored)
    rows.append((CHOSEN, left - taken, taken, len(scored)))
    return pd.DataFrame(rows, columns=STAGE_COLUMNS)


def links(table: pd.DataFrame, *, closer: bool = False) -> pd.DataFrame:
    """The Sankey's links: source, target, value, falls. Stages that removed nobody are passed over.

    table: frame of `stages`. closer: begin with those the first filter left; it removes most of the catalogue, and
    what comes after is hard to see beside that.
    """
    filters = table.iloc[1:-1]
    filters = filters[filters["removed"] > 0]
    rows: list[tuple[str, str, int, bool]] = []
    at, last = CATALOGUE, len(filters) - 1
    for number, (stage, fell, left) in enumerate(
        zip(filters["stage"], filters["removed"], filters["left"], strict=True)
    ):
        following = QUALIFIED if number == last else f"{AFTER}{stage}"
        if not (closer and number == 0 and last > 0):
            rows += [(at, f"{FELL}{stage}", fell, True), (at, following, left, False)]
        at = following
    if len(table):
        end = table.iloc[-1]
        rows += [(at, CHOSEN, int(end["left"]), False), (at, NOT_CHOSEN, int(end["removed"]), True)]
    frame = pd.DataFrame(rows, columns=["source", "target", "value", "falls"])
    return frame[frame["value"] > 0].reset_index(drop=True)


def said(node: str) -> str:
    """What a node is called in the picture; those on the way have no name of their own."""
    if node == f"{FELL}{QUALIFIED}":
        return "below the threshold"
    return words(node.removeprefix(FELL))
