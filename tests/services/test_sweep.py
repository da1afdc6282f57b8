"""Sweeps: grids multiplied out, random requests that are valid and varied, rows that say what the programs say."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from alloy_engine.commands.optimum import judge_of
from alloy_engine.domain.program import PlannedExercise, ProgramDocument
from alloy_engine.domain.vocabulary import Dimension
from alloy_engine.errors import InvalidRequest
from alloy_engine.scoring.dimensions import FORKS
from alloy_engine.services.materials import Materials
from alloy_engine.services.planning import plan_document, plan_recorded
from alloy_engine.services.sweep import (
    COLUMNS,
    SweepOptions,
    asked,
    draw_requests,
    firing_of,
    grid_requests,
    row_of,
    summary_of,
    summary_text,
    sweep,
    write_frame,
)
from alloy_engine.settings import DATA_FOLDER
from benchmarks.optimum_sample import Sample

TODAY = dt.date(2026, 1, 1)
SHARES = ("optimum_share", "optimum_worst")
BASE: dict[str, Any] = {"goals": {"strength": 10}, "duration_weeks": 8, "days_per_week": 2, "session_minutes": 30}
GRID = {
    "base": BASE,
    "vary": {"athlete.equipment": ["full gym", "bodyweight"], "goals": [{"strength": 10}, {"speed": 10}]},
}


@pytest.fixture(scope="module")
def materials() -> Materials:
    return Materials.load(DATA_FOLDER)


@pytest.fixture(scope="module")
def frame(materials: Materials) -> pd.DataFrame:
    return sweep(asked(materials, grid_requests(GRID), today=TODAY), DATA_FOLDER, workers=1)


# Grids


def test_a_grid_is_every_combination_the_last_field_fastest() -> None:
    found = [(r["athlete"]["equipment"], *r["goals"]) for r in grid_requests(GRID)]
    assert found == [
        ("full gym", "strength"),
        ("full gym", "speed"),
        ("bodyweight", "strength"),
        ("bodyweight", "speed"),
    ]
    assert "athlete" not in BASE


def test_a_grid_without_variation_is_its_base() -> None:
    assert grid_requests({"base": BASE}) == [BASE]


def test_a_dotted_field_reaches_into_lists() -> None:
    base = {**BASE, "activities": [{"activity": "hiking", "weekdays": []}]}
    varied = grid_requests({"base": base, "vary": {"activities.0.activity": ["tennis", "yoga"]}})
    assert [r["activities"][0] for r in varied] == [{"activity": a, "weekdays": []} for a in ("tennis", "yoga")]


@pytest.mark.parametrize(
    ("grid", "fields"),
    [
        ([], {"grid"}),
        ({}, {"base"}),
        ({"base": [], "vary": []}, {"base", "vary"}),
        ({"base": BASE, "vary": {"seed": 3, "split": []}}, {"vary.seed", "vary.split"}),
        ({"base": BASE, "very": {}}, {"very"}),
        ({"base": BASE, "vary": {"goals.strength.more": [1]}}, {"vary.goals.strength.more"}),
        ({"base": BASE, "vary": {"seed": list(range(400)), "days_per_week": [2] * 400}}, {"vary"}),
    ],
)
def test_every_fault_of_a_grid_is_named(grid: Any, fields: set[str]) -> None:
    with pytest.raises(InvalidRequest) as caught:
        grid_requests(grid)
    assert {fault.field for fault in caught.value.faults} == fields


def test_faulty_requests_of_a_grid_are_told_once_with_their_number(materials: Materials) -> None:
    documents = grid_requests({"base": BASE, "vary": {"days_per_week": [2, 9], "seed": [1, 2, 3]}})
    with pytest.raises(InvalidRequest) as caught:
        asked(materials, documents, today=TODAY)
    assert [(f.field, f.value) for f in caught.value.faults] == [("days_per_week", 9)]
    assert "3 of 6 requests" in caught.value.faults[0].message


def test_options_are_all_checked_before_anything_is_planned(materials: Materials, tmp_path: Path) -> None:
    options = SweepOptions(random=0, seed=-1, workers=0, out=tmp_path / "rows.xlsx", optimum=0)
    with pytest.raises(InvalidRequest) as caught:
        options.requests(materials, today=TODAY)
    assert [fault.field for fault in caught.value.faults] == ["random", "seed", "workers", "optimum", "out"]
    with pytest.raises(InvalidRequest):
        SweepOptions(random=1, out=tmp_path / "nowhere" / "rows.csv").requests(materials, today=TODAY)


# Random requests


def test_random_requests_are_valid_and_the_same_for_the_same_seed(materials: Materials) -> None:
    drawn = draw_requests(materials, 300, seed=4)
    assert len(asked(materials, drawn, today=TODAY)) == 300
    assert drawn[:20] == draw_requests(materials, 20, seed=4)
    assert drawn[:20] != draw_requests(materials, 20, seed=5)


def test_random_requests_use_every_field_and_every_choice(materials: Materials) -> None:
    """Each field of the request's schema is filled somewhere, and each closed list used up."""
    requests = [one.document for one in asked(materials, draw_requests(materials, 400, seed=1), today=TODAY)]
    schema = _request_schema()
    text = json.dumps(requests)
    for name, part in schema["$defs"].items():
        for value in part.get("enum", []):
            if value not in NEVER_ASKED.get(name, ()):
                assert f'"{value}"' in text, f"{name}.{value}"
    empty = Counter(path for request in requests for path in _empty_paths(request))
    assert [path for path, times in empty.items() if times == len(requests)] == [".weights"]


# A movement limitation is drawn among the main patterns, and the whole body is nobody's focus. What weights of a
# request's own change is asked by the table of settings, dimension by dimension.
NEVER_ASKED = {
    "Dimension": set(Dimension),
    "MovementPattern": {
        "carry", "core", "rotation", "plyometric", "olympic", "isolation", "isometric", "mobility", "stretch",
        "conditioning", "cardio",
    },
    "Muscle": {"full_body"},
}  # fmt: skip


def _request_schema() -> dict[str, Any]:
    from alloy_engine.domain.request import ProgramRequest

    return ProgramRequest.model_json_schema()


def _empty_paths(value: Any, path: str = "") -> list[str]:
    if isinstance(value, dict) and value:
        return [found for key, item in value.items() for found in _empty_paths(item, f"{path}.{key}")]
    return [path] if value in (None, [], {}, "") else []


# Rows


def test_a_row_says_what_the_program_says(materials: Materials) -> None:
    request = {
        **BASE,
        "goals": {"fat_loss": 6, "mobility": 4},
        "start_date": "2026-01-05",
        "athlete": {"equipment": "bodyweight"},
    }
    document = plan_document(materials, request)
    row = row_of(7, document, 0.25)
    assert set(row) == set(COLUMNS)
    assert (row["index"], row["seconds"], row["goals"], row["days_per_week"]) == (7, 0.25, "fat_loss 6, mobility 4", 2)
    trained = [s for m in document.microcycles for s in m.sessions if s.type != "recovery"]
    assert row["sessions"] == len(trained) == row["sessions_completed"] + row["sessions_failed"]
    assert sum(row[f"audit_{status}"] for status in ("ok", "limited", "warn", "fail")) == len(document.audit)
    exercises = [e for s in trained for b in s.blocks for e in b.exercises]
    assert sum(row[f"step_{step}"] for step in range(7)) == len(exercises)
    assert plan_document(materials, json.loads(row["request"])) == document


def test_a_plan_without_ranks_is_the_same_but_for_scores_and_substitutes(materials: Materials) -> None:
    request = {**BASE, "start_date": "2026-01-05"}
    document, bare = plan_document(materials, request), plan_document(materials, request, ranks=False)
    assert row_of(0, bare, 0.25) == row_of(0, document, 0.25)
    assert _exercises(bare) == [
        one.model_copy(update={"score": None, "alternatives": ()}) for one in _exercises(document)
    ]
    assert all(one.score for one in _exercises(document))
    assert any(one.alternatives for one in _exercises(document))


def _exercises(document: ProgramDocument) -> list[PlannedExercise]:
    return [e for m in document.microcycles for s in m.sessions for block in s.blocks for e in block.exercises]


def test_broken_gates_and_poor_audit_rows_are_named_with_their_number(materials: Materials) -> None:
    document = plan_document(materials, {**BASE, "start_date": "2026-01-05"})
    row = row_of(0, _spoiled(document), 0.0, foreseen=["unique_movements"])
    assert row["session_gates"] - row["session_gates_passed"] == row["sessions"]
    assert row["microcycle_gates"] - row["microcycle_gates_passed"] == 8
    assert row["broken_gates"] == f"time {row['sessions']}, unique_movements 8"
    assert row["unforeseen_gates"] == f"time {row['sessions']}"
    assert row["audit_fail_names"] == "order 1"


def _spoiled(document: ProgramDocument) -> ProgramDocument:
    """The same program with each session late, each microcycle monotonous, and one audit row failed."""

    def judged(part: Any, name: str) -> Any:
        gates = tuple(g.model_copy(update={"ok": g.name != name}) for g in part.gates)
        return part.model_copy(update={"gates": gates})

    weeks = tuple(
        judged(week, "unique_movements").model_copy(
            update={"sessions": tuple(judged(s, "time") for s in week.sessions)}
        )
        for week in document.microcycles
    )
    rows = tuple(r.model_copy(update={"status": "fail" if r.check == "order" else "ok"}) for r in document.audit)
    return document.model_copy(update={"microcycles": weeks, "audit": rows})


# The sweep


def test_rules_that_fire_are_counted_when_asked_for(materials: Materials, frame: pd.DataFrame) -> None:
    request = asked(materials, [{**BASE, "start_date": "2026-01-05"}], today=TODAY)
    rows = sweep(request, DATA_FOLDER, workers=1, rules=True)
    firing = firing_of(rows)
    assert firing is not None
    choices = plan_recorded(materials, request[0].document, lambda done, total: True).choices
    taken = sum(choice.chosen is not None for choice in choices)
    for fork in FORKS.values():
        assert sum(times for (of, _), times in firing.decided.items() if of == fork) == taken
    assert firing.decided["8.1", "exact"] > 0
    assert ("8.1", "none") in firing.never  # such a movement never becomes a candidate
    summary = summary_of(rows, seconds=1.0)
    assert summary.rules["decided"]["8.1:exact"] == firing.decided["8.1", "exact"]
    assert "8.1:none" in summary_text(summary)
    assert firing_of(frame) is None
    assert summary_of(frame, seconds=1.0).rules == {}


def test_processes_give_the_rows_that_one_process_gives(materials: Materials, frame: pd.DataFrame) -> None:
    seen: list[tuple[int, int]] = []
    requests = asked(materials, grid_requests(GRID), today=TODAY)
    other = sweep(requests, DATA_FOLDER, workers=2, progress=lambda done, total: seen.append((done, total)))
    pd.testing.assert_frame_equal(frame.drop(columns="seconds"), other.drop(columns="seconds"))
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert (other["seconds"] > 0).all()


def test_sampled_sessions_are_held_against_the_optimum(materials: Materials) -> None:
    requests = asked(materials, [{**BASE, "start_date": "2026-01-05"}], today=TODAY)
    row = sweep(requests, DATA_FOLDER, workers=1, judge=Sample(2)).iloc[0]
    assert (row["optimum_sessions"], row["optimum_note"]) == (2, "")
    assert 0.97 <= row["optimum_worst"] <= row["optimum_share"] <= 1.0 + 1e-9
    assert row["error"] == ""


def test_without_a_judge_the_share_is_empty_and_says_why(materials: Materials) -> None:
    requests = asked(materials, [{**BASE, "start_date": "2026-01-05"}], today=TODAY)
    frame = sweep(requests, DATA_FOLDER, workers=1, unjudged="the solver is away")
    assert frame[[*SHARES]].isna().all(axis=None)
    assert list(frame["optimum_note"]) == ["the solver is away"]
    summary = summary_of(frame, seconds=1.0)
    assert (summary.optimum_share, summary.optimum_worst, summary.optimum_sessions) == (None, None, 0)
    assert "the solver is away" in summary_text(summary)


def test_the_summary_weighs_the_optimum_by_sessions(frame: pd.DataFrame) -> None:
    measured = frame.copy()
    measured["optimum_sessions"] = [3, 1, 0, 0]
    measured.loc[:1, "optimum_share"], measured.loc[:1, "optimum_worst"] = [1.0, 0.96], [0.99, 0.96]
    summary = summary_of(measured, seconds=1.0)
    assert summary.optimum_share == pytest.approx(0.99)
    assert (summary.optimum_worst, summary.optimum_sessions, summary.optimum_note) == (0.96, 4, "")


def test_who_judges_is_found_or_named_as_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert judge_of(2) == (Sample(2), "")
    judge, reason = judge_of(None)
    assert judge is None
    assert "--optimum" in reason
    monkeypatch.setitem(sys.modules, "benchmarks.optimum_sample", None)
    judge, reason = judge_of(2)
    assert judge is None
    assert "benchmarks" in reason


@pytest.mark.parametrize("name", ["rows.csv", "rows.parquet"])
def test_a_frame_is_read_back_as_it_was(frame: pd.DataFrame, tmp_path: Path, name: str) -> None:
    write_frame(frame, tmp_path / name)
    read = (
        pd.read_csv(tmp_path / name, keep_default_na=False, na_values=dict.fromkeys(SHARES, ""))
        if name.endswith("csv")
        else pd.read_parquet(tmp_path / name)
    )
    pd.testing.assert_frame_equal(read, frame, check_dtype=False)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_the_summary_counts_the_rows(frame: pd.DataFrame) -> None:
    worse = frame.copy()
    worse.loc[0, ["broken_gates", "unforeseen_gates", "audit_fail_names"]] = [
        "time 2, must_have 1",
        "time 2",
        "order 1",
    ]
    worse.loc[0, "session_gates_passed"] -= 3
    worse.loc[1:, ["broken_gates", "unforeseen_gates", "audit_fail_names"]] = ""
    worse["audit_ok"], worse["audit_limited"], worse["audit_warn"], worse["audit_fail"] = 10, 2, 1, 0
    summary = summary_of(worse, seconds=2.0)
    assert (summary.programs, summary.programs_per_second, summary.programs_all_gates) == (4, 2.0, 0.75)
    assert summary.broken_gates == {"time": 2, "must_have": 1}
    assert summary.unforeseen_gates == {"time": 2}
    assert summary.audit_fails == {"order": 1}
    assert summary.audit_fine == pytest.approx(12 / 13)
    gates = worse[["session_gates", "microcycle_gates"]].to_numpy().sum()
    assert summary.gates_passed <= 1 - 3 / gates
    assert sum(summary.steps.values()) == pytest.approx(1.0)
    assert "time × 2" in summary_text(summary)
