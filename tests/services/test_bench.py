"""The bench by itself: what it needs to know of the days before the one it is asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.vocabulary import GenerationStatus, SessionType
from alloy_engine.flow import Silent
from alloy_engine.services.clock import SystemClock
from alloy_engine.services.compute.bench import Bench
from alloy_engine.services.compute.requests import Answer, FallBack, LayOut, PlanDay, Planned, Request
from alloy_engine.services.materials import Materials
from alloy_engine.session.empty import failed
from alloy_engine.settings import DATA_FOLDER
from alloy_engine.structure import skeleton
from tests.services.test_generation import REQUEST

TODAY = dt.date(2026, 1, 1)


@pytest.fixture(scope="module")
def materials() -> Materials:
    return Materials.load(DATA_FOLDER)


@pytest.fixture
def bench(materials: Materials) -> Bench:
    return Bench(materials, SystemClock())


@pytest.fixture
def order(materials: Materials) -> LayOut:
    brief = materials.brief(REQUEST, Silent(), today=TODAY)
    structure = skeleton(brief, materials.policy, Silent())
    return LayOut(brief.request, structure, False, {}, TODAY, 1, materials.version, (), True, None)


def training(order: LayOut) -> list[DayPlan]:
    return [day for day in order.structure.days if day.type is not SessionType.RECOVERY]


def context(answer: Answer) -> list[str]:
    """The branches of fork 5.1."""
    return [taken.branch for taken in answer.trace.opened().taken if taken.fork == "5.1"]


@pytest.mark.parametrize("ask", [lambda key: PlanDay(key, 0, frozenset()), lambda key: FallBack(key, "x", "6.1", "C")])
def test_a_session_is_not_built_upon_one_that_nobody_knows(
    bench: Bench, order: LayOut, ask: Callable[[str], Request]
) -> None:
    first, second, *_ = training(order)
    bench.do(order)
    answer = bench.do(ask(second.key))
    assert context(answer) == ["C"]
    assert isinstance(answer.value, Planned)
    assert answer.value.session.status is GenerationStatus.FAILED
    assert f"what session {first.key} used is not known" in answer.value.session.note
    for day in (first, second):  # once it is known, all is well
        answer = bench.do(ask(day.key))
        assert context(answer) == ["A"]
        assert answer.value.session.status is GenerationStatus.COMPLETED  # type: ignore[union-attr]


def test_a_failed_session_is_left_out_and_a_day_of_rest_is_no_gap(bench: Bench, order: LayOut) -> None:
    first, second, *_ = training(order)
    assert second.sequence > first.sequence + 1  # a day of rest between them
    bench.do(replace(order, stored={first.key: failed(first, "no reason")}))
    assert context(bench.do(PlanDay(second.key, 0, frozenset()))) == ["B"]
