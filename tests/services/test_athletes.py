"""A request may name an athlete who is stored, instead of describing one."""

from __future__ import annotations

import datetime as dt

import pytest

from alloy_engine.domain.request import Athlete
from alloy_engine.errors import InvalidRequest
from alloy_engine.flow import Silent
from alloy_engine.services import Alloy
from alloy_engine.services.create import Created
from tests.engines import one_for_the_module
from tests.services.test_generation import REQUEST

ATHLETE = {
    "name": "Test athlete",
    "experience": "advanced",
    "equipment": "barbell garage",
    "one_rep_maxes": {"back_squat": {"value": 120.0, "unit": "kg"}},
    "disciplines": {"powerlifting": 7, "strongman": 3},
}


alloy = one_for_the_module


@pytest.fixture(autouse=True)
def _stored(alloy: Alloy) -> None:
    alloy.create({**REQUEST, "athlete": ATHLETE})


def branches(created: Created, fork: str) -> dict[str, int]:
    return dict(created.trace.branches.get(fork, {}))


def test_a_stored_athlete_is_asked_for_by_name_and_comes_as_last_described(alloy: Alloy) -> None:
    created = alloy.create({**REQUEST, "athlete": " TEST ATHLETE "})
    assert branches(created, "3.2") == {"C": 1}
    assert branches(created, "3.2.1") == {"A": 1}
    stored = alloy.program(created.id).request.athlete
    assert stored == Athlete.model_validate(ATHLETE)
    described = alloy.program(alloy.create({**REQUEST, "athlete": ATHLETE}).id)
    assert alloy.program(created.id).request == described.request


@pytest.mark.parametrize(
    ("changes", "branch"),
    [({"disciplines": {"yoga": 10}}, "A"), ({}, "C"), ({"athlete": {"name": "Somebody"}}, "B")],
)
def test_disciplines_are_the_programs_else_the_athletes_own_else_those_of_the_experience(
    alloy: Alloy, changes: dict[str, object], branch: str
) -> None:
    document = {**REQUEST, "athlete": "Test athlete", **changes}
    created = alloy.create(document)
    assert branches(created, "3.4") == {branch: 1}
    stored = alloy.program(created.id).request.model_dump(mode="json")
    brief = alloy.materials.brief(stored, Silent(), today=dt.date(2026, 1, 1))
    usual = {one.value: dollars / 10 for one, dollars in alloy.policy.defaults.disciplines[brief.experience].items()}
    wanted = {"A": {"yoga": 1.0}, "C": {"powerlifting": 0.7, "strongman": 0.3}, "B": usual}[branch]
    assert dict(brief.disciplines) == wanted


def test_whoever_is_not_stored_is_a_fault_beside_all_others_and_nothing_is_kept(alloy: Alloy) -> None:
    before = alloy.wayside_counts().get("3.2", {}).get("D", 0)
    programs = len(alloy.programs(limit=50))
    with pytest.raises(InvalidRequest) as refused:
        alloy.create({**REQUEST, "athlete": "Nobody", "duration_weeks": 9})
    faults = {fault.field: fault for fault in refused.value.faults}
    assert set(faults) == {"athlete", "duration_weeks"}
    assert faults["athlete"].message == "no such stored athlete"
    assert '"Test athlete"' in faults["athlete"].accepted
    assert len(alloy.programs(limit=50)) == programs
    assert alloy.wayside_counts()["3.2"]["D"] == before + 1


def test_nobody_is_given_another_owners_athlete(alloy: Alloy) -> None:
    with pytest.raises(InvalidRequest) as refused:
        alloy.as_user("somebody@example.org").create({**REQUEST, "athlete": "Test athlete"})
    assert "Test athlete" not in refused.value.faults[0].accepted
