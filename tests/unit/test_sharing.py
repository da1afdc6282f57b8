"""Tests that have something in common are run by one process, and the longest begin first."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from xdist.scheduler import LoadScopeScheduling

from tests import sharing

ROOT = Path(__file__).resolve().parents[2]


def test_a_files_tests_stay_together_and_so_do_the_browsers_walks() -> None:
    walk, coach = "tests/browser/test_walk.py::test_a", "tests/browser/test_coach.py::test_b"
    assert sharing.together(walk) == sharing.together(coach)
    one, other = "tests/storage/test_scale.py::test_a[x::y]", "tests/storage/test_scale.py::test_b"
    assert sharing.together(one) == sharing.together(other) != sharing.together("tests/storage/test_queue.py::test_c")


def test_pytests_scheduler_asks_for_it() -> None:
    """Its groups once came to nothing, and nobody was told."""
    config = SimpleNamespace(option=SimpleNamespace(loadscopereorder=True), getvalue=lambda _: ["popen"])
    scheduler = sharing.pytest_xdist_make_scheduler(config, log=SimpleNamespace(loadscopesched=None))
    assert "_split_scope" in vars(LoadScopeScheduling)
    assert scheduler._split_scope("tests/browser/test_walk.py::test_a") == sharing.BROWSER


def test_what_is_begun_first_is_there(request: pytest.FixtureRequest) -> None:
    for start in sharing.LONGEST:
        assert (ROOT / start).exists(), start
    assert request.config.pluginmanager.has_plugin("tests.sharing")
