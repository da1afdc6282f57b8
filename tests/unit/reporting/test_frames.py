from __future__ import annotations

import pytest

from alloy_engine.domain.program import ProgramDocument
from alloy_engine.reporting import frames


def test_a_row_a_day_in_order(document: ProgramDocument) -> None:
    frame = frames.sessions(document)
    assert list(frame["key"]) == ["1-1", "1-2", "2-1", "2-2", "3-1", "3-2"]
    first = frame.iloc[0]
    assert (first["weekday"], first["focus"], first["exercises"], first["failed_gates"]) == ("Monday", "squat", 4, 1)
    assert list(frame["hard_sets"]) == [7, 0, 5, 0, 0, 0]  # main and accessory; warm-up and cool-down do not count


def test_a_row_a_week_leaves_recovery_out(document: ProgramDocument) -> None:
    frame = frames.weeks(document)
    assert list(frame["training_days"]) == [1, 1, 1]
    assert list(frame["done"]) == [1, 1, 0]
    assert list(frame["failed"]) == [0, 0, 1]
    assert list(frame["is_deload"]) == [False, True, False]
    assert list(frame["minutes"]) == [49.0, 49.0, 0.0]


def test_a_row_an_exercise(document: ProgramDocument) -> None:
    frame = frames.exercises(document)
    assert len(frame) == 8
    assert list(frame.loc[frame["key"] == "1-1", "block"]) == ["warmup", "main", "accessory", "cooldown"]
    assert frame.iloc[1]["prescription"].startswith("Back squat: 4 × 5 @ RPE 8")


def test_volume_counts_direct_and_half_of_indirect_sets(document: ProgramDocument) -> None:
    frame = frames.volume(document)
    week = frame[frame["microcycle"] == 1].set_index("muscle")["sets"]
    assert week.to_dict() == {"quadriceps": 4.0, "glutes": 2.0, "biceps": 3.0}
    assert set(frame["microcycle"]) == {1, 2}


def test_volume_of_a_longer_microcycle_is_scaled_to_seven_days(document: ProgramDocument) -> None:
    longer = document.microcycles[0].model_copy(update={"length_days": 14})
    frame = frames.volume(document.model_copy(update={"microcycles": (longer,)}))
    assert frame.set_index("muscle")["sets"]["quadriceps"] == pytest.approx(2.0)


def test_a_program_without_days_gives_empty_frames_with_their_columns(document: ProgramDocument) -> None:
    empty = document.model_copy(update={"microcycles": ()})
    assert list(frames.sessions(empty).columns) == frames.SESSION_COLUMNS
    assert list(frames.weeks(empty).columns) == frames.WEEK_COLUMNS
    assert list(frames.exercises(empty).columns) == frames.EXERCISE_COLUMNS
    assert list(frames.volume(empty).columns) == frames.VOLUME_COLUMNS
