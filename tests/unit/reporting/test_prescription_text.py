from __future__ import annotations

import datetime as dt

import pytest

from alloy_engine.domain.program import Circuit, PlannedExercise
from alloy_engine.domain.vocabulary import CircuitType, Units
from alloy_engine.reporting import prescription_text as text
from alloy_engine.reporting.wording import date_of, duration, listed, long_date_of, title, words


def test_a_main_lift_in_one_line(squat: PlannedExercise) -> None:
    assert text.line(squat) == "Back squat: 4 × 5 @ RPE 8, 81 % · 120 kg, rest 3:00, tempo 2-0-X"


def test_a_superset_starts_with_its_letter_and_a_range_is_a_range(curl: PlannedExercise) -> None:
    assert text.line(curl) == "A. Curl: 3 × 8–12 @ RPE 8, rest 3:00"


def test_a_hold_is_timed_and_says_its_side(stretch: PlannedExercise) -> None:
    assert text.line(stretch) == "Couch stretch: 1 × 45 s a side"


def test_pounds_are_said_to_the_nearest_half(squat: PlannedExercise) -> None:
    assert text.load(squat, Units.LB) == "81 % · 264.5 lb"
    assert text.weight(102.0582833, Units.LB) == "225 lb"


def test_ramp_sets_say_weight_where_known_and_share_otherwise(squat: PlannedExercise) -> None:
    assert text.ramp(squat.ramp_sets) == "50 kg × 5, 60 % × 3"


@pytest.mark.parametrize(("seconds", "said"), [(45, "45 s"), (90, "90 s"), (150, "2 min 30 s"), (1200, "20 min")])
def test_work_in_seconds(seconds: int, said: str, squat: PlannedExercise) -> None:
    timed = squat.model_copy(update={"reps_min": None, "reps_max": None, "seconds": seconds, "sets": 1})
    assert text.work(timed) == f"1 × {said}"


def test_half_points_of_rpe_are_kept_and_whole_ones_are_whole(squat: PlannedExercise) -> None:
    assert text.effort(squat.model_copy(update={"rpe": 7.5})) == "RPE 7.5"
    assert text.effort(squat.model_copy(update={"rpe": None})) == ""


def test_no_rest_is_not_zero_rest() -> None:
    assert (text.rest(0), text.rest(45), text.rest(120)) == ("", "0:45", "2:00")


def test_a_circuit_says_its_own_numbers() -> None:
    assert text.circuit(Circuit(type=CircuitType.AMRAP, minutes=8)) == "AMRAP, 8 min"
    tabata = Circuit(type=CircuitType.TABATA, minutes=4, rounds=8, work_seconds=20, rest_seconds=10)
    assert text.circuit(tabata) == "Tabata, 4 min: 8 rounds, 20 s work / 10 s rest"


def test_words() -> None:
    assert title("horizontal_push") == "Horizontal push"
    assert words("amrap") == "AMRAP"
    assert words("in_progress") == "generating"
    assert listed(["squat", "hinge", "vertical_pull"]) == "squat, hinge and vertical pull"
    assert (listed([]), listed(["squat"])) == ("", "squat")


def test_dates_have_no_leading_zero() -> None:
    assert date_of(dt.date(2026, 12, 2)) == "2 Dec"
    assert long_date_of(dt.date(2026, 12, 2)) == "Wednesday, 2 December"


@pytest.mark.parametrize(
    ("milliseconds", "said"), [(0.42, "0.4 ms"), (38.4, "38 ms"), (1240, "1.24 s"), (125_000, "2 min 05 s")]
)
def test_durations(milliseconds: float, said: str) -> None:
    assert duration(milliseconds) == said
