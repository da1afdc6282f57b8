"""Any goals, minutes, kit, day and week: the session keeps its time, its counts and its limits."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alloy_engine.domain.clock import session_minutes
from alloy_engine.domain.history import History
from alloy_engine.domain.vocabulary import ExerciseRole, Goal, PersonaAggression, Phase, ProgressionStyle, SessionType
from alloy_engine.quality.session_gates import units
from alloy_engine.session.doses.loads import KG_PER_LB
from tests.strategies import PRESETS, dollars, values
from tests.unit.session.crafted import day_of, exercises, hard_sets, material, pool_of, session_of

TRAINED = [kind for kind in SessionType if kind is not SessionType.RECOVERY]
REQUESTS = st.fixed_dictionaries(
    {
        "goals": dollars(values(Goal), 3),
        "session_minutes": st.integers(6, 24).map(lambda step: 5 * step),
        "days_per_week": st.integers(2, 7),
        "progression_style": st.sampled_from([style.value for style in ProgressionStyle]),
        "persona": st.fixed_dictionaries({"aggression": st.sampled_from(values(PersonaAggression))}),
        "athlete": st.fixed_dictionaries(
            {
                "equipment": st.sampled_from(PRESETS),
                "experience": st.sampled_from(["beginner", "intermediate", "advanced"]),
                "units": st.sampled_from(["kg", "lb"]),
                "one_rep_maxes": st.just({"back_squat": {"value": 120}, "bench_press": {"value": 90}}),
            }
        ),
        "seed": st.integers(0, 50),
    }
)
SLOW = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(request=REQUESTS, kind=st.sampled_from(TRAINED), weeks=st.integers(2, 4))
def test_time_is_met_and_weeks_compare(request: dict[str, Any], kind: SessionType, weeks: int) -> None:
    pool, history, minutes = pool_of(**request), History(), request["session_minutes"]
    rules = material()[1].prescription.time
    counts: list[int] = []
    for week in range(weeks + 1):
        phase = Phase.DELOAD if week == weeks else Phase.ACCUMULATION
        day = day_of(kind, minutes, week=week, weeks=weeks, phase=phase)
        session = session_of(day, pool, history)
        history = history.then(day, session)
        length = session_minutes(session, rules)
        assert abs(length - day.target_minutes) <= 0.05 * day.target_minutes, session.note
        assert abs(session.estimated_minutes - length) <= 0.051
        chosen = [exercise.movement for exercise in exercises(session)]
        assert len(chosen) == len(set(chosen))
        counts.append(hard_sets(session))
    if kind.is_lifting:
        assert counts[-1] < counts[-2]


@SLOW
@given(request=REQUESTS, kind=st.sampled_from([kind for kind in TRAINED if kind.is_lifting]))
def test_every_prescription_is_complete_and_within_reason(request: dict[str, Any], kind: SessionType) -> None:
    session = session_of(day_of(kind, request["session_minutes"]), pool_of(**request))
    pounds = request["athlete"]["units"] == "lb"
    for exercise in exercises(session, ExerciseRole.MAIN, ExerciseRole.ACCESSORY):
        assert (exercise.reps_min is None) == (exercise.reps_max is None)
        assert (exercise.reps_min is None) != (exercise.seconds is None)
        assert 1 <= exercise.sets <= 6
        assert exercise.rpe is not None
        assert 5 <= exercise.rpe <= 9.5
        assert exercise.rest_seconds % 5 == 0
        assert exercise.rest_seconds <= 420
        if exercise.load_kg is not None:
            step = exercise.load_kg / KG_PER_LB / 5 if pounds else exercise.load_kg / 2.5
            assert abs(step - round(step)) < 0.01
    assert (6 if request["session_minutes"] <= 35 else 8) <= units(session) <= 15
