from __future__ import annotations

import pandas as pd
import pytest

from alloy_engine.flow import Registry
from alloy_engine.reporting.flow.branches import branches, forks, took
from alloy_engine.reporting.flow.visits import Scope, visits, within


def test_every_branch_is_there_with_its_counts(registry: Registry, taken: pd.DataFrame) -> None:
    table = branches(registry, within(taken, Scope(run=1)))
    assert list(zip(table["fork"], table["branch"], strict=True)) == [
        (fork.id, branch) for fork in registry for branch in fork.branches
    ]
    slot = table[table["fork"] == "7.0"].set_index("branch")
    assert dict(slot["times"]) == {"A": 8, "B": 1, "C": 5}
    assert dict(slot["sessions"]) == {"A": 2, "B": 1, "C": 1}
    assert dict(slot["ms"]) == {"A": 8.0, "B": 1.0, "C": 5.0}
    assert slot["share"].sum() == pytest.approx(1)
    assert dict(slot["outcome"]) == {"A": "regular", "B": "makes do", "C": "fails"}
    http = table[(table["fork"] == "1.0") & (table["branch"] == "B")].iloc[0]
    assert (http["times"], http["share"], http["sessions"], http["ms"]) == (0, 0.0, 0, 0.0)
    assert (table.loc[table["fork"] == "4.2", "sessions"] == 0).all()  # the program's own


def test_a_fork_is_told_in_all_with_its_spread(registry: Registry, taken: pd.DataFrame) -> None:
    table = forks(registry, within(taken, Scope(run=1))).set_index("fork")
    slot = table.loc["7.0"]
    assert (slot["times"], slot["sessions"], slot["ms"], slot["p50_ms"], slot["phases"]) == (14, 2, 14.0, 7.0, "select")
    assert slot["p95_ms"] == pytest.approx(9.7)
    assert table.loc["5.0", "times"] == 1
    assert pd.isna(table.loc["5.0", "p50_ms"])


def test_untaken_forks_of_an_empty_program_are_told_too(registry: Registry) -> None:
    nothing = visits([])
    assert list(forks(registry, nothing)["times"]) == [0] * len(registry)
    assert not branches(registry, nothing)["times"].any()


def test_the_sessions_that_came_by_stand_in_program_order(registry: Registry, taken: pd.DataFrame) -> None:
    table = took(within(taken, Scope(run=1)), registry["7.0"])
    assert list(table["session"]) == ["1-1", "2-1"]
    assert list(table["branches"]) == ["A × 3, B", "A × 5, C × 5"]
    assert list(table["ms"]) == [4.0, 10.0]
    assert list(table["at_ms"]) == [1.5, 1.0]


def test_the_sessions_can_be_cut_to_a_branch(registry: Registry, taken: pd.DataFrame) -> None:
    assert list(took(taken, registry["7.0"], "C")["session"]) == ["2-1"]
    untimed = took(taken, registry["5.0"])
    assert list(untimed["session"]) == ["1-1"]
    assert untimed["ms"].isna().all()
