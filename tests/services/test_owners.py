"""Every program belongs to its user: to anybody else it does not exist, whatever is asked of it."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from alloy_engine.domain.owner import LOCAL, signed_in_owner
from alloy_engine.errors import InvalidRequest, NotFound
from alloy_engine.services import Alloy, upkeep
from alloy_engine.storage.migrate import migrate_to
from alloy_engine.storage.owned import Owned
from tests.services.conftest import Opener
from tests.stepping import work_off

REQUEST: dict[str, Any] = {"goals": {"strength": 6, "hypertrophy": 4}, "duration_weeks": 8, "days_per_week": 3}
ANN, BEN = signed_in_owner("https://id.example", "ann"), signed_in_owner("https://id.example", "ben")
# Everything an engine does with a program that exists; a new one has to be added here.
ON_A_PROGRAM: dict[str, Callable[[Alloy, str], object]] = {
    "program": lambda alloy, program: alloy.program(program),
    "status": lambda alloy, program: alloy.status(program),
    "timing": lambda alloy, program: alloy.timing(program),
    "flow": lambda alloy, program: alloy.flow(program),
    "decisions": lambda alloy, program: alloy.decisions(program, "1-1"),
    "visits": lambda alloy, program: alloy.visits(program),
    "choices": lambda alloy, program: alloy.choices(program),
    "funnels": lambda alloy, program: alloy.funnels(program),
    "recompute": lambda alloy, program: alloy.recompute(program, "1-1"),
    "regenerate_session": lambda alloy, program: alloy.regenerate_session(program, "1-1"),
    "regenerate": lambda alloy, program: alloy.regenerate(program),
    "cancel": lambda alloy, program: alloy.cancel(program),
    "rename": lambda alloy, program: alloy.rename(program, "mine"),
    "duplicate": lambda alloy, program: alloy.duplicate(program),
    "archive": lambda alloy, program: alloy.archive(program),
    "is_archived": lambda alloy, program: alloy.is_archived(program),
    "delete": lambda alloy, program: alloy.delete(program),
}


def named(athlete: str) -> dict[str, Any]:
    return {**REQUEST, "athlete": {"name": athlete}}


def test_nothing_that_takes_a_program_is_left_out_here() -> None:
    methods = {
        name
        for name, method in inspect.getmembers(Alloy, inspect.isfunction)
        if "program" in inspect.signature(method).parameters
    }
    assert methods == set(ON_A_PROGRAM)


def test_use_cases_on_programs_have_no_database_but_its_owners_part() -> None:
    for name, function in inspect.getmembers(upkeep, inspect.isfunction):
        if function.__module__ == upkeep.__name__ and not name.startswith("_"):
            first = next(iter(inspect.signature(function, eval_str=True).parameters.values()))
            assert first.annotation is Owned, name


def test_another_users_program_is_not_found_and_stays_as_it_is(opened: Opener) -> None:
    alloy = opened(worker=False)
    ann, ben = alloy.as_user(ANN), alloy.as_user(BEN)
    program = ann.create(REQUEST).id
    work_off(alloy)
    whole = ann.program(program)
    for stranger in (ben, alloy):
        for name, action in ON_A_PROGRAM.items():
            with pytest.raises(NotFound) as hidden:
                action(stranger, program)
            assert str(hidden.value) == f"no program {program!r}", name
        assert stranger.programs() == stranger.programs(archived=True) == ()
    assert ann.program(program) == whole
    assert [card.id for card in ann.programs()] == [program]


def test_an_owner_may_do_all_of_it(opened: Opener) -> None:
    alloy = opened(worker=False)
    ann = alloy.as_user(ANN)
    program = ann.create(REQUEST).id
    for name, action in ON_A_PROGRAM.items():
        if name != "cancel":
            work_off(alloy)
        action(ann, program)
    assert program not in {card.id for card in ann.programs()}


def test_names_keys_and_the_active_program_are_each_users_own(opened: Opener) -> None:
    alloy = opened(worker=False)
    made = [alloy.as_user(owner).create(named("Kim"), key="button") for owner in (ANN, BEN, LOCAL)]
    assert len({one.id for one in made}) == 3
    assert not any(one.repeated for one in made)
    assert alloy.as_user(BEN).create(named("Kim"), key="button").id == made[1].id
    for owner in (ANN, BEN, LOCAL):
        (card,) = alloy.as_user(owner).programs()
        assert card.is_active


def test_who_asked_is_part_of_the_trace(opened: Opener) -> None:
    alloy = opened(worker=False)
    for owner, branch in ((ANN, "A"), (LOCAL, "B")):
        view = alloy.as_user(owner)
        created = view.create(REQUEST)
        assert created.trace.branches["3.1"] == {branch: 1}


def test_what_the_local_user_has_is_handed_over_whole(opened: Opener) -> None:
    alloy = opened(worker=False)
    ann = alloy.as_user(ANN)
    hers = ann.create(named("Kim"), key="button").id
    shared_name = [alloy.create(named("KIM"), key=key).id for key in ("button", "other")]
    alone = alloy.create(REQUEST).id
    assert alloy.hand_over(ANN) == 3
    assert alloy.programs() == ()
    active = {card.id: card.is_active for card in ann.programs()}
    assert active == {hers: True, shared_name[0]: False, shared_name[1]: False, alone: True}
    assert alloy.hand_over(ANN) == 0
    assert not alloy.create(named("Kim"), key="button").repeated
    for nobody in ("", " ", LOCAL):
        with pytest.raises(InvalidRequest):
            alloy.hand_over(nobody)


def test_programs_from_before_there_were_owners_are_the_local_users(opened: Opener) -> None:
    alloy = opened(worker=False)
    program = alloy.create(named("Kim")).id
    with alloy.database.begin() as c:
        migrate_to(c, "0005")
        assert "owner" not in c.execute(text("SELECT * FROM programs")).mappings().one()
    alloy.database.migrate()
    assert [card.id for card in alloy.programs()] == [program]
    assert alloy.as_user(ANN).programs() == ()
    assert alloy.create(named("kim")).id != program
    assert [card.is_active for card in alloy.programs()] == [True, False]
