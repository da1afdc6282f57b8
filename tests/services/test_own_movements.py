"""Movements coaches add: usable at once, kept with what was planned from them, removed only when nobody needs them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from alloy_engine.catalogue.own import cells_of
from alloy_engine.errors import Conflict, InvalidRequest, NotFound
from alloy_engine.services import Alloy
from alloy_engine.services.compute.process import ComputeProcess
from alloy_engine.services.generation import generate_program
from alloy_engine.services.sweep import asked
from alloy_engine.services.sweep.aside import SweepAside
from alloy_engine.services.sweep.serve import Order
from alloy_engine.settings import Settings
from tests.services.conftest import Opener
from tests.stepping import fetched, never, work_off

PATIENCE = 120.0
REQUEST = {
    "goals": {"strength": 6, "hypertrophy": 4}, "duration_weeks": 8, "days_per_week": 3, "session_minutes": 60,
    "start_date": "2026-01-05",
    "movement_rules": [{"movement": "garden_squat", "rule": "hard_yes", "cadence": "weekly"}],
}  # fmt: skip


@pytest.fixture
def alloy(opened: Opener) -> Alloy:
    """An engine without a worker."""
    return opened(worker=False)


def row(alloy: Alloy, **changes: str) -> dict[str, str]:
    fresh = {"id": "garden_squat", "name": "Garden Squat", "aliases": "", "easier": "", "harder": ""}
    return {**cells_of(alloy.catalogue["goblet_squat"]), **fresh, **changes}


def movements_of(alloy: Alloy, program: str) -> list[str]:
    document = alloy.program(program)
    return [one.movement for m in document.microcycles for s in m.sessions for b in s.blocks for one in b.exercises]


def test_an_added_movement_can_be_asked_for_planned_and_explained(alloy: Alloy) -> None:
    with pytest.raises(InvalidRequest):
        alloy.create(REQUEST)
    alloy.add_movement(row(alloy))
    program = alloy.create(REQUEST).id
    work_off(alloy)
    assert movements_of(alloy, program).count("garden_squat") >= 8
    assert [(use.program, use.times) for use in alloy.uses_of("garden_squat")] == [
        (program, movements_of(alloy, program).count("garden_squat"))
    ]
    assert not alloy.as_user("somebody else").uses_of("garden_squat")
    alloy.add_movement(row(alloy, id="attic_squat", name="Attic Squat"))
    assert alloy.recompute(program, "1-1").matches, "with the catalogue of its day"


def test_a_compute_process_plans_with_it_too(alloy: Alloy) -> None:
    alloy.add_movement(row(alloy))
    program = alloy.create(REQUEST).id
    ticket = fetched(alloy.database)
    assert ticket is not None
    compute = ComputeProcess(alloy.settings)
    try:
        generate_program(alloy.workshop, ticket, compute, never)
    finally:
        compute.close()
    assert "garden_squat" in movements_of(alloy, program)


def test_a_sweep_plans_with_it(alloy: Alloy) -> None:
    alloy.add_movement(row(alloy))
    requests = asked(alloy.materials, [REQUEST], today=dt.date(2026, 1, 1))
    run = SweepAside(Order(requests, alloy.settings.data, alloy.stock.own, workers=1))
    run.join(PATIENCE)
    assert run.frame is not None, run.trouble
    assert list(run.frame["error"]) == [""]


def test_another_process_sees_it_when_it_opens_and_when_it_is_asked_for_it(
    alloy: Alloy, database_url: str, tmp_path: Path
) -> None:
    with Alloy.open(Settings(home=tmp_path, database_url=database_url), worker=False) as earlier:
        alloy.add_movement(row(alloy))
        with Alloy.open(Settings(home=tmp_path, database_url=database_url), worker=False) as later:
            assert "garden_squat" in later.catalogue
        assert "garden_squat" not in earlier.catalogue
        with pytest.raises(InvalidRequest, match="days_per_week"):
            earlier.create({**REQUEST, "days_per_week": 9})
        program = earlier.create(REQUEST).id
        assert "garden_squat" in earlier.catalogue
        work_off(earlier)
        assert "garden_squat" in movements_of(alloy, program)


def test_a_fault_stores_nothing(alloy: Alloy) -> None:
    before = alloy.materials.version
    with pytest.raises(InvalidRequest, match="pattern"):
        alloy.add_movement(row(alloy, pattern="squatting"))
    alloy.add_movement(row(alloy))
    with pytest.raises(InvalidRequest, match="id"):
        alloy.add_movement(row(alloy, name="Another Name"))
    alloy.remove_movement("garden_squat")
    assert alloy.materials.version == before


def test_what_is_used_cannot_be_removed(alloy: Alloy) -> None:
    alloy.add_movement(row(alloy))
    alloy.add_movement(row(alloy, id="attic_squat", name="Attic Squat", easier="garden_squat"))
    with pytest.raises(Conflict, match="attic_squat"):
        alloy.remove_movement("garden_squat")
    alloy.remove_movement("attic_squat")
    program = alloy.create(REQUEST).id
    work_off(alloy)
    with pytest.raises(Conflict, match="is used in a program"):
        alloy.remove_movement("garden_squat")
    alloy.delete(program)
    alloy.remove_movement("garden_squat")
    assert "garden_squat" not in alloy.catalogue
    with pytest.raises(NotFound):
        alloy.remove_movement("back_squat")
