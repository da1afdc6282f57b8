"""Kit, known maxima, units, deloads and progression styles: each shows in the program in the way it says."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from alloy_engine.domain.program import PlannedExercise, ProgramDocument
from alloy_engine.domain.vocabulary import ExerciseRole, Muscle, ProgressionStyle
from tests.property.programs import GYM, exercises, materials, offered, plan, sessions, training, used, weekly

STYLES = [style for style in ProgressionStyle if style is not ProgressionStyle.AUTO]
STRENGTH: dict[str, Any] = {**GYM, "goals": {"strength": 10}}
KILOGRAMS = {"back_squat": {"value": 140, "unit": "kg"}, "bench_press": {"value": 100, "unit": "kg"}}
PLATE_KG, PLATE_LB, KG_PER_LB = 2.5, 5.0, 0.45359237
MAJORS = (Muscle.QUADRICEPS, Muscle.HAMSTRINGS, Muscle.CHEST, Muscle.LATS)


def test_every_kit_gives_another_program_and_no_kit_is_overdrawn() -> None:
    programs = {}
    for kit, owned in materials().presets.items():
        programs[kit] = plan(GYM, athlete={"equipment": kit})
        for movement in offered(*sessions(programs[kit])):
            assert materials().catalogue[movement].usable_with(owned), (kit, movement)
    for one, other in itertools.combinations(programs.values(), 2):
        assert used(*sessions(one)) != used(*sessions(other))


def test_a_known_maximum_gives_kilograms_and_changes_no_movement() -> None:
    before, after = plan(STRENGTH), plan(STRENGTH, athlete={"one_rep_maxes": KILOGRAMS})
    assert used(*sessions(before)) == used(*sessions(after))
    assert not [e for e in exercises(*sessions(before)) if e.load_kg is not None]
    loaded = [e for e in exercises(*sessions(after)) if e.movement in KILOGRAMS]
    assert loaded
    for exercise in loaded:
        assert exercise.load_kg is not None
        assert exercise.percent_1rm is not None
        asked = KILOGRAMS[exercise.movement]["value"] * exercise.percent_1rm / 100
        assert abs(exercise.load_kg - asked) <= PLATE_KG / 2 + 1e-6


def test_a_heavier_maximum_gives_heavier_loads_to_its_family_too() -> None:
    light = plan(STRENGTH, athlete={"one_rep_maxes": KILOGRAMS})
    heavier = {lift: {"value": each["value"] + 20, "unit": "kg"} for lift, each in KILOGRAMS.items()}
    heavy = plan(STRENGTH, athlete={"one_rep_maxes": heavier})
    pairs = zip(exercises(*sessions(light)), exercises(*sessions(heavy)), strict=True)
    known = [(one, other) for one, other in pairs if one.load_kg is not None and other.load_kg is not None]
    assert {one.movement for one, _ in known} - set(KILOGRAMS)
    assert all(other.load_kg >= one.load_kg for one, other in known)
    assert sum(other.load_kg > one.load_kg for one, other in known) >= 0.9 * len(known)


def test_units_decide_which_plates_there_are() -> None:
    for units, step in (("kg", PLATE_KG), ("lb", PLATE_LB * KG_PER_LB)):
        document = plan(STRENGTH, athlete={"one_rep_maxes": KILOGRAMS, "units": units})
        loads = {e.load_kg for e in exercises(*sessions(document)) if e.load_kg is not None}
        assert len(loads) >= 5
        assert all(abs(load / step - round(load / step)) < 0.01 for load in loads), units


@pytest.mark.parametrize("every", range(3, 9))
def test_a_deload_comes_every_so_many_weeks_and_never_last(every: int) -> None:
    document = plan({**GYM, "duration_weeks": 12}, deload_every_weeks=every)
    deloads = [microcycle.index for microcycle in document.microcycles if microcycle.is_deload]
    assert deloads == [week for week in range(1, 12) if week % every == 0]


@pytest.mark.parametrize("base", [STRENGTH, GYM], ids=["strength", "hypertrophy"])
def test_each_style_gives_a_mesocycle_of_its_own(base: dict[str, Any]) -> None:
    """Reps, load, effort and pauses of the same main lifts over the first mesocycle, all different from one another."""
    courses = {style: course(plan({**base, "progression_style": style})) for style in STYLES}
    for one, other in itertools.combinations(STYLES, 2):
        shared = courses[one].keys() & courses[other].keys()
        assert shared
        differing = sum(courses[one][lift] != courses[other][lift] for lift in shared)
        assert differing >= 0.8 * len(shared), (one, other)


@pytest.mark.parametrize("style", STYLES)
def test_every_style_asks_for_more_as_the_mesocycle_goes_on(style: ProgressionStyle) -> None:
    for weeks in course(plan({**STRENGTH, "progression_style": style})).values():
        assert len(set(weeks)) == len(weeks) or style is ProgressionStyle.WAVE_LOADING
        reps, loads = [week[0] for week in weeks], [week[1] or 0.0 for week in weeks]
        assert max(loads[1:]) > loads[0] or max(reps[1:]) > reps[0]


def course(document: ProgramDocument) -> dict[str, tuple[tuple[Any, ...], ...]]:
    """Main lifts that come in all three weeks of the first mesocycle → what each week asks for first."""
    weeks: list[dict[str, PlannedExercise]] = []
    for microcycle in document.microcycles[:3]:
        lifts: dict[str, PlannedExercise] = {}
        for exercise in exercises(*microcycle.sessions, role=ExerciseRole.MAIN):
            lifts.setdefault(exercise.movement, exercise)
        weeks.append(lifts)
    kept = [lift for lift in weeks[0] if all(lift in week for week in weeks)]
    return {lift: tuple(asked(week[lift]) for week in weeks) for lift in kept}


def asked(exercise: PlannedExercise) -> tuple[Any, ...]:
    return exercise.reps_max, exercise.percent_1rm, exercise.rpe, exercise.tempo


def test_more_days_and_more_minutes_give_the_muscles_more() -> None:
    for setting, less, more in (("days_per_week", 2, 4), ("session_minutes", 40, 75)):
        one, other = plan({**GYM, setting: less}), plan({**GYM, setting: more})
        assert weekly(other, *MAJORS) > 1.15 * weekly(one, *MAJORS)
        assert training(one)
