"""What a coach looks for before signing: loads that mean something, spared knees, and words that fit what is done."""

from __future__ import annotations

from alloy_engine.domain.vocabulary import ExerciseRole, MovementPattern
from tests.property.programs import GYM, exercises, materials, plan, training

MAIN = ExerciseRole.MAIN
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
