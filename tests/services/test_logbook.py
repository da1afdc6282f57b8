"""Sets are logged beside what was prescribed, and stay when the session is planned again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from alloy_engine.domain.program import PlannedExercise, PlannedSession
from alloy_engine.domain.vocabulary import ExerciseRole
from alloy_engine.errors import InvalidRequest, NotFound
from alloy_engine.services import Alloy
from tests.engines import one_for_the_module
from tests.services.test_generation import REQUEST
from tests.stepping import work_off

MAIN = ExerciseRole.MAIN
DONE = [{"weight_kg": 100, "reps": 5, "rpe": 8}, {"weight_kg": 102.5, "reps": 4, "rpe": 8.5}, {"reps": 0}]


alloy = one_for_the_module


@pytest.fixture(scope="module")
def program(alloy: Alloy) -> str:
    created = alloy.create(REQUEST).id
    work_off(alloy)
    return created


@pytest.fixture(autouse=True)
def _nothing_logged(alloy: Alloy, program: str) -> Iterator[None]:
    yield
    for log in alloy.logbook.of(program, "1-1"):
        alloy.logbook.log(program, "1-1", log.role, log.movement, [])


def session(alloy: Alloy, program: str) -> PlannedSession:
    return alloy.program(program).microcycles[0].sessions[0]


def lift(alloy: Alloy, program: str, *, timed: bool = False) -> tuple[ExerciseRole, PlannedExercise]:
    blocks = session(alloy, program).blocks
    wanted = [(block.role, one) for block in blocks for one in block.exercises if (one.seconds is not None) is timed]
    return next((each for each in wanted if each[0] is MAIN), wanted[0])


def test_sets_are_kept_in_order_replaced_as_a_whole_and_taken_away(alloy: Alloy, program: str) -> None:
    role, one = lift(alloy, program)
    alloy.logbook.log(program, "1-1", role, one.movement, DONE)
    (log,) = alloy.logbook.of(program, "1-1")
    assert (log.role, log.movement) == (role, one.movement)
    assert [each.model_dump(exclude_none=True) for each in log.sets] == DONE
    assert alloy.logbook.of(program, "1-3") == ()
    alloy.logbook.log(program, "1-1", role, one.movement, [*DONE[:1], {"weight_kg": None, "reps": None, "rpe": 7}])
    assert [each.reps for each in alloy.logbook.of(program, "1-1")[0].sets] == [5]
    before = alloy.wayside_counts()["11.2"]
    alloy.logbook.log(program, "1-1", role, one.movement, [])
    assert alloy.logbook.of(program, "1-1") == ()
    assert alloy.wayside_counts()["11.2"]["S"] == before.get("S", 0) + 1
    assert alloy.wayside_counts()["11.2"]["R"] == before["R"]


def test_what_was_done_stays_when_the_session_is_planned_again_and_can_still_be_corrected(
    alloy: Alloy, program: str
) -> None:
    role, one = lift(alloy, program)
    alloy.logbook.log(program, "1-1", role, one.movement, DONE)
    done, plan = alloy.logbook.of(program, "1-1"), session(alloy, program)
    alloy.regenerate_session(program, "1-1")
    work_off(alloy)
    assert session(alloy, program) != plan
    assert alloy.logbook.of(program, "1-1") == done
    alloy.logbook.log(program, "1-1", role, one.movement, DONE[:1])
    assert len(alloy.logbook.of(program, "1-1")[0].sets) == 1


def test_what_lasts_is_logged_in_seconds(alloy: Alloy, program: str) -> None:
    role, one = lift(alloy, program, timed=True)
    alloy.logbook.log(program, "1-1", role, one.movement, [{"seconds": 45}])
    assert alloy.logbook.of(program, "1-1")[0].sets[0].seconds == 45
    with pytest.raises(InvalidRequest) as refused:
        alloy.logbook.log(program, "1-1", role, one.movement, [{"reps": 5}])
    assert {fault.field for fault in refused.value.faults} == {"1.seconds", "1.reps"}


def test_all_faults_are_told_and_nothing_is_kept(alloy: Alloy, program: str) -> None:
    role, one = lift(alloy, program)
    wrong = [{"reps": 5}, {"weight_kg": -1, "reps": True, "rpe": 8.3}, {"weight_kg": 50, "tempo": "3-1-2"}]
    with pytest.raises(InvalidRequest) as refused:
        alloy.logbook.log(program, "1-1", role, one.movement, wrong)
    assert {fault.field for fault in refused.value.faults} == {"2.weight_kg", "2.reps", "2.rpe", "3.reps", "3.tempo"}
    with pytest.raises(InvalidRequest, match="at most 30"):
        alloy.logbook.log(program, "1-1", role, one.movement, [{"reps": 1}] * 31)
    assert alloy.logbook.of(program, "1-1") == ()


def test_only_what_is_prescribed_there_by_its_own_coach_can_be_logged(alloy: Alloy, program: str) -> None:
    role, one = lift(alloy, program)
    with pytest.raises(InvalidRequest) as refused:
        alloy.logbook.log(program, "1-1", role, "no_such_movement", DONE)
    (fault,) = refused.value.faults
    assert fault.field == "movement"
    assert f"{role.value} {one.movement}" in fault.accepted
    for session in ("99-1", "no-session"):
        with pytest.raises(NotFound):
            alloy.logbook.log(program, session, role, one.movement, DONE)
        with pytest.raises(NotFound):
            alloy.logbook.of(program, session)
    stranger = alloy.as_user("somebody@example.org")
    with pytest.raises(NotFound):
        stranger.logbook.log(program, "1-1", role, one.movement, DONE)
    with pytest.raises(NotFound):
        stranger.logbook.of(program, "1-1")
