from __future__ import annotations

import pandas as pd
import pytest

from alloy_engine.reporting.flow.visits import Scope, runs, sessions, visits, within


def ms(frame: pd.DataFrame, session: str, run: int = 1) -> dict[str, float]:
    rows = frame[(frame["session"] == session) & (frame["run"] == run) & (frame["fork"] == "7.0")]
    return dict(zip(rows["branch"], rows["ms"], strict=True))


def test_branches_of_a_fork_share_their_phase_by_how_often_they_were_taken(taken: pd.DataFrame) -> None:
    assert ms(taken, "1-1") == {"A": 3.0, "B": 1.0}
    assert ms(taken, "2-1") == {"A": 5.0, "C": 5.0}
    assert taken.loc[taken["fork"] == "5.0", "ms"].isna().all()
    assert list(taken.loc[taken["fork"].str.startswith("4.2"), "ms"]) == [8.0, 8.0]


def test_what_stands_now_is_the_newest_run_of_every_session(taken: pd.DataFrame) -> None:
    now = within(taken, Scope())
    assert set(zip(now["session"], now["run"], strict=True)) == {("program", 0), ("program", 1), ("1-1", 1), ("2-1", 2)}
    assert ms(now, "2-1", 2) == {"A": 6.0}


@pytest.mark.parametrize(
    ("scope", "seen"),
    [
        (Scope(run=1), {("program", 0), ("program", 1), ("1-1", 1), ("2-1", 1)}),
        (Scope(run=2), {("2-1", 2)}),
        (Scope(microcycle=1), {("1-1", 1)}),
        (Scope(session="2-1"), {("2-1", 2)}),
        (Scope(run=1, session="2-1"), {("2-1", 1)}),
        (Scope(microcycle=11), set()),
    ],
)
def test_a_scope_is_cut_out(taken: pd.DataFrame, scope: Scope, seen: set[tuple[str, int]]) -> None:
    cut = within(taken, scope)
    assert set(zip(cut["session"], cut["run"], strict=True)) == seen


def test_runs_and_sessions_are_those_that_were_traced(taken: pd.DataFrame) -> None:
    assert runs(taken) == [1, 2]
    assert list(sessions(taken)["session"]) == ["1-1", "2-1"]
    assert list(sessions(taken)["session_type"]) == ["push", "legs"]


def test_nothing_traced_is_an_empty_frame() -> None:
    nothing = visits([])
    assert runs(nothing) == []
    assert within(nothing, Scope(session="1-1")).empty
    assert sessions(nothing).empty
