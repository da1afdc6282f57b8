"""The sweep from the command line: a real grid, real processes, real exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).resolve().parents[2]
GRID = {
    "base": {"goals": {"strength": 10}, "duration_weeks": 8, "days_per_week": 2, "session_minutes": 30},
    "vary": {"athlete.experience": ["beginner", "expert"], "seed": [1, 2]},
}


def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "alloy_engine", "sweep", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        env=dict(os.environ),
        timeout=120,
        cwd=ROOT,
    )


def test_a_grid_is_planned_in_processes_and_written(tmp_path: Path) -> None:
    out = tmp_path / "rows.parquet"
    done = run("--grid", "-", "--workers", "2", "--out", str(out), "--json", stdin=json.dumps(GRID))
    assert done.returncode == 0, done.stderr
    summary = json.loads(done.stdout)
    assert summary["programs"] == 4
    assert "4 of 4" in done.stderr
    rows = pd.read_parquet(out)
    assert list(zip(rows["experience"], rows["seed"], strict=True)) == [
        ("beginner", 1), ("beginner", 2), ("expert", 1), ("expert", 2),
    ]  # fmt: skip
    assert summary["sessions"] == rows["sessions"].sum() == 4 * 16


def test_random_requests_are_summed_up_for_people() -> None:
    done = run("--random", "2", "--seed", "9", "--workers", "1")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("2 programs")
    assert "gates passed" in done.stdout


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
def test_a_bad_sweep_is_exit_2_with_its_faults(arguments: list[str], stdin: str, field: str) -> None:
    done = run(*arguments, "--json", stdin=stdin)
    assert done.returncode == 2
    assert done.stdout == ""
    assert field in {fault["field"] for fault in json.loads(done.stderr)}
