"""A coach's changes: kept when a session is planned again, judged anew, and apart from what the engine planned."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from alloy_engine.domain.owner import signed_in_owner
from alloy_engine.domain.program import PlannedExercise, PlannedSession
from alloy_engine.domain.vocabulary import ExerciseRole, GenerationStatus
from alloy_engine.errors import Conflict, InvalidRequest, NotFound
from alloy_engine.flow import Recorder
from alloy_engine.services import Alloy
from alloy_engine.services.coaching import Coach
from alloy_engine.services.coaching.checks import CannotBePlanned, standing
from alloy_engine.session.doses.circuits import BY_HAND
from alloy_engine.storage.keys import SessionKey
from tests.database import Databases
from tests.services.conftest import Opener
from tests.stepping import filled, with_program_if_asked, work_off
from tests.storage.samples import save

REQUEST: dict[str, Any] = {
    "goals": {"strength": 6, "hypertrophy": 4},
    "duration_weeks": 8,
    "days_per_week": 3,
    "session_minutes": 60,
    "start_date": "2026-01-05",
    "movement_rules": [{"movement": "clap_push_up", "rule": "hard_no"}],
    "athlete": {"name": "Coached", "one_rep_maxes": {"back_squat": {"value": 140, "unit": "kg"}}},
}
MAIN, ACCESSORY = ExerciseRole.MAIN, ExerciseRole.ACCESSORY


@pytest.fixture
def alloy(opened: Opener) -> Alloy:
    return opened(worker=False)


@pytest.fixture
def database_url(request: pytest.FixtureRequest, databases: Databases, tmp_path: Path) -> Iterator[str]:
    """With the program in it where the test asks for `program`: made once, copied to each test's own database."""
    with with_program_if_asked(request, databases, "a coach's", filled(tmp_path, REQUEST)) as url:
        yield url


@pytest.fixture
def program(alloy: Alloy) -> str:
    (card,) = alloy.programs()
    return card.id


def session(alloy: Alloy, program: str, key: str = "2-1") -> PlannedSession:
    microcycle, day = map(int, key.split("-"))
    return alloy.program(program).microcycles[microcycle - 1].sessions[day - 1]


def of(one: PlannedSession, role: ExerciseRole) -> list[PlannedExercise]:
    return [exercise for block in one.blocks if block.role is role for exercise in block.exercises]


def movements(one: PlannedSession) -> list[tuple[str, str]]:
    return [(block.role.value, exercise.movement) for block in one.blocks for exercise in block.exercises]


def find(one: PlannedSession, movement: str) -> PlannedExercise:
    return next(exercise for block in one.blocks for exercise in block.exercises if exercise.movement == movement)


def test_a_swap_changes_one_exercise_and_is_what_the_outlook_said(alloy: Alloy, program: str) -> None:
    before = session(alloy, program)
    old = of(before, ACCESSORY)[0]
    new = old.alternatives[0].movement
    outlook = alloy.coach.swap_outlook(program, "2-1", ACCESSORY, old.movement, new)
    assert outlook.before == before == session(alloy, program)  # looking stores nothing
    alloy.coach.swap(program, "2-1", ACCESSORY, old.movement, new)
    work_off(alloy)
    after = session(alloy, program)
    assert after == outlook.after
    expected = [(role, new if movement == old.movement else movement) for role, movement in movements(before)]
    assert movements(after) == expected
    assert (find(after, new).locked, find(after, new).instead_of) == (True, old.movement)
    assert abs(after.estimated_minutes - after.target_minutes) <= 0.05 * after.target_minutes + 0.05
    assert alloy.status(program).status is GenerationStatus.COMPLETED


def test_a_swap_reaches_every_later_session_of_the_mesocycle_with_the_lift_in_its_place(
    alloy: Alloy, program: str
) -> None:
    document = alloy.program(program)
    old = of(session(alloy, program), MAIN)[0]
    new = old.alternatives[0].movement
    outlook = alloy.coach.swap_outlook(program, "2-1", MAIN, old.movement, new, later=True)
    keys = [key for week in document.microcycles for key in (f"{week.index}-{one.day}" for one in week.sessions)]
    assert len(outlook.others) >= 2
    assert outlook.left == {}
    for key in outlook.others:
        assert "2-1" < key < "5-1"  # the deload, week 4, closes the mesocycle
        assert find(session(alloy, program, key), old.movement)
    assert alloy.program(program) == document
    alloy.coach.swap(program, "2-1", MAIN, old.movement, new, later=True)
    work_off(alloy)
    assert session(alloy, program) == outlook.after
    untouched = [key for key in keys if key not in ("2-1", *outlook.others)]
    was = {f"{week.index}-{one.day}": one for week in document.microcycles for one in week.sessions}
    assert {key: session(alloy, program, key) for key in untouched} == {key: was[key] for key in untouched}
    for key, (before, after) in outlook.others.items():
        assert (before, after) == (was[key], session(alloy, program, key))
        assert find(after, new).instead_of == old.movement
        assert alloy.recompute(program, key).matches
    assert outlook.judged is not None
    assert outlook.judged[0].audit == document.audit
    assert outlook.judged[1].audit == alloy.program(program).audit
    assert outlook.judged[1].gates == alloy.program(program).microcycles[1].gates


def test_where_the_new_one_stands_already_a_later_session_is_left_and_named(alloy: Alloy, program: str) -> None:
    old = of(session(alloy, program), ACCESSORY)[0]
    third = session(alloy, program, "3-1")
    assert ("accessory", old.movement) in movements(third)
    here = {movement for _, movement in movements(session(alloy, program))}
    allowed = dict(alloy.coach.substitutes(program, "2-1", ACCESSORY))
    new = next((each for _, each in movements(third) if each in allowed and each not in here), None)
    if new is None:  # the weeks hold the same: put one there
        new = old.alternatives[0].movement
        alloy.coach.swap(program, "3-1", ACCESSORY, of(third, ACCESSORY)[1].movement, new)
        work_off(alloy)
    outlook = alloy.coach.swap_outlook(program, "2-1", ACCESSORY, old.movement, new, later=True)
    assert outlook.left["3-1"] == "is in the session already"
    alloy.coach.swap(program, "2-1", ACCESSORY, old.movement, new, later=True)
    assert alloy.wayside_counts()["11.6"]["B"] == len(outlook.left)


def test_a_failed_session_lets_go_of_what_is_locked_in_it(alloy: Alloy, program: str) -> None:
    kept = of(session(alloy, program), ACCESSORY)[0].movement
    alloy.coach.lock(program, "2-1", ACCESSORY, kept)
    with alloy.database.begin() as connection:
        gone = {"status": GenerationStatus.FAILED, "blocks": (), "note": "no room for it"}
        save(connection, SessionKey(program, 2, 1), session(alloy, program).model_copy(update=gone))
    assert [each.movement for each in alloy.coach.locked(program, "2-1")] == [kept]
    alloy.coach.lock(program, "2-1", ACCESSORY, kept, False)
    assert alloy.coach.locked(program, "2-1") == ()
    with pytest.raises(Conflict, match="failed"):
        alloy.coach.lock(program, "2-1", ACCESSORY, kept, False)
    alloy.regenerate_session(program, "2-1")
    work_off(alloy)
    assert not any(find(session(alloy, program), each).locked for _, each in movements(session(alloy, program)))


def test_tempo_and_circuits_are_set_by_hand_and_kept(alloy: Alloy) -> None:
    goals = {"fat_loss": 7, "strength": 3}
    program = alloy.create({**REQUEST, "goals": goals, "athlete": {"name": "Fast"}}).id
    work_off(alloy)
    key, block = next(
        (f"{week.index}-{one.day}", block)
        for week in alloy.program(program).microcycles
        for one in week.sessions
        for block in one.blocks
        if block.circuit is not None
    )
    before, planned = session(alloy, program, key), block.circuit
    assert planned is not None
    lift = of(before, MAIN)[0]
    alloy.coach.edit(program, key, MAIN, lift.movement, {"tempo": "4-1-X"})
    assert find(session(alloy, program, key), lift.movement).tempo == "4-1-X"
    field = BY_HAND[planned.type][0]
    numbers = {field: int(getattr(planned, field)) + 2}
    outlook = alloy.coach.circuit_outlook(program, key, block.role, numbers)
    alloy.coach.set_circuit(program, key, block.role, numbers)
    assert session(alloy, program, key) == outlook.after
    alloy.regenerate_session(program, key)
    work_off(alloy)
    again = next(each for each in session(alloy, program, key).blocks if each.role is block.role)
    assert again.circuit is not None
    assert (again.circuit.edited, getattr(again.circuit, field)) == (True, numbers[field])
    assert again.circuit.minutes == again.minutes > planned.minutes
    assert find(session(alloy, program, key), lift.movement).tempo == "4-1-X"
    assert alloy.recompute(program, key).matches
    with pytest.raises(InvalidRequest, match="whole"):
        alloy.coach.set_circuit(program, key, block.role, {field: 0})
    with pytest.raises(InvalidRequest, match="goes by"):
        alloy.coach.set_circuit(program, key, block.role, {"laps": 3})
    with pytest.raises(Conflict, match="no clock"):
        alloy.coach.set_circuit(program, key, MAIN, {field: 3})
    alloy.coach.set_circuit(program, key, block.role, {})
    assert not any(each.circuit and each.circuit.edited for each in session(alloy, program, key).blocks)


def test_a_swapped_session_can_be_recomputed(alloy: Alloy, program: str) -> None:
    old = of(session(alloy, program), MAIN)[-1]
    alloy.coach.swap(program, "2-1", MAIN, old.movement, old.alternatives[0].movement)
    work_off(alloy)
    again = alloy.recompute(program, "2-1")
    assert again.matches, again.differences
    holds = [account.decision.hold for account in again.slots]
    assert holds.count("locked") == 1
    assert "kept" in holds


def test_what_is_locked_stays_when_everything_is_planned_anew(alloy: Alloy, program: str) -> None:
    before = session(alloy, program)
    kept, free = of(before, ACCESSORY)[:2]
    alloy.coach.lock(program, "2-1", ACCESSORY, kept.movement)
    for again in (lambda: alloy.regenerate_session(program, "2-1"), lambda: alloy.regenerate(program)):
        again()
        work_off(alloy)
        after = session(alloy, program)
        assert find(after, kept.movement).locked
        assert alloy.recompute(program, "2-1").matches
    assert movements(after) != movements(before)
    assert not any(exercise.locked for exercise in of(after, ACCESSORY) if exercise.movement != kept.movement)
    assert free.movement != kept.movement
    alloy.coach.lock(program, "2-1", ACCESSORY, kept.movement, False)
    alloy.regenerate_session(program, "2-1")
    work_off(alloy)
    assert ("accessory", kept.movement) not in movements(session(alloy, program))


def test_later_sessions_build_on_a_swapped_lift(alloy: Alloy, program: str) -> None:
    first = session(alloy, program, "1-1")
    old = of(first, MAIN)[0]
    new = old.alternatives[0].movement
    alloy.coach.swap(program, "1-1", MAIN, old.movement, new)
    work_off(alloy)
    alloy.regenerate_session(program, "2-1")
    work_off(alloy)
    later = {exercise.movement for key in ("2-1", "2-3", "2-5") for exercise in of(session(alloy, program, key), MAIN)}
    assert new in later
    assert alloy.recompute(program, "2-1").matches


def test_numbers_by_hand_are_kept_and_marked_and_judged_anew(alloy: Alloy, program: str) -> None:
    before = session(alloy, program)
    lift = of(before, MAIN)[0]
    numbers = {"sets": lift.sets + 3, "rest_seconds": 300}
    outlook = alloy.coach.edit_outlook(program, "2-1", MAIN, lift.movement, numbers)
    alloy.coach.edit(program, "2-1", MAIN, lift.movement, numbers)
    after = session(alloy, program)
    assert after == outlook.after != outlook.before == before
    edited = find(after, lift.movement)
    assert (edited.sets, edited.rest_seconds, edited.edited) == (lift.sets + 3, 300, ("sets", "rest_seconds"))
    assert after.estimated_minutes > before.estimated_minutes + 10
    assert [gate.ok for gate in after.gates if gate.name == "time"] == [False]
    assert [gate.ok for gate in before.gates if gate.name == "time"] == [True]
    assert alloy.recompute(program, "2-1").matches  # what the engine planned is still there
    alloy.regenerate(program)
    assert session(alloy, program).blocks == ()  # it can be read while it is planned anew
    work_off(alloy)
    again = find(session(alloy, program), lift.movement)
    assert (again.sets, again.rest_seconds, again.locked) == (lift.sets + 3, 300, True)
    alloy.coach.edit(program, "2-1", MAIN, lift.movement, {})
    assert find(session(alloy, program), lift.movement).edited == ()


def test_the_audit_counts_numbers_by_hand(alloy: Alloy, program: str) -> None:
    planned = {row.check: row for row in alloy.program(program).audit}
    lift = of(session(alloy, program), MAIN)[0]
    alloy.coach.edit(program, "2-1", MAIN, lift.movement, {"sets": 14})
    changed = {row.check: row for row in alloy.program(program).audit}
    assert planned["sets per muscle in one session"].status == "ok"
    assert changed["sets per muscle in one session"].status == "fail"
    assert "2-1" in changed["sets per muscle in one session"].detail


def test_load_and_share_of_the_maximum_go_together(alloy: Alloy, opened: Opener) -> None:
    rule = {"movement": "back_squat", "rule": "hard_yes", "cadence": "weekly"}
    program = alloy.create({**REQUEST, "movement_rules": [rule]}).id
    work_off(alloy)
    key = next(
        f"{week.index}-{one.day}"
        for week in alloy.program(program).microcycles
        for one in week.sessions
        if any(exercise.movement == "back_squat" for exercise in of(one, MAIN))
    )
    alloy.coach.edit(program, key, MAIN, "back_squat", {"load_kg": 70.0})
    assert find(session(alloy, program, key), "back_squat").percent_1rm == 50.0
    alloy.coach.edit(program, key, MAIN, "back_squat", {"reps_min": 5, "reps_max": 5, "rpe": 8.0})
    squat = find(session(alloy, program, key), "back_squat")
    assert (squat.percent_1rm, squat.load_kg) == (
        81.1,
        112.5,
    )  # Tuchscherer's chart at 5 + (10 - 8); 113.5 to the plate


def test_notes_on_session_and_exercise_stay(alloy: Alloy, program: str) -> None:
    lift = of(session(alloy, program), MAIN)[0]
    alloy.coach.note(program, "2-1", "  Watch the left knee. ")
    alloy.coach.note(program, "2-1", "Pause every rep", MAIN, lift.movement)
    noted = session(alloy, program)
    assert noted.coach_note == "Watch the left knee."
    assert find(noted, lift.movement).coach_note == "Pause every rep"
    assert not find(noted, lift.movement).locked
    alloy.coach.note(program, "2-1", "")
    assert session(alloy, program).coach_note == ""
    assert find(session(alloy, program), lift.movement).coach_note == "Pause every rep"


def test_the_export_shows_what_was_changed(alloy: Alloy, program: str) -> None:
    lift = of(session(alloy, program), MAIN)[0]
    alloy.coach.edit(program, "2-1", MAIN, lift.movement, {"rpe": 7.5})
    exported = alloy.program(program).model_dump(mode="json")["microcycles"][1]["sessions"][0]
    main = next(block for block in exported["blocks"] if block["role"] == "main")["exercises"][0]
    assert (main["edited"], main["locked"], main["rpe"]) == (["rpe"], True, 7.5)


BAD_NUMBERS: list[tuple[dict[str, object], str, str]] = [
    ({"sets": 0}, "sets", "1 to 20"),
    ({"sets": True}, "sets", "1 to 20"),
    ({"reps_min": 9, "reps_max": 5}, "reps_min", "at most 5"),
    ({"rpe": 8.3}, "rpe", "half steps"),
    ({"rpe": float("nan")}, "rpe", "half steps"),
    ({"load_kg": -5.0}, "load_kg", "more than 0"),
    ({"rest_seconds": 4000}, "rest_seconds", "0 to 900"),
    ({"seconds": 30}, "seconds", "reps_min"),
    ({"tempo": "slowly"}, "tempo", "3-1-2"),
    ({"speed": 3}, "speed", "one of sets"),
]


def test_bad_numbers_are_refused_and_nothing_is_stored(alloy: Alloy, program: str) -> None:
    before = alloy.program(program)
    lift = of(before.microcycles[1].sessions[0], MAIN)[0]
    for numbers, field, accepted in BAD_NUMBERS:
        with pytest.raises(InvalidRequest) as refused:
            alloy.coach.edit(program, "2-1", MAIN, lift.movement, {"rest_seconds": 120, **numbers})
        assert [fault.field for fault in refused.value.faults] == [field]
        assert accepted in refused.value.faults[0].accepted
    assert alloy.program(program) == before


def test_what_may_not_stand_there_is_refused(alloy: Alloy, program: str) -> None:
    before = session(alloy, program)
    lift, other = of(before, MAIN)[:2]
    wrong = next(movement.id for movement in alloy.catalogue.movements if MAIN not in movement.roles)
    for to, reason in (
        ("no_such_lift", "is not in the catalogue"),
        (other.movement, "is in the session already"),
        (wrong, "is no main exercise"),
        ("clap_push_up", "hard_no|ruled out|never"),
    ):
        with pytest.raises(InvalidRequest, match=reason):
            alloy.coach.swap(program, "2-1", MAIN, lift.movement, to)
    assert alloy.wayside_counts()["11.5"] == {"B": 1, "C": 1, "D": 1, "E": 1}
    assert (alloy.wayside_counts()["11.2"], alloy.wayside_counts()["11.3"]) == ({"C": 4}, {"B": 4})
    assert session(alloy, program) == before
    assert alloy.status(program).status is GenerationStatus.COMPLETED


def test_a_movement_the_session_cannot_be_planned_around_is_told_of_as_such() -> None:
    tracer = Recorder(lambda: 0)
    with pytest.raises(CannotBePlanned), standing(tracer):
        raise CannotBePlanned("with squat_jump in the place of incline_bench_press session 2-1 cannot be planned")
    assert tracer.branch_counts() == {"11.5": {"F": 1}}


def test_what_a_coach_does_is_counted(alloy: Alloy, program: str) -> None:
    lift = of(session(alloy, program), MAIN)[0].movement
    for locked in (True, False):
        alloy.coach.lock(program, "2-1", MAIN, lift, locked)
    for numbers in ({"sets": 2}, {}):
        alloy.coach.edit(program, "2-1", MAIN, lift, numbers)
    for words in ("Slowly", " "):
        alloy.coach.note(program, "2-1", words)
    alloy.coach.swap(program, "2-1", MAIN, lift, alloy.coach.substitutes(program, "2-1", MAIN)[0][0])
    counts = alloy.wayside_counts()
    assert counts["11.2"] == dict.fromkeys("CDELMNO", 1)
    assert (counts["11.3"], counts["11.5"]) == ({"A": 7}, {"A": 1})


def test_a_note_that_is_too_long_is_refused(alloy: Alloy, program: str) -> None:
    with pytest.raises(InvalidRequest, match="at most 1000"):
        alloy.coach.note(program, "2-1", "x" * 1001)


def test_days_that_hold_nothing_cannot_be_changed(alloy: Alloy, program: str) -> None:
    with pytest.raises(Conflict, match="recovery"):
        alloy.coach.note(program, "1-7", "Sleep")
    waiting = alloy.create({**REQUEST, "athlete": {"name": "Waits"}}).id
    with pytest.raises(Conflict, match="pending"):
        alloy.coach.note(waiting, "1-1", "Soon")
    with pytest.raises(NotFound):
        alloy.coach.lock(program, "2-1", MAIN, "no_such_lift")


ANY = ("2-1", MAIN, "back_squat")
ON_A_PROGRAM: dict[str, Callable[[Coach, str], object]] = {
    "program": lambda coach, program: coach.program(program),
    "substitutes": lambda coach, program: coach.substitutes(program, *ANY[:2]),
    "swap_outlook": lambda coach, program: coach.swap_outlook(program, *ANY, "bench_press"),
    "locked": lambda coach, program: coach.locked(program, "2-1"),
    "circuit_outlook": lambda coach, program: coach.circuit_outlook(program, "2-1", MAIN, {}),
    "set_circuit": lambda coach, program: coach.set_circuit(program, "2-1", MAIN, {}),
    "swap": lambda coach, program: coach.swap(program, *ANY, "bench_press"),
    "lock": lambda coach, program: coach.lock(program, *ANY),
    "edit_outlook": lambda coach, program: coach.edit_outlook(program, *ANY, {}),
    "edit": lambda coach, program: coach.edit(program, *ANY, {}),
    "note": lambda coach, program: coach.note(program, "2-1", "mine"),
}


def test_another_owners_program_is_not_found(alloy: Alloy, program: str) -> None:
    methods = {name for name, _ in inspect.getmembers(Coach, inspect.isfunction) if not name.startswith("_")}
    assert methods == set(ON_A_PROGRAM)
    stranger = alloy.as_user(signed_in_owner("https://id.example", "ben")).coach
    for call in ON_A_PROGRAM.values():
        with pytest.raises(NotFound, match="no program"):
            call(stranger, program)
