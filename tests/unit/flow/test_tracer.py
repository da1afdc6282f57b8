"""What a recorder keeps, with a clock we move by hand."""

from __future__ import annotations

import itertools

import pytest

from alloy_engine.errors import FlowError
from alloy_engine.flow import Recorder, Silent
from alloy_engine.services.deadline import DeadlineRecorder, SessionTimedOut


def ticking(step: int = 10) -> itertools.count[int]:
    return itertools.count(1000, step)


def test_spans_nest_and_last_as_long_as_the_clock_says() -> None:
    clock = ticking()
    tracer = Recorder(lambda: next(clock))  # zero = 1000
    with tracer.phase("outer"), tracer.phase("inner"):
        pass
    outer, inner = tracer.spans
    assert (outer.name, outer.parent, outer.start_ns, outer.duration_ns) == ("outer", None, 10, 30)
    assert (inner.name, inner.parent, inner.start_ns, inner.duration_ns) == ("inner", 0, 20, 10)
    assert tracer.milliseconds() == {"outer": 30 / 1e6, "inner": 10 / 1e6}


def test_a_span_is_kept_when_its_phase_fails() -> None:
    clock = ticking()
    tracer = Recorder(lambda: next(clock))
    with pytest.raises(ZeroDivisionError), tracer.phase("broken"):
        _ = 1 / 0
    assert [span.name for span in tracer.spans] == ["broken"]
    with tracer.phase("next"):
        pass
    assert tracer.spans[1].parent is None


def test_branches_are_counted_and_sorted() -> None:
    tracer = Recorder(lambda: 0)
    tracer.take("7.1", "3")
    tracer.take("7.1", "0", times=4)
    tracer.take("7.0", "A", times=0)
    assert tracer.branch_counts() == {"7.1": {"0": 4, "3": 1}}


@pytest.mark.parametrize("tracer", [Silent(), Recorder(lambda: 0)])
def test_every_tracer_refuses_an_undeclared_branch(tracer: Silent | Recorder) -> None:
    with pytest.raises(FlowError):
        tracer.take("7.1", "nine")


def test_a_deadline_cuts_at_the_next_branch_or_phase() -> None:
    now = [0]
    tracer = DeadlineRecorder(lambda: now[0], seconds=1.0)
    tracer.take("7.1", "0")
    now[0] = 1_000_000_001
    with pytest.raises(SessionTimedOut, match="1 s"):
        tracer.take("7.1", "0")
    with pytest.raises(SessionTimedOut), tracer.phase("select"):
        pass
