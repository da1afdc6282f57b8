from __future__ import annotations

import pandas as pd
import pytest

from alloy_engine.flow import Registry
from alloy_engine.flow.forks import REGISTRY
from alloy_engine.reporting.flow.branches import branches
from alloy_engine.reporting.flow.compare import difference
from alloy_engine.reporting.flow.graph import (
    Heat,
    Sieve,
    chapter_group,
    difference_looks,
    legend,
    looks,
    matches,
    said,
    said_more,
    short,
    structure,
)
from alloy_engine.reporting.flow.mermaid import flowchart
from alloy_engine.reporting.flow.visits import Scope, visits, within


def test_chapters_and_forks_with_forks_below_them_are_groups(registry: Registry) -> None:
    drawn = structure(registry)
    groups = {group["id"]: group["parent"] for group in drawn["groups"]}
    assert groups == {"chapter 1": None, "chapter 4": None, "chapter 5": None, "chapter 7": None, "in 4.2": "chapter 4"}
    nodes = {node["id"]: node["parent"] for node in drawn["nodes"]}
    assert nodes == {"1.0": "chapter 1", "4.2": "in 4.2", "4.2.1": "in 4.2", "5.0": "chapter 5", "7.0": "chapter 7"}
    assert drawn["edges"] == [["1.0", "4.2"], ["4.2", "4.2.1"], ["4.2", "5.0"], ["5.0", "7.0"]]
    assert chapter_group(4) in groups


def test_the_whole_registry_is_drawn_and_every_group_and_edge_has_its_ends() -> None:
    drawn = structure(REGISTRY)
    groups = {group["id"] for group in drawn["groups"]}
    nodes = {node["id"] for node in drawn["nodes"]}
    assert nodes == {fork.id for fork in REGISTRY}
    assert {one["parent"] for one in (*drawn["groups"], *drawn["nodes"])} <= {None, *groups}
    assert {end for edge in drawn["edges"] for end in edge} <= nodes
    assert set(looks(REGISTRY, branches(REGISTRY, visits([])), Heat.COUNT, Sieve())) == nodes


def test_a_card_says_counts_and_milliseconds_and_its_tones(registry: Registry, taken: pd.DataFrame) -> None:
    cards = looks(registry, branches(registry, within(taken, Scope(run=1))), Heat.COUNT, Sieve())
    slot = cards["7.0"]
    assert slot["label"] == "14 · 14 ms"
    assert slot["spoken"] == "7.0 Slot: 14 · 14 ms"
    assert {branch: (part["label"], part["tone"]) for branch, part in slot["branches"].items()} == {
        "A": ("8 · 8.0 ms", "regular"), "B": ("1 · 1.0 ms", "makes do"), "C": ("5 · 5.0 ms", "fails"),
    }  # fmt: skip
    assert slot["tone"] == "fails"
    assert cards["4.2"]["branches"]["B"] == {"label": "–", "tone": "untaken", "heat": 0, "share": 0.0}
    assert cards["5.0"]["label"] == "1"


def test_an_untaken_fork_says_so(registry: Registry) -> None:
    card = looks(registry, branches(registry, visits([])), Heat.TIME, Sieve())["7.0"]
    assert (card["tone"], card["heat"], card["spoken"]) == ("untaken", 0, "7.0 Slot: not taken")


def test_heat_is_by_count_or_by_time(registry: Registry, taken: pd.DataFrame) -> None:
    table = branches(registry, within(taken, Scope(run=1)))
    by_count, by_time = (looks(registry, table, heat, Sieve()) for heat in Heat)
    assert by_count["7.0"]["heat"] == by_time["7.0"]["heat"] == 100
    assert by_count["4.2"]["heat"] < by_count["4.2.1"]["heat"]
    assert by_time["4.2"]["heat"] == by_time["4.2.1"]["heat"] > 0
    assert by_time["5.0"]["heat"] == 0


@pytest.mark.parametrize(
    ("sieve", "bright"),
    [
        (Sieve(), {"1.0", "4.2", "4.2.1", "5.0", "7.0"}),
        (Sieve(text="relaxed"), {"7.0"}),
        (Sieve(text="weeks:cut"), {"4.2.1"}),
        (Sieve(text="4.2 length"), {"4.2.1"}),
        (Sieve(outcome="fails"), {"7.0"}),
        (Sieve(outcome="untaken"), {"1.0", "4.2", "4.2.1", "5.0"}),
        (Sieve(text="slot", outcome="untaken"), set()),
        (Sieve(text="nowhere"), set()),
    ],
)
def test_what_is_not_looked_for_fades(registry: Registry, taken: pd.DataFrame, sieve: Sieve, bright: set[str]) -> None:
    cards = looks(registry, branches(registry, within(taken, Scope(run=1))), Heat.COUNT, sieve)
    assert {fork for fork, card in cards.items() if not card["faded"]} == bright


def test_only_a_search_makes_a_card_found(registry: Registry, taken: pd.DataFrame) -> None:
    cards = looks(registry, branches(registry, taken), Heat.COUNT, Sieve(text="SLOT"))
    assert {fork for fork, card in cards.items() if card["found"]} == {"7.0"}
    assert not matches(registry["7.0"], "slot length")


def test_held_against_another_run_a_branch_is_more_or_less(registry: Registry, taken: pd.DataFrame) -> None:
    one, other = (branches(registry, within(taken, Scope(run=run, session="2-1"))) for run in (1, 2))
    cards = difference_looks(registry, difference(registry, one, other), Sieve())
    parts = cards["7.0"]["branches"]
    assert (parts["A"]["label"], parts["A"]["tone"]) == ("+1 · −1.0 ms", "more")
    assert (parts["C"]["label"], parts["C"]["tone"]) == ("+5 · +5.0 ms", "more")
    assert (parts["B"]["label"], parts["B"]["tone"]) == ("–", "untaken")
    back = difference_looks(registry, difference(registry, other, one), Sieve(outcome="less"))
    assert back["7.0"]["branches"]["C"]["tone"] == "less"
    assert back["1.0"]["faded"]


def test_figures_are_short() -> None:
    assert [short(number) for number in (0, 9_999, 57_156, 1_234_567)] == ["0", "9,999", "57k", "1.2M"]
    assert (said(0, 0), said(3, 0), said(3, 4.25)) == ("–", "3", "3 · 4.2 ms")
    assert (said_more(0, 0.01), said_more(-3, 0), said_more(0, -2)) == ("same", "−3", "±0 · −2.0 ms")


def test_the_legend_tells_every_tone_that_is_drawn() -> None:
    assert {entry["tone"] for entry in legend(Heat.COUNT, compared=False)} >= {"makes do", "fails", "untaken", "heat"}
    assert {entry["tone"] for entry in legend(Heat.TIME, compared=True)} >= {"more", "less", "untaken"}


def test_the_mermaid_chart_has_every_fork_branch_and_way(registry: Registry, taken: pd.DataFrame) -> None:
    text = flowchart(registry, branches(registry, within(taken, Scope(run=1))))
    lines = [line.strip() for line in text.splitlines()]
    assert lines[0] == "flowchart LR"
    assert lines.count("end") == 5 == sum(line.startswith("subgraph") for line in lines)
    assert 'f7_0{{"7.0 Slot"}}' in lines
    assert 'f7_0 -- "8 · 8.0 ms" --> f7_0_A(["A strict"])' in lines
    assert "style f7_0_C stroke:#b3423c,stroke-width:2px" in lines
    assert "f5_0 ==> f7_0" in lines
