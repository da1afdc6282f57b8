from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from alloy_engine.errors import Fault, InvalidRequest
from ui.latest import Latest

PATIENCE = 10.0


@pytest.fixture
def executor() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as threads:
        yield threads


def test_the_latest_asked_wins_and_the_older_answer_stays_until_then(executor: ThreadPoolExecutor) -> None:
    latest: Latest[str] = Latest(executor)
    latest.ask(1, lambda: "first")
    latest.join(PATIENCE)
    assert not latest.pending
    gate, begun = threading.Event(), []

    def held() -> str:
        gate.wait(PATIENCE)
        return "held"

    latest.ask(2, held)
    latest.ask(3, lambda: begun.append(3) or "overtaken")  # type: ignore[func-returns-value]
    latest.ask(4, lambda: "fourth")
    assert latest.pending
    assert latest.shown == "first"
    gate.set()
    latest.join(PATIENCE)
    assert not latest.pending
    assert latest.shown == "fourth"
    assert begun == []


def test_the_same_question_is_not_worked_out_twice(executor: ThreadPoolExecutor) -> None:
    latest: Latest[int] = Latest(executor)
    asked: list[int] = []
    for _ in range(3):
        latest.ask("same", lambda: asked.append(1) or len(asked))  # type: ignore[func-returns-value]
        latest.join(PATIENCE)
        assert not latest.pending
    assert asked == [1]
    latest.forget()
    latest.ask("same", lambda: asked.append(1) or len(asked))  # type: ignore[func-returns-value]
    latest.join(PATIENCE)
    assert not latest.pending
    assert latest.shown == 2


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (InvalidRequest([Fault("goals", {}, "are missing", "ten dollars")]), "goals"),
        (ZeroDivisionError("by nothing"), "by nothing"),
    ],
)
def test_what_goes_wrong_is_told_until_something_newer_goes_right(
    error: Exception, said: str, executor: ThreadPoolExecutor
) -> None:
    def fails() -> str:
        raise error

    latest: Latest[str] = Latest(executor)
    latest.ask(1, fails)
    latest.join(PATIENCE)
    assert not latest.pending
    assert said in latest.trouble
    latest.ask(2, lambda: "fine")
    latest.join(PATIENCE)
    assert not latest.pending
    assert (latest.shown, latest.trouble) == ("fine", "")
