"""The tests' record of branches: written by every process, read back where the registry says, and judged."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from alloy_engine.flow.forks import REGISTRY
from alloy_engine.flow.registry import Fork, Registry
from tests.flow_coverage.judging import Coverage, read_reasons
from tests.flow_coverage.kept import Run, keep, kept, read_notes
from tests.flow_coverage.plugin import SITE
from tests.flow_coverage.site.watching import FOLDER, TEST

ROOT = Path(__file__).resolve().parents[3]
PLANS = """
from alloy_engine.flow import Silent
from alloy_engine.services import Materials
from alloy_engine.settings import DATA_FOLDER
import datetime, os, signal
Silent().take("9.1", "first")  # by nobody whose business it is
materials = Materials.load(DATA_FOLDER)
materials.brief({"goals": {"speed": 10}}, Silent(), today=datetime.date(2026, 1, 1))
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_process_that_is_killed_has_told_what_it_took(tmp_path: Path) -> None:
    """And what is taken by somebody else than the registry says does not count."""
    python_path = os.pathsep.join([str(SITE), str(ROOT)])
    environment = {**os.environ, FOLDER: str(tmp_path), TEST: "tests/some.py::test (call)", "PYTHONPATH": python_path}
    subprocess.run([sys.executable, "-c", PLANS], env=environment, cwd=ROOT)
    taken = read_notes(tmp_path, REGISTRY)
    assert taken["1.3", "A"] == taken["3.3", "B"] == "tests/some.py::test"
    assert ("9.1", "first") not in taken


def coverage(taken: set[str], reasons: dict[str, str], branches: int = 100) -> Coverage:
    named = {f"b{number}": "a branch" for number in range(branches)}
    registry = Registry([Fork("1.0", "a fork", "a:b", named)])
    return Coverage(
        registry, {("1.0", name): "a test" for name in taken}, {("1.0", name): why for name, why in reasons.items()}
    )


def test_two_of_a_hundred_may_be_left_out_with_a_reason() -> None:
    most = {f"b{number}" for number in range(98)}
    assert list(coverage(most, {"b98": "why", "b99": "why"}).faults()) == []
    assert "gives no reason" in "".join(coverage(most, {"b98": "why"}).faults())
    fewer = coverage(most - {"b1"}, {"b1": "why", "b98": "why", "b99": "why"})
    assert "at least 98 %" in "".join(fewer.faults())


def test_the_main_path_may_not_be_left_out() -> None:
    rest = {f"b{number}" for number in range(1, 100)}
    assert "main path" in "".join(coverage(rest, {"b0": "why"}).faults())


def test_a_reason_that_is_not_true_any_more_is_a_fault() -> None:
    every = {f"b{number}" for number in range(100)}
    assert "remove its reason" in "".join(coverage(every, {"b5": "why"}).faults())
    assert "no declared branch" in "".join(coverage(every, {"gone": "why"}).faults())


def test_the_table_tells_every_branch_and_who_takes_it() -> None:
    table = coverage({"b0"}, {"b1": "too costly"}, branches=2).table()
    assert "| 1.0 a fork | b0 a branch | a test |" in table
    assert "| 1.0 a fork | b1 a branch | **none**: too costly |" in table


def test_a_run_is_kept_as_it_was(tmp_path: Path) -> None:
    run = Run({("1.0", "A"): "tests/some.py::test"}, whole=True)
    keep(run, tmp_path / "kept.json")
    assert kept(tmp_path / "kept.json") == run
    assert kept(tmp_path / "nothing.json") is None


def test_the_reasons_are_of_declared_branches_off_the_main_path() -> None:
    for fork, branch in read_reasons():
        REGISTRY.check(fork, branch)
        assert branch != REGISTRY[fork].main
