"""Frames of two programs made by hand, every figure counted."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from alloy_engine.domain.program import AuditRow, PlannedExercise, ProgramDocument
from alloy_engine.domain.request import ProgramRequest
from alloy_engine.domain.vocabulary import ExerciseRole
from alloy_engine.reporting.compare.audit import audit_frame, fine
from alloy_engine.reporting.compare.movements import gained, movements_frame, shared
from alloy_engine.reporting.compare.prescription import lifts_frame, roles_frame
from alloy_engine.reporting.compare.settings import label, request_frame, settings_frame
from alloy_engine.reporting.compare.side import Side
from alloy_engine.reporting.compare.sweep import MEASURES, heat_map, measured, table
from alloy_engine.reporting.compare.volume import volume_bars, volume_frame
from alloy_engine.reporting.compare.week import days_frame, totals_frame


def audited(check: str, status: str, value: str) -> AuditRow:
    return AuditRow(check=check, status=status, value=value, band="1 to 2", detail="", source="a book")  # type: ignore[arg-type]


@pytest.fixture
def sides(document: ProgramDocument, squat: PlannedExercise, curl: PlannedExercise) -> list[Side]:
    """The program by hand beside itself with a row for the curl, one microcycle, and other settings."""
    row = curl.model_copy(update={"movement": "row", "name": "Row", "sets": 5})
    week = document.microcycles[0]
    day = week.sessions[0]
    blocks = tuple(
        block.model_copy(update={"exercises": (row,)}) if block.role is ExerciseRole.ACCESSORY else block
        for block in day.blocks
    )
    training = day.model_copy(update={"blocks": blocks, "estimated_minutes": 55.0})
    other = document.model_copy(update={
        "request": ProgramRequest(goals={"strength": 10}, days_per_week=2),
        "microcycles": (week.model_copy(update={"sessions": (training,)}),),
        "audit": (audited("balance", "warn", "3"), audited("order", "ok", "fine")),
    })  # fmt: skip
    one = document.model_copy(update={"audit": (audited("order", "ok", "fine"), audited("balance", "ok", "1"))})
    return [Side("A", "one", one), Side("B", "other", other)]


def rows(frame: pd.DataFrame, key: str) -> dict[str, tuple]:
    return {row[key]: (row["A"], row["B"]) for row in frame.to_dict("records")}


def test_settings_say_what_differs(sides: list[Side]) -> None:
    frame = settings_frame(sides)
    assert list(frame.loc[frame["differs"], "setting"]) == ["days_per_week"]
    asked = rows(frame, "setting")
    assert asked["days_per_week"] == ("4", "2")
    assert asked["goals"] == ("strength 10", "strength 10")
    assert asked["focus_muscles"] == ("–", "–")
    assert asked["split"] == ("auto", "auto")


def test_settings_are_told_in_a_coachs_words(sides: list[Side]) -> None:
    one = sides[0].document
    wishes = {"movement_rules": [{"movement": "back_squat", "rule": "hard_yes"}], "split": "upper_lower"}
    request = ProgramRequest.model_validate({**one.request.model_dump(mode="json"), **wishes})
    frame = settings_frame([replace(sides[0], document=one.model_copy(update={"request": request})), sides[1]])
    asked = rows(frame, "setting")
    assert asked["movement_rules"] == ("back squat must have every microcycle", "–")
    assert asked["split"] == ("upper / lower", "auto")
    assert (label("session_minutes"), label("goals")) == ("Minutes a session", "Goals")
    told = dict(request_frame(request).itertuples(index=False))
    assert (told["Movement rules"], told["Weeks"]) == ("back squat must have every microcycle", "12")
    assert "Limitations" not in told  # there are none


def test_the_week_day_by_day(sides: list[Side]) -> None:
    assert days_frame(sides).to_dict("list") == {
        "day": [1, 2],
        "A": ["Lower, 49 min: squat", "Rest"],
        "B": ["Lower, 55 min: squat", "–"],
    }


def test_totals_are_averages_over_the_whole_program(sides: list[Side]) -> None:
    totals = rows(totals_frame(sides), "figure")
    assert totals["microcycles"] == (3, 1)
    assert totals["deloads"] == (1, 0)
    assert totals["sessions_a_week"] == (1, 1)
    assert totals["minutes_a_session"] == (98 / 3, 55)
    assert totals["exercises_a_session"] == (8 / 3, 4)
    assert totals["working_sets_a_week"] == (pytest.approx((7 + 5) / 3), 9)


def test_volume_leaves_deloads_out_and_counts_weeks_without(sides: list[Side]) -> None:
    """A's ordinary weeks are two, one of which failed and trains nothing."""
    volume = rows(volume_frame(sides), "muscle")
    assert volume["quadriceps"] == (2, 4)
    assert volume["glutes"] == (1, 2)
    assert volume["biceps"] == (1.5, 5)
    figure = volume_bars(volume_frame(sides))
    assert [trace.name for trace in figure.data] == ["A", "B"]
    assert figure.data[1].y[0] == "Biceps"
    assert list(figure.data[1].x) == [5, 4, 2]


def test_movements_in_and_out(sides: list[Side]) -> None:
    frame = movements_frame(sides)
    assert list(frame["name"]) == ["Back squat", "Curl", "Row", "Couch stretch"]
    assert list(frame["role"]) == ["main", "accessory", "accessory", "cooldown"]
    assert rows(frame, "movement") == {"back_squat": (2, 1), "curl": (2, 0), "row": (0, 1), "couch_stretch": (2, 1)}
    assert list(gained(frame, "B", "A")["movement"]) == ["row"]
    assert list(gained(frame, "A", "B")["movement"]) == ["curl"]
    assert shared(frame, ["A", "B"]) == 2


def test_prescriptions_on_average_and_as_they_begin(sides: list[Side]) -> None:
    roles = {(row["role"], row["measure"]): (row["A"], row["B"]) for row in roles_frame(sides).to_dict("records")}
    assert roles["main", "sets"] == (3, 4)
    assert roles["main", "reps"] == (5, 5)
    assert roles["main", "rest_seconds"] == (180, 180)
    assert roles["accessory", "sets"] == (3, 5)
    assert all(pd.isna(value) for value in roles["accessory", "percent_1rm"])
    lifts = lifts_frame(sides)
    assert lifts.to_dict("list") == {
        "name": ["Back squat"], "A": ["4 × 5 @ RPE 8, 81 % · 120 kg"], "B": ["4 × 5 @ RPE 8, 81 % · 120 kg"],
    }  # fmt: skip


def test_the_audit_begins_with_what_differs(sides: list[Side]) -> None:
    frame = audit_frame(sides)
    assert frame[["check", "A", "B", "A_value", "B_value", "differs"]].to_dict("records") == [
        {"check": "balance", "A": "ok", "B": "warn", "A_value": "1", "B_value": "3", "differs": True},
        {"check": "order", "A": "ok", "B": "ok", "A_value": "fine", "B_value": "fine", "differs": False},
    ]
    assert [fine(side.document) for side in sides] == [(2, 2), (1, 2)]


def test_a_side_with_nothing_yet_is_empty_and_not_wrong(sides: list[Side], document: ProgramDocument) -> None:
    waiting = Side("B", "", document.model_copy(update={"microcycles": (), "audit": ()}))
    both = [sides[0], waiting]
    assert list(days_frame(both)["B"]) == ["–", "–"]
    assert set(totals_frame(both)["B"]) == {0}
    assert set(volume_frame(both)["B"]) == {0}
    assert set(movements_frame(both)["B"]) == {0}
    assert set(audit_frame(both)["B"]) == {""}
    assert set(lifts_frame(both)["B"]) == {"–"}


def swept() -> pd.DataFrame:
    steps = {f"step_{step}": [0, 0, 0, 0] for step in range(1, 7)}
    return pd.DataFrame({
        "days": [2, 2, 3, 3], "minutes_asked": [60, 30, 60, 30], "audit_ok": [8, 9, 10, 0],
        "audit_limited": [1, 1, 0, 0], "audit_warn": [1, 0, 0, 0], "audit_fail": [0, 0, 0, 0],
        "minutes": [58.0, 29.0, 57.0, 0.0], "weekly_sets": [40.0, 20.0, 60.0, 0.0], "step_0": [90, 100, 100, 0],
        **steps, "step_2": [10, 0, 0, 0], "error": ["", "", "", "ZeroDivisionError()"],
    })  # fmt: skip


def test_a_sweep_as_tables_in_the_order_of_the_values() -> None:
    rows = measured(swept())
    audit = table(rows, "audit", "days", "minutes_asked")
    assert (list(audit.columns), list(audit.index)) == ([2, 3], [60, 30])
    assert audit.loc[60].tolist() == [90, 100]
    assert audit.loc[30, 2] == 100
    assert pd.isna(audit.loc[30, 3])
    assert table(rows, "relaxed", "days", "minutes_asked").loc[60, 2] == pytest.approx(10)
    assert pd.isna(table(rows, "minutes", "days", "minutes_asked").loc[30, 3])
    single = table(rows.iloc[[0, 2]], "weekly_sets", "days", None)
    assert single.to_numpy().tolist() == [[40, 60]]


@pytest.mark.parametrize("measure", MEASURES)
def test_heat_maps_hold_the_table(measure: str) -> None:
    cells = table(measured(swept()), measure, "days", "minutes_asked")
    (map_,) = heat_map(cells, measure, "Days", "Minutes").data
    assert list(map_.x) == ["2", "3"]
    assert list(map_.y) == ["60", "30"]
    assert map_.z[0][1] == cells.iloc[0, 1]
    (row,) = heat_map(table(measured(swept().iloc[[0, 2]]), measure, "days", None), measure, "Days", None).data
    assert list(row.y) == [""]
