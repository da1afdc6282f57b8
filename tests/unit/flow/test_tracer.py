"""What a recorder keeps, with a clock we move by hand."""

from __future__ import annotations

import itertools

import pytest

from alloy_engine.errors import FlowError
from alloy_engine.flow import SQL, BranchTaken, Recorder, Silent


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


def test_what_is_left_open_ends_with_the_phase_around_it() -> None:
    clock = ticking()
    tracer = Recorder(lambda: next(clock))
    with tracer.phase("outer"):
        tracer.begin("statement", SQL)
        tracer.count(3)
    assert [(span.name, span.parent, span.start_ns, span.duration_ns, span.rows) for span in tracer.spans] == [
        ("outer", None, 10, 20, None), ("statement", 0, 20, 10, 3),
    ]  # fmt: skip
    assert tracer.since(0) == tracer.spans


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


def test_what_another_recorder_saw_is_taken_over_in_its_place() -> None:
    other_clock = ticking()
    other = Recorder(lambda: next(other_clock))
    with other.phase("structure"), other.phase("focus"):
        other.take("7.1", "0", times=2)
    clock = ticking(1)
    tracer = Recorder(lambda: next(clock))
    tracer.take("7.1", "0")
    with tracer.phase("open"):
        tracer.absorb(other.spans, other.taken, 500)
    assert [(s.name, s.parent, s.start_ns, s.duration_ns) for s in tracer.spans] == [
        ("open", None, 2, 1), ("structure", 0, 510, 40), ("focus", 1, 520, 20),
    ]  # fmt: skip
    assert tracer.branch_counts() == {"7.1": {"0": 3}}


def test_branches_are_kept_in_the_order_of_their_first_moments_each_with_its_phase() -> None:
    clock = ticking()
    tracer = Recorder(lambda: next(clock))
    tracer.take("5.0", "A")
    with tracer.phase("select"), tracer.phase("fill"):
        tracer.take("7.1", "3")
        tracer.take("7.0", "A", times=2)
    tracer.take("7.1", "3")
    assert tracer.taken == (
        BranchTaken("5.0", "A", 1, 10, None), BranchTaken("7.1", "3", 2, 40, 1), BranchTaken("7.0", "A", 2, 50, 1),
    )  # fmt: skip
    around = Recorder(lambda: 0)
    with around.phase("all"):
        around.absorb(tracer.spans, tracer.taken, 500)
    assert [(one.branch, one.at_ns, one.span) for one in around.taken] == [("A", 510, 0), ("3", 540, 2), ("A", 550, 2)]
