"""A demo really goes wrong, in its own copy, and what comes of it is the real thing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from alloy_engine.domain.vocabulary import FallbackTier, GenerationStatus
from alloy_engine.errors import InvalidRequest
from alloy_engine.services import Alloy
from alloy_engine.services.compute.demo import Demo
from alloy_engine.services.demonstrate import demonstrate, title_of
from tests.services.test_generation import REQUEST, finished, training
from tests.stepping import work_off

Opener = Callable[..., Alloy]


def test_a_failing_session_and_a_slow_phase_are_those_that_were_asked_for(opened: Opener) -> None:
    alloy = opened(worker=False)
    program = alloy.create(REQUEST).id
    demo = Demo(slow_phase="compose", slow_ms=5, fails="2-1")
    copy = demonstrate(alloy, program, demo)
    work_off(alloy)
    assert title_of(alloy, copy).demo == demo
    assert title_of(alloy, program).demo is None
    document = alloy.program(copy)
    assert document.name.endswith("(demo)")
    fallen = {f"{m.index}-{s.day}": s for m in document.microcycles for s in m.sessions if s.fallback.value != "none"}
    assert set(fallen) == {"2-1"}
    assert fallen["2-1"].fallback is FallbackTier.TEMPLATE
    assert "Demonstrated: it was to fail" in fallen["2-1"].note
    composed = [span.duration_ms for span in alloy.timing(copy) if span.name == "compose"]
    assert min(composed[1:]) >= 5.0
    assert all(s.fallback is FallbackTier.NONE for s in training(alloy.program(program))), "the other one is as ever"
    active = {card.id: card.is_active for card in alloy.programs()}
    assert active == {program: True, copy: True}, "a demo retires nobody's program"


def test_a_hanging_session_is_cut_at_the_demo_s_own_limit(opened: Opener) -> None:
    alloy = opened()
    program = alloy.create(REQUEST).id
    finished(alloy, program)
    copy = demonstrate(alloy, program, Demo(hangs="1-3", seconds=2.0))
    assert finished(alloy, copy).status is GenerationStatus.COMPLETED
    document = alloy.program(copy)
    hung = next(s for m in document.microcycles for s in m.sessions if f"{m.index}-{s.day}" == "1-3")
    assert hung.fallback is FallbackTier.TEMPLATE
    assert "longer than the 2 s allowed" in hung.note


@pytest.mark.parametrize(
    ("demo", "field"),
    [(Demo(slow_phase="sleep"), "slow_phase"), (Demo(slow_ms=5000), "slow_ms"), (Demo(seconds=3600.0), "seconds")],
)
def test_a_demo_out_of_bounds_is_refused_and_nothing_is_stored(opened: Opener, demo: Demo, field: str) -> None:
    alloy = opened(worker=False)
    program = alloy.create(REQUEST).id
    with pytest.raises(InvalidRequest) as error:
        demonstrate(alloy, program, demo)
    assert [fault.field for fault in error.value.faults] == [field]
    assert len(alloy.programs()) == 1
