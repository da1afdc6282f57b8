"""Who trains for power in a gym jumps, throws and lifts a proper bar, with few reps and ramps before them."""

from __future__ import annotations

from typing import Any

import pytest

from alloy_engine.domain.program import PlannedExercise, PlannedSession
from alloy_engine.domain.vocabulary import LEG_DAYS, ExerciseRole, MovementPattern
from tests.property.programs import GYM, exercises, materials, plan, training

MAIN, PLYOMETRIC, OLYMPIC = ExerciseRole.MAIN, MovementPattern.PLYOMETRIC, MovementPattern.OLYMPIC
LIFTERS: dict[str, dict[str, Any]] = {
    "power": {"goals": {"explosiveness": 10}, "athlete": {"experience": "advanced"}},
    "power and strength": {"goals": {"explosiveness": 6, "strength": 4}, "days_per_week": 3, "session_minutes": 75},
    "garage": {"goals": {"explosiveness": 8, "mobility": 2}, "athlete": {"equipment": "barbell garage"}},
}
JUMP_REPS, PUSH_UP_REPS = 2, 5


def sessions_of(who: str) -> list[PlannedSession]:
    return [session for session in training(plan({**GYM, **LIFTERS[who]})) if session.type.is_lifting]


def lifts(*planned: PlannedSession) -> list[PlannedExercise]:
    """Main lifts that are no jumps and no throws."""
    return [each for each in exercises(*planned, role=MAIN) if each.pattern is not PLYOMETRIC]


@pytest.mark.parametrize("who", LIFTERS)
def test_main_lifts_are_loaded_and_not_held_in_the_hands(who: str) -> None:
    found = lifts(*sessions_of(who))
    held = [each.name for each in found if materials().catalogue[each.movement].family == "goblet_squat"]
    pull_up = MovementPattern.VERTICAL_PULL  # is load enough where a garage has nothing to add to it
    bare = [each.name for each in found if each.percent_1rm is None and each.pattern is not pull_up]
    assert len(held) + len(bare) <= 0.02 * len(found), (held, bare)


@pytest.mark.parametrize("who", LIFTERS)
def test_leg_days_open_with_jumps_and_olympic_lifts_in_turn(who: str) -> None:
    opened = [next(exercises(s, role=MAIN)).pattern for s in sessions_of(who) if s.type in LEG_DAYS]
    assert set(opened) == {PLYOMETRIC, OLYMPIC}
    assert abs(opened.count(PLYOMETRIC) - opened.count(OLYMPIC)) <= 0.4 * len(opened)


def test_who_competes_in_olympic_lifts_does_one_on_every_leg_day() -> None:
    document = plan({**GYM, **LIFTERS["power"]}, disciplines={"olympic_weightlifting": 10})
    opened = {next(exercises(s, role=MAIN)).pattern for s in training(document) if s.type in LEG_DAYS}
    assert opened == {OLYMPIC}


def test_beginners_jump_before_they_clean() -> None:
    document = plan({**GYM, **LIFTERS["power"]}, athlete={"experience": "beginner"})
    assert not [each for each in exercises(*training(document), role=MAIN) if each.pattern is OLYMPIC]


@pytest.mark.parametrize("who", [*LIFTERS, "home"])
def test_nothing_without_a_load_is_done_once(who: str) -> None:
    """A jump is done twice and more, a push-up five times and more; jumps stay short."""
    if who == "home":
        kit = "home: dumbbells + bench + bands"
        planned = training(plan({**GYM, "goals": {"speed": 5, "mobility": 5}}, athlete={"equipment": kit}))
    else:
        planned = sessions_of(who)
    bare = [each for each in exercises(*planned, role=MAIN) if each.percent_1rm is None and each.reps_min is not None]
    jumps = [each.reps_min or 0 for each in bare if each.pattern is PLYOMETRIC]
    assert jumps
    assert min(jumps) >= JUMP_REPS
    assert max(jumps) <= materials().policy.prescription.main["speed"].reps.high
    assert all((each.reps_min or 0) >= PUSH_UP_REPS for each in bare if each.pattern is not PLYOMETRIC)


@pytest.mark.parametrize("who", LIFTERS)
def test_the_first_lift_with_a_load_has_ramps_after_jumps_too(who: str) -> None:
    jumped = [s for s in sessions_of(who) if next(exercises(s, role=MAIN)).pattern is PLYOMETRIC]
    assert jumped
    for session in jumped:
        first = next(each for each in exercises(session, role=MAIN) if each.percent_1rm is not None)
        assert first.ramp_sets, (session.date, first.name)
