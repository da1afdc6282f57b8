"""Programs planned side by side, and sweeps in processes of their own."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from alloy_engine.reporting.flow.compare import partings
from alloy_engine.services.compare import plan_side_by_side
from alloy_engine.services.materials import Materials
from alloy_engine.services.planning import Recorded, Stopped, opened, plan_document
from alloy_engine.services.sweep import asked, grid_requests, sweep
from alloy_engine.services.sweep.aside import SweepAside
from alloy_engine.services.sweep.serve import Order
from alloy_engine.settings import DATA_FOLDER

BASE: dict[str, Any] = {"goals": {"strength": 10}, "duration_weeks": 8, "days_per_week": 2, "session_minutes": 30}
OTHER = {**BASE, "goals": {"speed": 10}}
TODAY = dt.date(2026, 1, 1)
PATIENCE = 120.0


@pytest.fixture(scope="module")
def materials() -> Materials:
    return Materials.load(DATA_FOLDER)


@pytest.fixture(scope="module")
def planned(materials: Materials) -> tuple[Recorded, ...]:
    return plan_side_by_side(materials, [BASE, OTHER, BASE], lambda *_: True)


def test_each_is_the_program_that_would_be_planned_alone(materials: Materials, planned: tuple[Recorded, ...]) -> None:
    assert [one.document for one in planned] == [plan_document(materials, each) for each in (BASE, OTHER, BASE)]
    assert all(one.milliseconds > 0 for one in planned)


def test_choices_are_those_of_the_sessions(planned: tuple[Recorded, ...]) -> None:
    days = [one for week in planned[0].document.microcycles for one in week.sessions]
    for choice in planned[0].choices:
        assert days[choice.sequence].blocks
    first = [one for one in planned[0].choices if one.session == "1-1"]
    movements = {each.movement for block in days[0].blocks for each in block.exercises}
    assert movements <= {one.chosen for one in first}


def test_the_sessions_in_which_they_part_are_opened_up(planned: tuple[Recorded, ...]) -> None:
    one, other, same = planned
    assert same.choices == one.choices
    assert same.accounts == {}
    parted = [each.session for each in partings(one.choices, other.choices)]
    assert one.accounts.keys() == other.accounts.keys() == set(parted)
    for session in parted:
        taken = {}
        for side in (one, other):
            record = [(each.decision.slot, each.decision.chosen) for each in side.accounts[session]]
            taken[id(side)] = [(slot, card.movement if card else None) for slot, card in record]
            assert taken[id(side)] == [(each.slot, each.chosen) for each in side.choices if each.session == session]
        assert taken[id(one)] != taken[id(other)]
    before = [choice for choice in one.choices if choice.session < parted[0]]
    assert [choice for choice in other.choices if choice.session < parted[0]] == before


def test_a_later_day_is_opened_up_as_it_was_planned(materials: Materials, planned: tuple[Recorded, ...]) -> None:
    last = planned[0].choices[-1]
    again = opened(materials, planned[0], last.sequence)
    assert [
        (each.decision.slot, each.decision.chosen and each.decision.chosen.total)
        for each in again.accounts[last.session]
    ] == [(each.slot, each.total) for each in planned[0].choices if each.session == last.session]
    assert opened(materials, planned[0], 10_000) == planned[0]


def test_progress_is_told_and_may_stop_it(materials: Materials) -> None:
    seen: list[tuple[int, int, int]] = []

    def note(done: int, days: int, of: int) -> bool:
        seen.append((done, days, of))
        return (done, days) != (1, 3)

    with pytest.raises(Stopped):
        plan_side_by_side(materials, [BASE, OTHER], note)
    assert seen[:56] == [(0, day, 56) for day in range(1, 57)]
    assert seen[56:] == [(1, 1, 56), (1, 2, 56), (1, 3, 56)]


def test_a_sweep_aside_finds_what_a_sweep_finds(materials: Materials) -> None:
    documents = grid_requests({"base": BASE, "vary": {"session_minutes": [30, 60]}})
    requests = asked(materials, documents, today=TODAY)
    aside = SweepAside(Order(requests, DATA_FOLDER, (), 2))
    aside.join(PATIENCE)
    assert aside.trouble == ""
    assert (aside.done, aside.total, aside.lives) == (2, 2, False)
    assert aside.frame is not None
    expected = sweep(requests, DATA_FOLDER, workers=1)
    pd.testing.assert_frame_equal(aside.frame.drop(columns="seconds"), expected.drop(columns="seconds"))
    assert expected["minutes"].between(25, 62).all()
    assert (expected["weekly_sets"] > 0).all()


def test_a_cancelled_sweep_ends_with_its_process(materials: Materials) -> None:
    requests = asked(materials, grid_requests({"base": BASE, "vary": {"seed": list(range(60))}}), today=TODAY)
    aside = SweepAside(Order(requests, DATA_FOLDER, (), 1))
    limit = time.monotonic() + PATIENCE
    while not aside.done and time.monotonic() < limit:
        time.sleep(0.05)
    aside.cancel()
    aside.join(PATIENCE)
    assert not aside.lives
    assert 0 < aside.done < 60
    assert (aside.frame, aside.trouble) == (None, "")


def test_a_sweep_that_cannot_be_says_why(materials: Materials, tmp_path: Path) -> None:
    requests = asked(materials, [BASE, OTHER], today=TODAY)
    aside = SweepAside(Order(requests, tmp_path / "nothing", (), 2))
    aside.join(PATIENCE)
    assert aside.frame is None
    assert "no *.csv file with movements" in aside.trouble
