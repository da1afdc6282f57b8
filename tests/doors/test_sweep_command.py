"""The sweep from the command line: a real grid, real processes, real exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from tests.doors.commands import run_apart
from tests.doors.conftest import Run

GRID = {
    "base": {"goals": {"strength": 10}, "duration_weeks": 8, "days_per_week": 2, "session_minutes": 30},
    "vary": {"athlete.experience": ["beginner", "expert"], "seed": [1, 2]},
}


def test_a_grid_is_planned_in_processes_and_written(tmp_path: Path) -> None:
    out = tmp_path / "rows.parquet"
    done = run_apart("sweep", "--grid", "-", "--workers", "2", "--out", str(out), "--json", stdin=json.dumps(GRID))
    assert done.code == 0, done.err
    summary = json.loads(done.out)
    assert summary["programs"] == 4
    assert "4 of 4" in done.err
    rows = pd.read_parquet(out)
    assert list(zip(rows["experience"], rows["seed"], strict=True)) == [
        ("beginner", 1), ("beginner", 2), ("expert", 1), ("expert", 2),
    ]  # fmt: skip
    assert summary["sessions"] == rows["sessions"].sum() == 4 * 16


def test_random_requests_are_summed_up_for_people(run: Run) -> None:
    done = run("sweep", "--random", "2", "--seed", "9", "--workers", "1")
    assert done.code == 0, done.err
    assert done.out.startswith("2 programs")
    assert "gates passed" in done.out


@pytest.mark.parametrize(
    ("arguments", "stdin", "field"),
    [
        (["--grid", "-"], "[]", "grid"),
        (["--grid", "-"], "nonsense", "file"),
        (["--grid", "-"], json.dumps({"base": {"goals": {"strength": 9}}}), "goals"),
        (["--random", "0"], "", "random"),
        (["--random", "1", "--out", "rows.xlsx"], "", "out"),
    ],
)
def test_a_bad_sweep_is_exit_2_with_its_faults(run: Run, arguments: list[str], stdin: str, field: str) -> None:
    done = run("sweep", *arguments, "--json", stdin=stdin)
    assert done.code == 2
    assert done.out == ""
    assert field in {fault["field"] for fault in json.loads(done.err)}
