"""What a coach looks for before signing: loads that mean something, spared knees, and words that fit what is done."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest

from alloy_engine.domain.program import PlannedExercise, PlannedMicrocycle, ProgramDocument
from alloy_engine.domain.vocabulary import ExerciseRole, Goal, MovementPattern, Muscle
from alloy_engine.session.slots.accessories import TRUNK
from tests.property.programs import GYM, exercises, materials, plan, training

MAIN = ExerciseRole.MAIN
HINGE = MovementPattern.HINGE
STRONG: dict[str, Any] = {"goals": {"strength": 8, "hypertrophy": 2}, "duration_weeks": 12, "session_minutes": 75}
WITH_A_LOAD = [
    ({"equipment": "full gym", "experience": "beginner"}, set()),
    ({"equipment": "kettlebells", "experience": "intermediate"}, {MovementPattern.VERTICAL_PULL}),
]
IMPACT = {"burpee", "jumping_jack", "seal_jack", "skipping_in_place", "jump_rope", "squat_jump", "pogo_jump"}


def test_a_bar_that_only_holds_the_body_has_no_percentage_and_no_ramp() -> None:
    rules = materials().policy.prescription.loads
    garage = {"equipment": "barbell garage", "experience": "beginner"}
    document = plan({**GYM, "goals": {"hypertrophy": 10}}, athlete=garage)
    hung = [e for e in exercises(*training(document)) if e.movement in rules.hung]
    assert hung
    assert not [e.name for e in hung if e.percent_1rm is not None or e.ramp_sets]
    assert all(movement in materials().catalogue for movement in rules.hung)


def test_a_severe_knee_neither_jumps_nor_skips() -> None:
    knee = {"equipment": "bodyweight", "limitations": [{"region": "knee", "severity": "severe"}]}
    document = plan({**GYM, "goals": {"fat_loss": 6, "mobility": 4}}, athlete=knee)
    assert not {e.movement for e in exercises(*training(document))} & IMPACT
    assert not [gate for session in training(document) for gate in session.gates if not gate.ok]


def test_what_has_no_load_is_not_told_to_take_more() -> None:
    document = plan({**GYM, "goals": {"explosiveness": 6, "fat_loss": 4}}, athlete={"equipment": "bodyweight"})
    told = [e.note or "" for e in exercises(*training(document), role=MAIN) if e.percent_1rm is None]
    assert told
    assert not [note for note in told if any(word in note for word in (" weight", " load", "heavier", "lighter"))]


def test_a_jump_at_its_most_is_not_said_to_gain_a_rep() -> None:
    document = plan({**GYM, "goals": {"explosiveness": 10}}, progression_style="single_progression",
                    deload_every_weeks=8, athlete={"equipment": "bodyweight"})  # fmt: skip
    before: dict[str, int] = {}
    said = 0
    for microcycle in document.microcycles:
        jumps = [e for e in exercises(*microcycle.sessions, role=MAIN) if e.pattern is MovementPattern.PLYOMETRIC]
        for each in jumps:
            if each.note == "One rep more than last week.":
                assert (each.reps_min or 0) > before.get(each.movement, 0), microcycle.index
                said += 1
        before = {each.movement: each.reps_min or 0 for each in jumps}
    assert said


def mains(microcycle: PlannedMicrocycle) -> Iterator[PlannedExercise]:
    return exercises(*microcycle.sessions, role=MAIN)


def mesocycles(document: ProgramDocument) -> Iterator[PlannedMicrocycle]:
    """The first microcycle of each."""
    begins = True
    for microcycle in document.microcycles:
        if begins:
            yield microcycle
        begins = microcycle.is_deload


@pytest.mark.parametrize(("athlete", "but"), WITH_A_LOAD, ids=["beginner", "kettlebells"])
def test_main_lifts_can_grow_heavier_where_there_is_something_to_lift(
    athlete: dict[str, Any], but: set[MovementPattern]
) -> None:
    found = [e for m in plan(GYM, athlete=athlete).microcycles for e in mains(m)]
    bare = [e.name for e in found if e.percent_1rm is None and e.pattern not in but]
    assert len(bare) <= 0.02 * len(found), bare


def test_a_calisthenics_athlete_keeps_push_ups_in_a_gym() -> None:
    document = plan(GYM, disciplines={"calisthenics": 10})
    assert [e for m in document.microcycles for e in mains(m) if e.percent_1rm is None and not e.equipment]


def test_a_beginners_week_has_a_steady_lift_of_every_pattern_that_has_them() -> None:
    rules = materials().policy.relaxation.steady
    document = plan(GYM, days_per_week=3, athlete={"experience": "beginner"})
    for microcycle in mesocycles(document):
        there = {e.pattern for e in mains(microcycle)}
        held = {e.pattern for e in mains(microcycle) if not rules.equipment.isdisjoint(e.equipment)}
        assert there & set(rules.patterns) <= held, microcycle.index


def test_who_trains_for_strength_deadlifts_in_every_mesocycle() -> None:
    rules, catalogue = materials().policy.relaxation.competition, materials().catalogue
    for begun in mesocycles(plan({**GYM, **STRONG})):
        deadlifts = [e for e in mains(begun) if e.pattern is HINGE and rules.holds(catalogue[e.movement])]
        assert deadlifts, begun.index


def test_where_no_such_deadlift_is_allowed_another_hinge_comes_without_a_relaxed_rule() -> None:
    rules = materials().policy.relaxation.competition
    tested = [m.id for m in materials().catalogue.movements if rules.holds(m) and m.pattern is HINGE]
    forbidden = [{"movement": movement, "rule": "hard_no"} for movement in tested]
    document = plan({**GYM, **STRONG}, movement_rules=forbidden)
    hinges = [e for m in document.microcycles for e in mains(m) if e.pattern is HINGE]
    assert hinges
    assert not [e.name for e in hinges if e.relaxation_step]


def test_light_sets_of_a_deload_rest_no_longer_than_heavy_ones_usually_do() -> None:
    document = plan({**GYM, **STRONG})
    most = materials().policy.prescription.main[Goal.STRENGTH].rest.usual
    rests = [e.rest_seconds for m in document.microcycles if m.is_deload for e in exercises(*m.sessions)]
    assert rests
    assert max(rests) <= most


def test_a_gym_session_has_no_two_lifts_of_one_kind() -> None:
    catalogue, twice = materials().catalogue, list[tuple[str, str]]()
    for session in training(plan(GYM, days_per_week=6)):
        lifts = [e for role in (MAIN, ExerciseRole.ACCESSORY) for e in exercises(session, role=role)]
        for one, other in combinations([e for e in lifts if e.pattern is not HINGE], 2):
            if catalogue[one.movement].family == catalogue[other.movement].family:
                twice += [(one.name, other.name)] * (one.primary_muscle is other.primary_muscle)
    assert len(twice) <= 2, twice


BODYBUILDER: dict[str, Any] = {
    "goals": {"hypertrophy": 10}, "disciplines": {"bodybuilding": 10}, "days_per_week": 4, "session_minutes": 60,
    "split": "upper_lower", "athlete": {"equipment": "full gym", "experience": "intermediate"},
}  # fmt: skip


def test_who_trains_for_size_has_a_lift_for_each_side_of_the_arm_in_every_microcycle() -> None:
    """Presses and pulls gave arms all the sets they were to have, and a body builder got no curl."""
    document = plan(BODYBUILDER)
    assert document.microcycles
    for microcycle in document.microcycles:
        trained = {each.primary_muscle for each in exercises(*microcycle.sessions, role=ExerciseRole.ACCESSORY)}
        assert {Muscle.BICEPS, Muscle.TRICEPS} <= trained, microcycle.index


def test_one_accessory_of_a_session_is_for_the_middle_of_the_body() -> None:
    """Push days had four sets of knee raises and three of rotations, and no fly."""
    document = plan(BODYBUILDER | {"days_per_week": 6, "session_minutes": 75, "split": "ppl"})
    trunk = [
        sum(each.primary_muscle in TRUNK for each in exercises(session, role=ExerciseRole.ACCESSORY))
        for session in training(document)
    ]
    assert max(trunk) == 1
