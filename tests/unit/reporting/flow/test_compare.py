from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd
import pytest

from alloy_engine.flow import Registry
from alloy_engine.reporting.flow.branches import branches
from alloy_engine.reporting.flow.compare import Parting, difference, first_choice, first_fork, partings, place
from alloy_engine.reporting.flow.replay import path
from alloy_engine.reporting.flow.visits import Scope, visits, within
from tests.unit.reporting.flow.conftest import LEGS


@dataclass(frozen=True)
class Chosen:
    session: str
    sequence: int
    slot: int
    chosen: str | None
    role: str = "main"


MINE = (Chosen("1-1", 0, 0, "squat"), Chosen("1-1", 0, 1, "row"), Chosen("1-2", 1, 0, None))


def test_the_difference_is_told_branch_by_branch(registry: Registry, taken: pd.DataFrame) -> None:
    one, other = (branches(registry, within(taken, Scope(run=run, session="2-1"))) for run in (1, 2))
    table = difference(registry, one, other)
    slot = table[table["fork"] == "7.0"].set_index("branch")
    assert dict(slot["times_more"]) == {"A": 1, "B": 0, "C": 5}
    assert dict(slot["ms_more"]) == {"A": -1.0, "B": 0.0, "C": 5.0}
    assert set(slot["title"]) == {"Slot"}
    assert (difference(registry, one, one)[["times_more", "ms_more"]] == 0).all(axis=None)


@pytest.mark.parametrize(
    ("theirs", "parting"),
    [
        (MINE, None),
        ((MINE[0], replace(MINE[1], chosen="pull_up"), MINE[2]), Parting("1-1", "slot 2, main", "row", "pull up")),
        (MINE[:2], Parting("1-2", "slot 1, main", "left open", None)),
        ((*MINE, Chosen("1-2", 1, 1, "curl", "accessory")), Parting("1-2", "slot 2, accessory", None, "curl")),
        ((replace(MINE[0], role="accessory"), *MINE[1:]), Parting("1-1", "slot 1, main", "squat", "squat")),
    ],
)
def test_the_first_choice_that_differs(theirs: tuple[Chosen, ...], parting: Parting | None) -> None:
    assert first_choice(MINE, theirs) == parting


def test_a_parting_of_warm_ups_is_followed_by_that_of_the_training() -> None:
    ours = (Chosen("1-1", 0, 0, "march", "warmup"), *(replace(one, slot=one.slot + 1) for one in MINE))
    warmed = (replace(ours[0], chosen="skip"), *ours[1:])
    assert partings(ours, ours) == ()
    assert [each.at for each in partings(ours, warmed)] == [(0, 0)]
    assert [each.at for each in partings(ours, (*warmed[:2], replace(ours[2], chosen="curl")))] == [(0, 0), (0, 2)]
    assert [each.at for each in partings(ours, (ours[0], replace(ours[1], chosen="curl")))] == [(0, 1)]


def test_the_first_fork_that_differs_comes_in_program_order(taken: pd.DataFrame) -> None:
    now = within(taken, Scope())
    assert first_fork(now, now) is None
    assert first_fork(within(taken, Scope(run=1)), now) == Parting("2-1", "fork 7.0", "A × 5, C × 5", "A × 4")
    fewer = now[now["fork"] != "4.2"]
    parting = first_fork(now, fewer)
    assert parting == Parting("program", "fork 4.2", "A × 1", None)
    assert place(parting) == "the program as a whole"
    assert place(Parting("3-2", "", None, None)) == "session 3-2"


def test_a_path_goes_branch_by_branch_in_the_order_of_first_moments(registry: Registry, taken: pd.DataFrame) -> None:
    steps = path(registry, within(taken, Scope(session="1-1")))
    assert list(zip(steps["fork"], steps["branch"], strict=True)) == [("7.0", "B"), ("7.0", "A"), ("5.0", "A")]
    assert list(steps["said"]) == [
        "1.5 ms  7.0 Slot: relaxed, in select",
        "2.0 ms  7.0 Slot: strict, 3 times, in select",
        "3.0 ms  5.0 Next session: plan",
    ]


def test_a_session_whose_order_was_not_kept_has_no_path(registry: Registry) -> None:
    assert path(registry, visits([replace(LEGS, at_ms=None)])).empty
