"""A session that raises, hangs or kills its process: it is dealt with, and the other sessions are as ever."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from alloy_engine.domain.program import PlannedSession
from alloy_engine.domain.vocabulary import FallbackTier, GenerationStatus
from alloy_engine.services import Alloy
from tests.durability.processes import REQUEST, SESSIONS, finished, plain, training, until
from tests.durability.promise import Fault, watched

FAULTY = "tests.durability.faulty_compute"
KEYS = ("1-1", "3-1", "8-1")  # the first, one in the middle, one in the last microcycle
BRIEF = 2.0  # seconds a session may take where one hangs: longer than any other takes on a busy machine
Opener = Callable[..., Alloy]


@pytest.fixture
def faulty(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Alloy]:
    """Opens an engine whose compute process has these faults, by day key."""

    def faulty(timeout: float = 60.0, **faults: str) -> Alloy:
        named = {key.lstrip("d").replace("_", "-"): fault for key, fault in faults.items()}
        monkeypatch.setenv("ALLOY_TEST_FAULTS", json.dumps(named))
        return opened(worker=True, compute=FAULTY, session_timeout=timeout, conditioning_timeout=timeout)

    return faulty


def generated(alloy: Alloy) -> tuple[str, dict[str, PlannedSession]]:
    fault, program = Fault(), alloy.create(REQUEST).id
    with watched(alloy, program):
        status = finished(alloy, program)
    fault.assert_survived(alloy, program, besides=2 * BRIEF)  # what hangs in the template too is waited for twice
    assert status.status is GenerationStatus.COMPLETED
    assert status.totals[GenerationStatus.PENDING] == status.totals[GenerationStatus.IN_PROGRESS] == 0
    return program, training(alloy.program(program))


def test_a_poisoned_session_takes_the_template_and_says_why(faulty: Callable[..., Alloy]) -> None:
    alloy = faulty(d1_1="raise", d3_1="raise")
    program, sessions = generated(alloy)
    for key, session in sessions.items():
        poisoned = key in ("1-1", "3-1")
        assert session.status is GenerationStatus.COMPLETED
        assert session.blocks
        assert (session.fallback is FallbackTier.TEMPLATE) is poisoned
        assert ("From the template, because ValueError: poisoned" in session.note) is poisoned
    assert alloy.flow(program, "1-1")["6.1"] == {"C": 1}


def test_a_hanging_session_is_cut_for_good_and_takes_the_template(faulty: Callable[..., Alloy]) -> None:
    alloy = faulty(timeout=BRIEF, d3_1="hang")
    program, sessions = generated(alloy)
    assert {key for key, one in sessions.items() if one.fallback is FallbackTier.TEMPLATE} == {"3-1"}
    assert "Overran: it took longer than the 2 s allowed" in sessions["3-1"].note
    assert alloy.flow(program, "3-1")["6.0"] == {"B": 1}
    until(lambda: all(busy < 50 for busy in _cpu_of_children()))


def test_a_session_that_hangs_even_by_the_template_fails_and_the_rest_goes_on(faulty: Callable[..., Alloy]) -> None:
    _, sessions = generated(faulty(timeout=BRIEF, d8_1="hang again"))
    assert {key for key, one in sessions.items() if one.status is GenerationStatus.FAILED} == {"8-1"}
    assert "the template failed too" in sessions["8-1"].note
    assert sessions["8-1"].blocks == ()


def test_a_session_that_kills_its_process_is_quarantined(faulty: Callable[..., Alloy]) -> None:
    alloy = faulty(d1_1="die", d3_1="die again")
    program, sessions = generated(alloy)
    assert "From the template, because Died: the process that computed it ended with -9" in sessions["1-1"].note
    assert sessions["1-1"].fallback is FallbackTier.TEMPLATE
    assert sessions["3-1"].status is GenerationStatus.FAILED
    assert "ended with -9; the template failed too" in sessions["3-1"].note
    assert sum(one.status is GenerationStatus.COMPLETED for one in sessions.values()) == SESSIONS - 1
    assert alloy.flow(program, "1-1")["6.1"] == {"D": 1}
    assert alloy.health().worker in ("idle", "working"), "the worker itself was not touched"


def test_a_process_that_dies_by_chance_changes_nothing(
    faulty: Callable[..., Alloy], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALLOY_TEST_ONCE", str(tmp_path / "once"))
    alloy = faulty(d3_1="die once")
    program, _ = generated(alloy)
    assert (tmp_path / "once").exists()
    assert plain(alloy.program(program)) == plain(alloy.plan(REQUEST))


def test_cancelling_ends_a_hanging_session_too(faulty: Callable[..., Alloy]) -> None:
    alloy = faulty(timeout=600.0, d3_1="hang")
    program = alloy.create(REQUEST).id
    until(lambda: alloy.status(program).sessions_done == 4)
    alloy.cancel(program)
    status = alloy.status(program)
    assert (status.status, status.totals[GenerationStatus.IN_PROGRESS]) == (GenerationStatus.CANCELLED, 0)
    until(lambda: alloy.health().worker == "idle")
    assert alloy.status(program).sessions_done == 4


def test_stopping_does_not_wait_for_a_hanging_session(faulty: Callable[..., Alloy], opened: Opener) -> None:
    alloy = faulty(timeout=600.0, d3_1="hang")
    program = alloy.create(REQUEST).id
    until(lambda: alloy.status(program).sessions_done == 4)
    assert alloy.close(), "it ended in time"
    after = opened().status(program)
    assert (after.status, after.sessions_done) == (GenerationStatus.PENDING, 4)
    assert after.totals[GenerationStatus.IN_PROGRESS] == 0


def _cpu_of_children() -> list[float]:
    children = psutil.Process().children(recursive=True)
    for child in children:
        child.cpu_percent()
    return [child.cpu_percent(0.2) for child in children if child.is_running() and "serve" in " ".join(child.cmdline())]
