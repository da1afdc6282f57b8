"""Each gate of a microcycle, on sessions made by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from alloy_engine.domain.calendar import MicrocyclePlan
from alloy_engine.domain.program import Gate, PlannedSession
from alloy_engine.domain.vocabulary import ExerciseRole, MovementPattern
from alloy_engine.quality import microcycle_gates
from tests.unit.quality.crafted import CATALOGUE, block_of, exercise, movements, program, respelled
from tests.unit.structure.plans import POLICY, brief_of, planned

STRUCTURE = planned(days_per_week=3)
WEEK = STRUCTURE.microcycles[0]


def different_mains(sessions: list[PlannedSession], week: MicrocyclePlan = WEEK) -> list[PlannedSession]:
    """The sessions with another main lift each time a pattern comes again."""
    seen: dict[MovementPattern, int] = {}
    result = []
    for day, session in zip(week.days, sessions, strict=True):
        mains = []
        for pattern in day.focus:
            mains.append(exercise(movements(ExerciseRole.MAIN, pattern)[seen.get(pattern, 0)]))
            seen[pattern] = seen.get(pattern, 0) + 1
        result.append(respelled(session, ExerciseRole.MAIN, mains))
    return result


SESSIONS = different_mains(program(STRUCTURE)[:7])


def gates(sessions: list[PlannedSession], week: MicrocyclePlan = WEEK, **request: Any) -> dict[str, Gate]:
    found = microcycle_gates(week, sessions, brief_of(**{"days_per_week": 3, **request}), CATALOGUE, POLICY)
    return {gate.name: gate for gate in found}


def failing(sessions: list[PlannedSession], week: MicrocyclePlan = WEEK, **request: Any) -> list[str]:
    return [name for name, gate in gates(sessions, week, **request).items() if not gate.ok]


def test_a_good_week_passes() -> None:
    found = gates(SESSIONS)
    assert list(found) == ["major_muscles", "unique_movements", "pattern_rotation", "interference", "must_have"]
    assert failing(SESSIONS) == []


def test_a_missing_major_is_named() -> None:
    quads = {m.id for m in CATALOGUE.movements if m.primary == "quadriceps" or "quadriceps" in m.secondary}
    spared = []
    for session in SESSIONS:
        blocks = [
            b.model_copy(update={"exercises": tuple(e for e in b.exercises if e.movement not in quads)})
            for b in session.blocks
        ]
        spared.append(session.model_copy(update={"blocks": tuple(blocks)}))
    gate = gates(spared)["major_muscles"]
    assert not gate.ok
    assert "quadriceps" in gate.detail


def test_a_secondary_muscle_counts_from_two_sets() -> None:
    lift = next(
        m
        for m in movements(ExerciseRole.MAIN, MovementPattern.HINGE)
        if m.primary != "glutes" and "glutes" in m.secondary
    )
    for sets, trained in ((1, False), (2, True)):
        week = [s.model_copy(update={"blocks": ()}) for s in SESSIONS]
        week[0] = respelled(SESSIONS[0], ExerciseRole.MAIN, [exercise(lift, sets=sets)])
        week[0] = week[0].model_copy(update={"blocks": (block_of(week[0], ExerciseRole.MAIN),)})
        assert ("glutes" not in gates(week)["major_muscles"].detail) is trained


def test_two_lifting_days_need_not_train_everything() -> None:
    structure = planned(days_per_week=2)
    week = structure.microcycles[0]
    assert gates([s.model_copy(update={"blocks": ()}) for s in program(structure)[:7]], week)["major_muscles"].ok


def test_the_same_movements_all_week_are_not_unique() -> None:
    first = block_of(SESSIONS[0], ExerciseRole.ACCESSORY).exercises
    same = [respelled(s, ExerciseRole.ACCESSORY, first) if s.blocks else s for s in SESSIONS]
    same = [
        respelled(s, ExerciseRole.MAIN, block_of(SESSIONS[0], ExerciseRole.MAIN).exercises) if s.blocks else s
        for s in same
    ]
    assert "unique_movements" in failing(same)


def moved(position: int, focus: tuple[MovementPattern, ...], yields: tuple[str, ...] = ()) -> MicrocyclePlan:
    """The week with other focus patterns on one day."""
    days = list(WEEK.days)
    days[position] = days[position]._replace(type=WEEK.days[0].type, focus=focus, yields=yields)
    return replace(WEEK, days=tuple(days))


def test_a_pattern_on_consecutive_days_fails_unless_on_record() -> None:
    squat = (MovementPattern.SQUAT, *(p for p in WEEK.days[0].focus if p != "squat"))
    again = (MovementPattern.SQUAT,)
    base = moved(0, squat)
    for recorded in (False, True):
        yields = ("consecutive_days: squat was trained the day before",) if recorded else ()
        days = list(base.days)
        days[1] = days[1]._replace(type=days[0].type, focus=again, yields=yields)
        days[2] = days[2]._replace(focus=tuple(p for p in days[2].focus if p != "squat"))
        days[4] = days[4]._replace(focus=tuple(p for p in days[4].focus if p != "squat"))
        week = replace(base, days=tuple(days))
        sessions = list(SESSIONS)
        sessions[1] = SESSIONS[0].model_copy(update={"day": 2, "date": days[1].date})
        gate = gates(different_mains(sessions, week), week)["pattern_rotation"]
        assert gate.ok is recorded
        assert "squat on days 1 and 2" in gate.detail


def test_a_third_use_in_seven_days_fails() -> None:
    days = [
        day._replace(focus=(MovementPattern.HINGE, MovementPattern.VERTICAL_PUSH)) if day.focus else day
        for day in WEEK.days
    ]
    week = replace(WEEK, days=tuple(days))
    gate = gates(different_mains(SESSIONS, week), week)["pattern_rotation"]
    assert not gate.ok
    assert "hinge 3 times in 7 days by day 5" in gate.detail


def test_a_focus_without_its_main_lift_fails() -> None:
    mains = block_of(SESSIONS[0], ExerciseRole.MAIN).exercises
    sessions = [respelled(SESSIONS[0], ExerciseRole.MAIN, mains[1:]), *SESSIONS[1:]]
    gate = gates(sessions)["pattern_rotation"]
    assert not gate.ok
    assert "is day 1's focus and no main lift of it" in gate.detail


def test_a_main_lift_in_an_activitys_window_fails() -> None:
    climbing = [{"activity": "climbing", "weekdays": ["sunday"]}]
    gate = gates(SESSIONS, activities=climbing)["interference"]
    assert not gate.ok
    assert "pull on day 1, within the window of climbing" in gate.detail
    clear = [{"activity": "yoga", "weekdays": ["sunday", "monday"]}]
    assert gates(SESSIONS, activities=clear)["interference"].ok


def test_a_planned_week_with_activities_passes_because_what_gave_way_is_on_record() -> None:
    climbing = {"activities": [{"activity": "climbing", "weekdays": ["monday", "wednesday", "friday"]}]}
    structure = planned(days_per_week=3, **climbing)
    week = structure.microcycles[0]
    found = gates(different_mains(program(structure)[:7], week), week, **climbing)["interference"]
    assert found.ok
    assert "accepted: the week leaves no other way" in found.detail


def test_a_must_have_has_to_come_in_its_window() -> None:
    used = block_of(SESSIONS[0], ExerciseRole.MAIN).exercises[0].movement
    week = {e.movement for session in SESSIONS for b in session.blocks for e in b.exercises}
    absent = next(m.id for m in movements(ExerciseRole.MAIN) if m.id not in week)
    assert failing(SESSIONS, movement_rules=[{"movement": used, "rule": "hard_yes"}]) == []
    assert failing(SESSIONS, movement_rules=[{"movement": absent, "rule": "hard_yes"}]) == ["must_have"]
    assert failing(SESSIONS, movement_rules=[{"movement": absent, "rule": "preferred"}]) == []
    weekly = gates(SESSIONS, movement_rules=[{"movement": absent, "rule": "hard_yes", "cadence": "weekly"}])
    assert weekly["must_have"].detail == f"{absent} is not in days 1 to 7"
