"""Every row of the coach audit, at the edges of its band."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from alloy_engine.catalogue.policies.audit import Band
from alloy_engine.domain.calendar import Structure
from alloy_engine.domain.program import AuditRow, PlannedExercise, PlannedSession
from alloy_engine.domain.vocabulary import ExerciseRole, Goal, MovementPattern, Muscle
from alloy_engine.quality import audit
from tests.unit.quality.crafted import CATALOGUE, block, block_of, exercise, movements, program, respelled, rest
from tests.unit.structure.plans import POLICY, brief_of, planned

REQUEST: dict[str, Any] = {"days_per_week": 3, "duration_weeks": 8, "session_minutes": 90}
STRUCTURE = planned(**REQUEST)
SESSIONS = program(STRUCTURE)
Change = Callable[[PlannedExercise, int], PlannedExercise]


def rows(sessions: list[PlannedSession], structure: Structure = STRUCTURE, **request: Any) -> dict[str, AuditRow]:
    brief = brief_of(**{**REQUEST, **request})
    return {row.check: row for row in audit(structure, sessions, brief, CATALOGUE, POLICY)}


def changed(role: ExerciseRole, change: Change) -> list[PlannedSession]:
    """Every exercise of a role changed; `change` is told the microcycle's index."""
    result = []
    for day, session in zip(STRUCTURE.days, SESSIONS, strict=True):
        if session.blocks:
            exercises = [change(e, day.microcycle) for e in block_of(session, role).exercises]
            result.append(respelled(session, role, exercises))
        else:
            result.append(session)
    return result


def only(muscle_sets: dict[str, int], sessions_a_week: int = 1, secondary: int = 0) -> list[PlannedSession]:
    """A program whose only lifts give each major so many direct sets in each of its sessions."""
    mains = []
    for name, sets in muscle_sets.items():
        muscle = Muscle(name)
        mains.append(
            PlannedExercise(
                movement=f"lift_{name}",
                name=name,
                pattern=MovementPattern.SQUAT,
                primary_muscle=muscle,
                secondary_muscles=(Muscle.CALVES,) * secondary,
                compound=True,
                skill="beginner",
                sets=sets,
                reps_min=5,
                reps_max=5,
                rest_seconds=180,
                rpe=8.0,
                percent_1rm=85.0,
            )
        )
    result = []
    for microcycle in STRUCTURE.microcycles:
        lifted = 0
        for day in microcycle.days:
            session = rest(day)
            if day.type.is_lifting and lifted < sessions_a_week:
                session = session.model_copy(update={"blocks": (block(ExerciseRole.MAIN, mains),)})
                lifted += 1
            result.append(session)
    return result


MAJORS = ["quadriceps", "hamstrings", "glutes", "chest", "lats", "upper_back", "side_delts"]


def test_thirteen_rows_each_with_band_and_source() -> None:
    found = rows(SESSIONS)
    assert len(found) == 13
    assert all(row.source and row.band and row.value for row in found.values())


@pytest.mark.parametrize(
    ("value", "verdict"),
    [(3.9, "fail"), (4, "warn"), (9.9, "warn"), (10, "ok"), (20, "ok"), (20.1, "warn"), (25, "warn"), (25.1, "fail")],
)
def test_the_hypertrophy_bands_edges(value: float, verdict: str) -> None:
    assert POLICY.audit.weekly_sets.goals[Goal.HYPERTROPHY].verdict(value) == verdict


def test_a_band_must_be_nested() -> None:
    with pytest.raises(ValueError, match="within the warn band"):
        Band(ok_from=5, warn_from=6)


@pytest.mark.parametrize(
    ("sets", "status"), [(9, "warn"), (10, "ok"), (20, "ok"), (21, "warn"), (26, "fail"), (3, "fail")]
)
def test_weekly_sets_for_size(sets: int, status: str) -> None:
    row = rows(only(dict.fromkeys(MAJORS, sets)), goals={"hypertrophy": 10})["hard sets per muscle a week"]
    assert row.status == status


def test_weekly_sets_without_size_follow_the_leading_goals_range() -> None:
    sessions = only(dict.fromkeys(MAJORS, 8))
    assert rows(sessions, goals={"strength": 10})["hard sets per muscle a week"].status == "ok"
    assert rows(sessions, goals={"hypertrophy": 10})["hard sets per muscle a week"].status == "warn"
    blended = rows(sessions, goals={"strength": 5, "hypertrophy": 5})["hard sets per muscle a week"]
    assert blended.band.startswith("ok 7.5–20 sets a week")


def test_days_that_do_not_lift_lower_the_band_but_not_below_the_useful_minimum() -> None:
    bands = POLICY.audit.weekly_sets
    assert bands.blended({Goal.HYPERTROPHY: 1.0}, 0.8).ok_from == 8
    assert bands.blended({Goal.ENDURANCE: 1.0}, 0.25).ok_from == bands.least


def test_the_worst_muscle_decides_and_is_named() -> None:
    row = rows(only({**dict.fromkeys(MAJORS, 10), "chest": 3}), goals={"hypertrophy": 10})[
        "hard sets per muscle a week"
    ]
    assert row.status == "fail"
    assert "below the band: chest 3" in row.detail


def test_sets_are_averaged_over_the_weeks_that_are_no_deload() -> None:
    sessions = only(dict.fromkeys(MAJORS, 10))
    without_deload = [
        rest(day) if day.is_deload else session for day, session in zip(STRUCTURE.days, sessions, strict=True)
    ]
    for found in (sessions, without_deload):
        assert rows(found, goals={"hypertrophy": 10})["hard sets per muscle a week"].value.startswith("quadriceps 10,")


def test_two_short_days_are_limited_only_when_their_time_is_used() -> None:
    request = {"days_per_week": 2, "session_minutes": 30, "goals": {"hypertrophy": 10}}
    row = rows(only(dict.fromkeys(MAJORS, 4)), planned(**{**REQUEST, **request}), **request)[
        "hard sets per muscle a week"
    ]
    assert row.status == "limited"
    assert row.ceiling is not None
    assert "for each major" in row.ceiling
    wasted = rows(only(dict.fromkeys(MAJORS, 1)), planned(**{**REQUEST, **request}), **request)
    assert wasted["hard sets per muscle a week"].status == "fail"


@pytest.mark.parametrize(("sets", "status"), [(4, "ok"), (3, "warn"), (1, "fail")])
def test_minimum_useful_sets(sets: int, status: str) -> None:
    assert rows(only(dict.fromkeys(MAJORS, sets)))["minimum useful sets"].status == status


@pytest.mark.parametrize(("sets", "status"), [(8, "ok"), (9, "warn"), (11, "warn"), (12, "fail")])
def test_sets_in_one_session(sets: int, status: str) -> None:
    row = rows(only({"chest": sets}))["sets per muscle in one session"]
    assert row.status == status
    assert "chest in session 1-1" in row.detail


@pytest.mark.parametrize(("times", "status"), [(1, "warn"), (2, "ok"), (3, "ok")])
def test_frequency(times: int, status: str) -> None:
    assert rows(only(dict.fromkeys(MAJORS, 3), times))["frequency per major muscle"].status == status


def test_frequency_is_limited_by_a_split_that_cannot_hold_more() -> None:
    request = {"split": "ppl", "days_per_week": 3}
    structure = planned(**{**REQUEST, **request})
    row = rows(program(structure), structure, **request)["frequency per major muscle"]
    assert row.status == "limited"
    assert row.ceiling is not None


@pytest.mark.parametrize(
    ("percent", "reps", "status"),
    [(80.0, 6, "ok"), (79.0, 6, "ok"), (78.9, 6, "fail"), (85.0, 7, "fail"), (90.0, 1, "ok")],
)
def test_strength_zone(percent: float, reps: int, status: str) -> None:
    sessions = changed(
        ExerciseRole.MAIN,
        lambda e, _: e.model_copy(update={"percent_1rm": percent, "reps_min": reps, "reps_max": reps}),
    )
    assert rows(sessions)["strength zone"].status == status
    assert rows(sessions, goals={"strength": 5, "hypertrophy": 5})["strength zone"].value == "does not apply"


def test_strength_without_a_loadable_kit_is_limited() -> None:
    sessions = changed(ExerciseRole.MAIN, lambda e, _: e.model_copy(update={"percent_1rm": None}))
    assert rows(sessions)["strength zone"].status == "fail"
    assert rows(sessions, athlete={"equipment": []})["strength zone"].status == "limited"


@pytest.mark.parametrize(
    ("goals", "seconds", "status"),
    [({"strength": 10}, 180, "ok"), ({"strength": 10}, 175, "fail"), ({"hypertrophy": 10}, 90, "ok"),
     ({"hypertrophy": 10}, 85, "fail"), ({"endurance": 10}, 30, "ok"),
     ({"strength": 5, "hypertrophy": 5}, 135, "ok"), ({"strength": 5, "hypertrophy": 5}, 130, "fail")],
)  # fmt: skip
def test_rest(goals: dict[str, int], seconds: int, status: str) -> None:
    sessions = changed(ExerciseRole.MAIN, lambda e, _: e.model_copy(update={"rest_seconds": seconds}))
    assert rows(sessions, goals=goals)["rest"].status == status


def with_sets(by_microcycle: dict[int, int], otherwise: int = 10) -> list[PlannedSession]:
    def change(e: PlannedExercise, microcycle: int) -> PlannedExercise:
        return e.model_copy(update={"sets": by_microcycle.get(microcycle, otherwise)})

    result = []
    for day, session in zip(STRUCTURE.days, SESSIONS, strict=True):
        if session.blocks:
            lift = change(block_of(session, ExerciseRole.MAIN).exercises[0], day.microcycle)
            session = session.model_copy(update={"blocks": (block(ExerciseRole.MAIN, [lift]),)})  # noqa: PLW2901
        result.append(session)
    return result


@pytest.mark.parametrize(("sets", "status"), [(10, "ok"), (12, "ok"), (13, "warn"), (14, "fail"), (7, "ok")])
def test_weekly_change(sets: int, status: str) -> None:
    later = dict.fromkeys(range(2, 9), sets)
    assert rows(with_sets(later))["weekly sets change"].status == status


def test_unequal_microcycles_may_hold_unequal_weeks() -> None:
    request = {"microcycle_length_days": 10, "duration_weeks": 12, "goals": {"strength": 7, "mobility": 3}}
    structure = planned(**{**REQUEST, **request})
    sessions = program(structure)
    for day in structure.days:
        if day.microcycle == 4 and day.type.is_lifting:  # two sets more in each of its four sessions: +9 %
            session = sessions[day.sequence]
            first, *others = block_of(session, ExerciseRole.MAIN).exercises
            longer = [first.model_copy(update={"sets": first.sets + 2}), *others]
            sessions[day.sequence] = respelled(session, ExerciseRole.MAIN, longer)
    row = rows(sessions, structure, **request)["weekly sets change"]
    assert row.status == "limited"
    held = "lifting days by microcycle: 3 full body in 10 days and 4 full body in 11 days"
    assert row.ceiling == f"{held}; +7% at most by kind of day"


def test_a_deload_in_between_is_no_drop_and_no_rise() -> None:
    assert rows(with_sets({4: 5}))["weekly sets change"].value == "no rise"


@pytest.mark.parametrize(("sets", "status"), [(7, "ok"), (4, "ok"), (8, "warn"), (9, "fail"), (3, "warn"), (2, "fail")])
def test_deload_cuts_sets_by_a_third_to_more_than_half(sets: int, status: str) -> None:
    assert rows(with_sets({4: sets}))["deload"].status == status


def test_a_deload_every_three_weeks_is_the_requests_own_wish() -> None:
    structure = planned(**{**REQUEST, "deload_every_weeks": 3})
    sessions = []
    for day, session in zip(structure.days, program(structure), strict=True):
        sets = {"sets": 5 if day.is_deload else 10}
        lifts = [e.model_copy(update=sets) for b in session.blocks if b.role is ExerciseRole.MAIN for e in b.exercises]
        kept = (block(ExerciseRole.MAIN, lifts),) if lifts else ()
        sessions.append(session.model_copy(update={"blocks": kept}))
    row = rows(sessions, structure, deload_every_weeks=3)["deload"]
    assert row.status == "limited"
    assert row.ceiling == "deload_every_weeks is 3"


@pytest.mark.parametrize(
    ("pushes", "pulls", "status"),
    [(4, 5, "ok"), (5, 4, "ok"), (3, 4, "warn"), (6, 4, "warn"), (2, 3, "fail"), (7, 4, "fail"), (4, 0, "fail")],
)
def test_push_to_pull(pushes: int, pulls: int, status: str) -> None:
    push, pull = (
        movements(ExerciseRole.MAIN, p)[0] for p in (MovementPattern.HORIZONTAL_PUSH, MovementPattern.VERTICAL_PULL)
    )
    lifts = [exercise(push, sets=pushes)] + ([exercise(pull, sets=pulls)] if pulls else [])
    sessions = [
        s.model_copy(update={"blocks": (block(ExerciseRole.MAIN, lifts),)}) if s.blocks else s for s in SESSIONS
    ]
    assert rows(sessions)["push : pull sets"].status == status


def test_patterns_missing_in_some_microcycles() -> None:
    assert rows(SESSIONS)["patterns a week"].status == "ok"

    def hingeless(microcycles: set[int]) -> list[PlannedSession]:
        result = []
        for day, session in zip(STRUCTURE.days, SESSIONS, strict=True):
            if session.blocks and day.microcycle in microcycles:
                kept = [e for e in block_of(session, ExerciseRole.MAIN).exercises if e.pattern != "hinge"]
                result.append(respelled(session, ExerciseRole.MAIN, kept))
            else:
                result.append(session)
        return result

    one = rows(hingeless({2}))["patterns a week"]
    assert (one.status, one.detail) == ("warn", "hinge missing in 1 of 7.")
    assert rows(hingeless({1, 2, 3}))["patterns a week"].status == "fail"
    ruled_out = [{"pattern": "hinge", "severity": "severe"}]
    assert rows(hingeless({1, 2, 3}), athlete={"limitations": ruled_out})["patterns a week"].status == "limited"


def test_isolation_before_a_main_compound() -> None:
    assert rows(SESSIONS)["order"].status == "ok"
    isolation = next(m for m in movements(ExerciseRole.ACCESSORY, MovementPattern.ISOLATION))
    turned = []
    for session in SESSIONS:
        if session.blocks:
            mains = [exercise(isolation), *block_of(session, ExerciseRole.MAIN).exercises]
            session = respelled(session, ExerciseRole.MAIN, mains)  # noqa: PLW2901
        turned.append(session)
    assert rows(turned)["order"].status == "fail"


@pytest.mark.parametrize(
    "rise",
    [{"percent_1rm": 90.0}, {"reps_max": 6}, {"rpe": 8.5}, {"tempo": "2-1-X"}, {"load_kg": 102.5}],
)
def test_progression_is_any_rise_after_the_first_exposure(rise: dict[str, Any]) -> None:
    first: dict[tuple[int, str], bool] = {}

    def change(e: PlannedExercise, microcycle: int) -> PlannedExercise:
        key = ((microcycle - 1) // 4, e.movement)
        known = first.setdefault(key, False)
        first[key] = True
        return e.model_copy(update={"load_kg": 100.0, **(rise if known else {})})

    assert rows(changed(ExerciseRole.MAIN, change))["progression"].status == "ok"


def test_lifts_that_stand_still_fail() -> None:
    row = rows(SESSIONS)["progression"]
    assert row.status == "fail"
    assert "without a rise" in row.detail


def test_rir_honesty_says_plus_minus_one() -> None:
    row = rows(SESSIONS)["RIR honesty"]
    assert (row.status, row.value) == ("ok", "±1")
    silent = changed(ExerciseRole.MAIN, lambda e, _: e.model_copy(update={"rpe": None}))
    assert rows(silent)["RIR honesty"].status == "warn"


def test_a_program_without_lifting_says_so() -> None:
    days = [{"day": day, "type": "mobility"} for day in (1, 3, 5)]
    request = {"split": "hybrid", "hybrid": {"days": days}}
    structure = planned(**{**REQUEST, **request})
    found = rows([rest(day) for day in structure.days], structure, **request)
    assert {row.status for row in found.values()} == {"ok"}
    assert all("no lifting days" in row.detail for row in found.values())


def test_disagreement_between_authorities_is_said() -> None:
    assert "preprint" in rows(SESSIONS)["sets per muscle in one session"].detail


def test_a_microcycle_that_failed_breaks_no_row() -> None:
    sessions = [rest(day) if day.microcycle == 2 else s for day, s in zip(STRUCTURE.days, SESSIONS, strict=True)]
    assert len(rows(sessions)) == 13


def test_a_program_that_failed_to_lift_is_not_ok() -> None:
    """Lifting days without any exercise must not look fine."""
    found = rows([rest(day) for day in STRUCTURE.days])
    assert found["hard sets per muscle a week"].status == "fail"
    assert found["minimum useful sets"].status == "fail"
    assert found["frequency per major muscle"].status == "fail"
    assert found["patterns a week"].status == "fail"


def test_days_laid_out_by_the_coach_excuse_what_they_cannot_hold() -> None:
    legs = {"split": "hybrid", "hybrid": {"days": [{"day": 1, "type": "legs"}, {"day": 3, "type": "push"}]}}
    structure = planned(**{**REQUEST, **legs})
    found = rows(program(structure), structure, **legs)
    assert found["push : pull sets"].status == "limited"
    assert found["push : pull sets"].ceiling == "the days are as the coach laid them out"
