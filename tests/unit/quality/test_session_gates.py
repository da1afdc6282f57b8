"""Each gate of a session: a good session passes all, and one spoiled in one respect fails exactly that gate."""

from __future__ import annotations

from typing import Any

import pytest

from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.program import Gate, PlannedSession
from alloy_engine.domain.vocabulary import ExerciseRole, MovementPattern, SessionType
from alloy_engine.quality import session_gates
from tests.unit.quality.crafted import (
    CATALOGUE,
    block_of,
    conditioning_session,
    exercise,
    finished,
    lifting_session,
    movements,
    respelled,
    rest,
    support,
    timed,
    without,
)
from tests.unit.structure.plans import POLICY, brief_of, planned

BRIEF = brief_of(days_per_week=3)
STRUCTURE = planned(days_per_week=3)
SESSION = lifting_session(STRUCTURE.days[0])
DAY = timed(STRUCTURE.days[0], SESSION)


def gates(session: PlannedSession, day: DayPlan = DAY, **request: Any) -> tuple[Gate, ...]:
    brief = brief_of(**{"days_per_week": 3, **request})
    return session_gates(session, day, brief, CATALOGUE, POLICY)


def failing(session: PlannedSession, day: DayPlan = DAY, **request: Any) -> dict[str, str]:
    return {gate.name: gate.detail for gate in gates(session, day, **request) if not gate.ok}


def stated_anew(session: PlannedSession) -> PlannedSession:
    """The same session with its minutes counted again, so that only the spoiled respect is off."""
    return finished(DAY, session.blocks)


def test_a_good_session_passes_every_gate() -> None:
    found = gates(SESSION)
    assert [gate.name for gate in found] == [
        "structure_complete", "block_counts", "movement_count", "time", "patterns", "no_duplicates", "hard_constraints",
    ]  # fmt: skip
    assert all(gate.ok and gate.detail for gate in found)


def test_a_recovery_day_has_no_gates() -> None:
    day = next(day for day in STRUCTURE.days if day.type is SessionType.RECOVERY)
    assert gates(rest(day), day) == ()


def test_an_empty_session_is_not_complete() -> None:
    empty = SESSION.model_copy(update={"blocks": (), "estimated_minutes": 0.0})
    assert failing(empty)["structure_complete"] == "the session has no blocks"


def test_a_missing_block_is_named() -> None:
    assert "no cooldown block" in failing(without(SESSION, ExerciseRole.COOLDOWN))["structure_complete"]


def test_an_exercise_without_reps_or_time_is_not_complete() -> None:
    mains = list(block_of(SESSION, ExerciseRole.MAIN).exercises)
    mains[0] = mains[0].model_copy(update={"reps_min": None, "reps_max": None})
    assert "neither reps nor seconds" in failing(respelled(SESSION, ExerciseRole.MAIN, mains))["structure_complete"]


def test_a_session_of_another_day_is_not_complete() -> None:
    other = SESSION.model_copy(update={"date": STRUCTURE.days[1].date})
    assert failing(other) == {"structure_complete": "the session is not the day's"}


@pytest.mark.parametrize("count", [1, 6])
def test_a_warmup_block_holds_two_to_five(count: int) -> None:
    accessories = respelled(SESSION, ExerciseRole.ACCESSORY, block_of(SESSION, ExerciseRole.ACCESSORY).exercises[:2])
    session = finished(DAY, [support(ExerciseRole.WARMUP, count), *accessories.blocks[1:]])
    assert failing(session, timed(DAY, session)) == {"block_counts": f"{count} in warmup, 2 to 5 wanted"}


def test_a_session_of_normal_length_needs_accessories_or_a_finisher() -> None:
    session = finished(DAY, without(SESSION, ExerciseRole.ACCESSORY).blocks)
    day = timed(DAY, session)
    assert failing(session, day._replace(target_minutes=day.target_minutes))["block_counts"].startswith(
        "0 in accessory"
    )
    finisher = block_of(conditioning_session(DAY, stations=3, minutes=10), ExerciseRole.CONDITIONING)
    swapped = [*session.blocks[:-1], finisher.model_copy(update={"role": ExerciseRole.FINISHER}), session.blocks[-1]]
    with_finisher = finished(DAY, swapped)
    assert "block_counts" not in failing(with_finisher, timed(DAY, with_finisher))


def test_large_endurance_goals_want_six_light_mains() -> None:
    detail = failing(SESSION, goals={"endurance": 6, "strength": 4})["block_counts"]
    assert detail == f"{len(DAY.focus)} in main, 6 to 10 wanted"


def trimmed(warmups: int, mains: int, accessories: int, cooldowns: int) -> PlannedSession:
    return finished(
        DAY,
        [
            support(ExerciseRole.WARMUP, warmups),
            block_of(SESSION, ExerciseRole.MAIN).model_copy(
                update={"exercises": block_of(SESSION, ExerciseRole.MAIN).exercises[:mains]}
            ),
            block_of(SESSION, ExerciseRole.ACCESSORY).model_copy(
                update={"exercises": block_of(SESSION, ExerciseRole.ACCESSORY).exercises[:accessories]}
            ),
            support(ExerciseRole.COOLDOWN, cooldowns),
        ],
    )


def test_a_session_holds_at_least_eight_movements_or_six_when_short_or_deload() -> None:
    seven = trimmed(2, 2, 2, 1)
    day = timed(DAY, seven)
    long = day._replace(target_minutes=36)
    assert "movement_count" in failing(seven, long)
    assert "movement_count" not in failing(seven, day._replace(target_minutes=35))
    assert "movement_count" not in failing(seven, long._replace(is_deload=True))
    assert "movement_count" not in failing(trimmed(2, 2, 2, 2), long)


def test_time_may_be_five_percent_off() -> None:
    minutes = SESSION.estimated_minutes
    for share, ok in ((0.952, True), (0.94, False), (1.05, True), (1.07, False)):
        gate = next(
            gate for gate in gates(SESSION, DAY._replace(target_minutes=minutes / share)) if gate.name == "time"
        )
        assert gate.ok is ok, (share, gate.detail)


def test_a_stated_estimate_the_prescription_does_not_bear_out_fails() -> None:
    lied = SESSION.model_copy(update={"estimated_minutes": SESSION.estimated_minutes + 10})
    assert list(failing(lied)) == ["time"]
    assert "are stated" in failing(lied)["time"]


def test_one_pattern_is_not_enough() -> None:
    squats = [exercise(m) for m in movements(ExerciseRole.MAIN, MovementPattern.SQUAT)[:3]]
    more = [
        exercise(m)
        for m in movements(ExerciseRole.ACCESSORY, MovementPattern.SQUAT)
        if m.id not in {s.movement for s in squats}
    ]
    session = respelled(respelled(SESSION, ExerciseRole.MAIN, squats), ExerciseRole.ACCESSORY, more[:3])
    session = stated_anew(session)
    assert failing(session, timed(DAY, session)) == {"patterns": "1 patterns (squat), at least 2 wanted"}


def test_a_movement_twice_fails_wherever_it_comes_again() -> None:
    mains = block_of(SESSION, ExerciseRole.MAIN).exercises
    accessories = [*block_of(SESSION, ExerciseRole.ACCESSORY).exercises[:2], mains[0]]
    session = stated_anew(respelled(SESSION, ExerciseRole.ACCESSORY, accessories))
    assert failing(session, timed(DAY, session)) == {"no_duplicates": f"{mains[0].movement} comes 2 times"}


def test_hard_constraints_are_checked_without_trust() -> None:
    main = block_of(SESSION, ExerciseRole.MAIN).exercises[0]
    movement = CATALOGUE[main.movement]
    ruled_out = failing(SESSION, movement_rules=[{"movement": main.movement, "rule": "hard_no"}])
    assert ruled_out == {"hard_constraints": f"{main.movement} is ruled out"}
    pattern = [{"pattern": movement.pattern.value, "severity": "severe"}]
    assert list(failing(SESSION, athlete={"limitations": pattern})) == ["hard_constraints"]
    mild = [{"pattern": movement.pattern.value, "severity": "mild"}]
    assert failing(SESSION, athlete={"limitations": mild}) == {}
    needy = [m for m in movements(ExerciseRole.MAIN) if not m.usable_with(frozenset())]
    session = stated_anew(respelled(SESSION, ExerciseRole.MAIN, [exercise(m) for m in needy[:4]]))
    assert "needs equipment" in failing(session, athlete={"equipment": "bodyweight"})["hard_constraints"]


def test_a_severely_injured_region_excludes_what_loads_it() -> None:
    movement = next(m for m in movements(ExerciseRole.MAIN) if m.contraindications)
    mains = [exercise(movement), *block_of(SESSION, ExerciseRole.MAIN).exercises[1:]]
    session = respelled(SESSION, ExerciseRole.MAIN, mains)
    region = movement.contraindications[0].value
    detail = failing(session, athlete={"limitations": [{"region": region, "severity": "severe"}]})["hard_constraints"]
    assert f"{movement.id} loads the injured {region.replace('_', ' ')}" in detail


def test_an_unknown_movement_is_a_violation() -> None:
    mains = list(block_of(SESSION, ExerciseRole.MAIN).exercises)
    mains[0] = mains[0].model_copy(update={"movement": "no_such_lift"})
    assert failing(respelled(SESSION, ExerciseRole.MAIN, mains)) == {
        "hard_constraints": "no_such_lift is not in the catalogue"
    }


@pytest.mark.parametrize(("stations", "minutes", "ok"), [(5, 20, True), (4, 25, False), (6, 19, False)])
def test_conditioning_wants_five_stations_and_twenty_minutes(stations: int, minutes: float, ok: bool) -> None:
    day = DAY._replace(type=SessionType.CONDITIONING, focus=())
    session = conditioning_session(day, stations, minutes)
    day = timed(day, session)._replace(target_minutes=60)
    assert ("block_counts" not in failing(session, day)) is ok


def test_short_conditioning_needs_half_its_target() -> None:
    day = DAY._replace(type=SessionType.CONDITIONING, focus=())
    session = conditioning_session(day, 5, 15)
    assert "block_counts" not in failing(session, day._replace(target_minutes=30))
    assert "block_counts" in failing(session, day._replace(target_minutes=31))


def test_mobility_wants_six_to_ten_drills() -> None:
    day = DAY._replace(type=SessionType.MOBILITY, focus=())
    drills = [m for m in CATALOGUE.movements if ExerciseRole.MOBILITY in m.roles]
    for count, ok in ((5, False), (6, True), (10, True), (11, False)):
        blocks = [block_of(SESSION, ExerciseRole.MAIN).model_copy(
            update={"role": ExerciseRole.MOBILITY, "exercises": tuple(exercise(m) for m in drills[:count])}
        )]  # fmt: skip
        session = finished(day, blocks)
        assert (failing(session, timed(day, session)) == {}) is ok
