from __future__ import annotations

from dataclasses import dataclass

import pytest

from alloy_engine.reporting import figures, timing


@dataclass(frozen=True)
class Row:
    session: str | None
    session_type: str | None
    sequence: int | None
    run: int
    index: int
    parent: int | None
    name: str
    offset_ms: float
    duration_ms: float


ROWS = (
    Row(None, None, None, 1, 0, None, "structure", 0.0, 10.0),
    Row("1-1", "upper", 0, 1, 0, None, "session", 10.0, 20.0),
    Row("1-1", "upper", 0, 1, 1, 0, "score", 11.0, 12.0),
    Row("1-1", "upper", 0, 1, 2, 0, "save", 24.0, 4.0),
    Row("1-2", "lower", 1, 1, 0, None, "session", 31.0, 10.0),
    Row("1-2", "lower", 1, 1, 1, 0, "score", 31.5, 2.0),
    Row("1-2", "lower", 1, 1, 2, 0, "save", 34.0, 6.0),
)


def test_own_time_is_what_the_phases_inside_leave() -> None:
    frame = timing.spans(ROWS).set_index(["session", "name"])
    assert frame.loc[("1-1", "session"), "self_ms"] == pytest.approx(4.0)
    assert frame.loc[("1-1", "score"), "self_ms"] == pytest.approx(12.0)
    assert frame.loc[("1-1", "score"), "depth"] == 1
    assert frame.loc[("program", "structure"), "depth"] == 0


def test_own_times_sum_to_the_time_at_the_top() -> None:
    frame = timing.spans(ROWS)
    assert frame["self_ms"].sum() == pytest.approx(frame.loc[frame["depth"] == 0, "duration_ms"].sum())


def test_runs_of_one_session_are_not_mixed_up() -> None:
    again = (
        Row("1-1", "upper", 0, 2, 0, None, "session", 50.0, 8.0),
        Row("1-1", "upper", 0, 2, 1, 0, "score", 51.0, 5.0),
    )
    frame = timing.spans((*ROWS, *again))
    sessions = frame[(frame["session"] == "1-1") & (frame["name"] == "session")]
    assert list(sessions["self_ms"]) == pytest.approx([4.0, 3.0])


def test_the_phase_table_is_sorted_and_its_shares_sum_to_one() -> None:
    table = timing.phases(timing.spans(ROWS))
    assert table["share"].sum() == pytest.approx(1.0)
    assert list(table["self_ms"]) == sorted(table["self_ms"], reverse=True)
    score = table.set_index("phase").loc["score"]
    assert (score["calls"], score["total_ms"], score["p50_ms"], score["max_ms"]) == (2, 14.0, 7.0, 12.0)
    assert score["p95_ms"] == pytest.approx(11.5)


def test_the_slowest_session_comes_first_with_its_slowest_phase() -> None:
    table = timing.slowest(timing.spans(ROWS))
    assert list(table["session"]) == ["1-1", "1-2"]
    assert list(table["slowest_phase"]) == ["score", "save"]
    assert list(table["duration_ms"]) == [20.0, 10.0]


def test_side_by_side_starts_every_session_at_zero() -> None:
    frame = timing.side_by_side(timing.spans(ROWS))
    assert (frame.groupby("session")["start_ms"].min() == 0).all()


def test_nothing_timed_gives_empty_tables() -> None:
    frame = timing.spans(())
    assert frame.empty
    assert timing.phases(frame).empty
    assert timing.slowest(frame).empty


def test_the_waterfall_draws_every_inner_phase_where_it_happened() -> None:
    figure = figures.waterfall(timing.spans(ROWS))
    traces = {trace.name: trace for trace in figure.data}
    assert set(traces) == {"other work", "score", "save"}
    assert list(traces["score"].base) == [11.0, 31.5]
    assert list(traces["score"].x) == [12.0, 2.0]
    assert list(traces["other work"].x) == [10.0, 20.0, 10.0]
    assert list(figure.layout.yaxis.categoryarray) == ["Program", "1-1 upper", "1-2 lower"]


def test_phase_bars_say_time_and_share() -> None:
    bars = figures.phase_bars(timing.phases(timing.spans(ROWS))).data[0]
    assert next(iter(bars.y)) == "score"
    assert bars.text[0] == "14 ms · 35%"
