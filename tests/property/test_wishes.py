"""Movements a coach insists on or prefers: placed in every window, or the program says why not."""

from __future__ import annotations

import random
from typing import Any

import pytest

from alloy_engine.domain.movement import Movement
from alloy_engine.domain.program import ProgramDocument
from alloy_engine.domain.vocabulary import ExerciseRole
from tests.property.programs import BASES, BODYWEIGHT, GYM, HOME, materials, plan, sessions, training, used, windows

CADENCES = ("per_microcycle", "weekly", "biweekly")
KETTLEBELLS = {**GYM, "goals": {"fat_loss": 5, "strength": 5}, "athlete": {"equipment": "kettlebells"}}
KITS = {**BASES, "kettlebells": KETTLEBELLS}
LONG_DAYS = {**BODYWEIGHT, "goals": {"strength": 6, "mobility": 4}, "days_per_week": 3, "session_minutes": 110}
LONG_DAYS["split"] = "upper_lower"
SAMPLE = 12  # movements for each kit
NO_FINISHER = "a deload has no finisher"


def sampled(kind: str) -> list[tuple[str, str, str]]:
    """Movements at random that each kit allows, with a cadence."""
    found = []
    for kit, base in KITS.items():
        draw = random.Random(f"{kind} {kit}")
        owned = materials().presets[base.get("athlete", {}).get("equipment", "full gym")]
        usable = [movement.id for movement in materials().catalogue.movements if movement.usable_with(owned)]
        found += [(kit, movement, draw.choice(CADENCES)) for movement in draw.sample(usable, SAMPLE)]
    return found


def wished(kit: str, movement: str, rule: str, cadence: str) -> ProgramDocument:
    return plan(KITS[kit], movement_rules=[{"movement": movement, "rule": rule, "cadence": cadence}])


def missing(document: ProgramDocument, movement: str, cadence: str) -> list[Any]:
    return [window for window in windows(document, cadence) if movement not in used(*window)]


@pytest.mark.parametrize(("kit", "movement", "cadence"), sampled("hard_yes"))
def test_a_must_have_comes_in_every_window_that_can_hold_it(kit: str, movement: str, cadence: str) -> None:
    """A movement for circuits alone has no place in a deload, and that is said; nothing else is left out."""
    document = wished(kit, movement, "hard_yes", cadence)
    late = missing(document, movement, cadence)
    circuits_alone = not set(materials().catalogue[movement].roles) - {ExerciseRole.FINISHER, ExerciseRole.CONDITIONING}
    assert len(late) <= (2 if circuits_alone else 0)
    if late:
        (said,) = [line for line in document.unmet if line.startswith(f"{movement} (must-have")]
        assert NO_FINISHER in said
    assert not [gate for session in training(document) for gate in session.gates if not gate.ok]
    broken = {gate.name for m in document.microcycles for gate in m.gates if not gate.ok}
    assert broken <= ({"must_have"} if late else set())


def test_a_preference_never_lowers_and_mostly_raises_how_often_a_movement_comes() -> None:
    found = []
    for kit, movement, cadence in sampled("preferred"):
        before, after = plan(KITS[kit]), wished(kit, movement, "preferred", cadence)
        found.append((used(*sessions(before))[movement], used(*sessions(after))[movement], movement))
    assert [each for each in found if each[1] < each[0]] == []
    assert sum(after > before for before, after, _ in found) >= 0.9 * len(found)


# Each of these found no place once: no block of the program takes it, or none that stands whatever time there is.
HARD_TO_PLACE = [
    (HOME, "burpee_dumbbell_snatch", "weekly"),  # for circuits, and the program has none
    (HOME, "single_leg_sliding_leg_curl", "per_microcycle"),
    (BODYWEIGHT, "bodyweight_triceps_extension", "weekly"),  # an accessory, and finishers stand in their place
    (BODYWEIGHT, "broad_jump", "per_microcycle"),  # a main lift of a pattern no day has
    (GYM, "ski_erg_intervals", "weekly"),  # easy cardio that is only there where time is left
    (KETTLEBELLS, "dumbbell_calf_raise", "weekly"),
    (LONG_DAYS, "countermovement_jump", "weekly"),  # held as a drill, of which long sessions drop the later ones
]


@pytest.mark.parametrize("rule", ["hard_yes", "preferred"])
@pytest.mark.parametrize(("base", "movement", "cadence"), HARD_TO_PLACE, ids=[each[1] for each in HARD_TO_PLACE])
def test_a_place_is_made_where_there_is_none(base: dict[str, Any], movement: str, cadence: str, rule: str) -> None:
    document = plan(base, movement_rules=[{"movement": movement, "rule": rule, "cadence": cadence}])
    for window in missing(document, movement, cadence):
        assert any(NO_FINISHER in session.note for session in window)
    assert len(missing(document, movement, cadence)) <= 1


def test_what_cannot_be_placed_says_which_constraint_forbids_it() -> None:
    rules = [
        {"movement": "back_squat", "rule": "hard_yes"},
        {"movement": "wall_handstand_push_up", "rule": "hard_yes"},
    ]
    hurt = [{"region": "shoulder", "severity": "severe"}]
    document = plan(BODYWEIGHT, movement_rules=rules, athlete={"limitations": hurt})
    reasons = {line.split(" ")[0]: line for line in document.unmet if "must-have" in line}
    assert "equipment" in reasons["back_squat"]
    assert "shoulder" in reasons["wall_handstand_push_up"]


def test_more_wishes_than_accessories_are_told_apart() -> None:
    """Five accessories for one leg day: what is left over says that the places are taken, and by what."""
    curls = [
        movement.id
        for movement in materials().catalogue.movements
        if is_isolation_for(movement, "calves") and movement.usable_with(materials().presets["full gym"])
    ][:7]
    rules = [{"movement": movement, "rule": "hard_yes"} for movement in curls]
    document = plan({**GYM, "days_per_week": 2, "split": "upper_lower"}, movement_rules=rules)
    left_out = [line for line in document.unmet if "must-have" in line]
    for line in left_out:
        assert "other wishes have taken" in line or "movements already" in line
    assert len(left_out) < len(curls)


def is_isolation_for(movement: Movement, muscle: str) -> bool:
    return movement.primary.value == muscle and movement.roles == (ExerciseRole.ACCESSORY,)


def test_a_wish_that_the_mesocycle_carries_on_later_in_the_week_has_no_second_place_before() -> None:
    """Half-hours hold nine to twelve lifts a week, and seven in ten of them are to be different ones."""
    athlete = {"equipment": "barbell garage", "experience": "advanced",
               "limitations": [{"region": "shoulder", "severity": "severe"}]}  # fmt: skip
    wish = {"movement": "muscle_clean", "rule": "hard_yes", "cadence": "biweekly"}
    document = plan(GYM, goals={"hypertrophy": 7, "speed": 3}, days_per_week=3, session_minutes=30, athlete=athlete,
                    disciplines={"running": 4, "bodybuilding": 3, "strongman": 3}, movement_rules=[wish])  # fmt: skip
    weeks = [used(*microcycle.sessions)["muscle_clean"] for microcycle in document.microcycles]
    assert max(weeks[5:]) == 1  # after the first week of the second mesocycle, which has nothing to carry on
    assert not missing(document, "muscle_clean", "biweekly")
