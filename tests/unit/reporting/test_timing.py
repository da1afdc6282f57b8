from __future__ import annotations

import json
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go
import pytest

from alloy_engine.reporting import timing, timing_figures


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
    kind: str = "phase"
    rows: int | None = None


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


def test_the_slowest_session_comes_first_and_says_why_in_terms_that_add_up() -> None:
    planned = (
        Row("1-1", "upper", 0, 1, 0, None, "session", 0.0, 40.0),
        Row("1-1", "upper", 0, 1, 1, 0, "select", 1.0, 38.0, rows=100),
        Row("1-1", "upper", 0, 1, 2, 1, "fill", 2.0, 3.0, rows=600),
        Row("1-2", "lower", 1, 1, 0, None, "session", 50.0, 10.0),
        Row("1-2", "lower", 1, 1, 1, 0, "select", 51.0, 8.0, rows=50),
        Row("1-2", "lower", 1, 1, 2, 1, "fill", 52.0, 1.0, rows=200),
        Row("1-3", "push", 2, 1, 0, None, "session", 60.0, 10.0),
        Row("1-3", "push", 2, 1, 1, 0, "select", 61.0, 8.0, rows=50),
        Row("1-3", "push", 2, 1, 2, 1, "fill", 62.0, 1.0, rows=200),
    )
    counts = {"7.1": {"0": 2, "3": 1}, "7.3": {"A": 1, "B": 1}, "6.2": {"A": 1}}
    table = timing.slowest(timing.spans(planned), {"1-1": counts})
    assert list(table["session"]) == ["1-1", "1-2", "1-3"]
    assert table["why"][0] == (
        "40 ms = 100 score cards written × 7 dimensions × 50 µs + 600 movements scored × 7 dimensions × 0.71 µs"
        " + session 2.0 ms (3 slots in 6 steps, 1 swap; planned again, more relaxed)"
    )
    assert table["why"][1] == (
        "10 ms = 50 score cards written × 7 dimensions × 20 µs + session 2.0 ms"
        " + 200 movements scored × 7 dimensions × 0.71 µs"
    )
    first = table.iloc[0]
    assert (first["usual_ms"], first["slowest_phase"], first["slowest_phase_ms"]) == (10.0, "select", 35.0)
    assert first["work_times"] == pytest.approx((2 + 100 * 7 / 50 + 600 / 200) / 10)
    assert first["pace_times"] == pytest.approx(40 / 19)
    product = table["usual_ms"] * table["work_times"] * table["pace_times"]
    assert list(product) == pytest.approx(list(table["duration_ms"]))
    assert table["pace_times"][1] == pytest.approx(1.0)


def test_small_terms_are_told_as_the_rest_and_phases_that_count_nothing_without_a_product() -> None:
    table = timing.slowest(timing.spans((*ROWS, Row("1-1", "upper", 0, 1, 3, 0, "gates", 29.0, 0.5))), {})
    assert table["why"][0] == "20 ms = score 12 ms + save 4.0 ms + session 3.5 ms + the rest 0.5 ms"


@pytest.mark.parametrize(
    ("counts", "ends"),
    [({"6.0": {"B": 1}}, "cut at its time limit"),
     ({"6.1": {"C": 1}, "6.2": {"B": 1}}, "it failed and took the template"),
     ({"6.2": {"A": 1}, "7.1": {"0": 1}}, "1 slot in 1 step; planned again, more relaxed"), ({"6.2": {"D": 1}}, "")],
)  # fmt: skip
def test_a_fallback_is_named(counts: dict[str, dict[str, int]], ends: str) -> None:
    assert timing.Work.of(counts).said == ends


def test_side_by_side_starts_every_session_at_zero() -> None:
    frame = timing.side_by_side(timing.spans(ROWS))
    assert (frame.groupby("session")["start_ms"].min() == 0).all()


def test_nothing_timed_gives_empty_tables() -> None:
    frame = timing.spans(())
    assert frame.empty
    assert timing.phases(frame).empty
    assert timing.slowest(frame, {}).empty
    assert timing.statements(frame).empty
    assert timing.history(()).empty


def test_the_waterfall_draws_every_inner_phase_where_it_happened() -> None:
    figure = go.Figure(timing_figures.waterfall(timing.spans(ROWS)))  # Plotly's own check of it
    traces = {trace.name: trace for trace in figure.data}
    assert set(traces) == {"other work", "score", "save"}
    assert list(traces["score"].base) == [11.0, 31.5]
    assert list(traces["score"].x) == [12.0, 2.0]
    assert list(traces["other work"].x) == [10.0, 20.0, 10.0]
    assert list(figure.layout.yaxis.categoryarray) == ["Program", "1-1 upper", "1-2 lower"]


def test_phase_bars_say_time_and_share() -> None:
    bars = timing_figures.phase_bars(timing.phases(timing.spans(ROWS))).data[0]
    assert next(iter(bars.y)) == "score"
    assert bars.text[0] == "14 ms · 35%"


SAVED = (
    Row(None, None, None, 0, 0, None, "create", -500.0, 8.0),
    Row(None, None, None, 1, 0, None, "queue", -90.0, 90.0, "wait"),
    Row(None, None, None, 1, 1, None, "open", 0.0, 10.0),
    Row("1-1", "upper", 0, 1, 0, None, "session", 10.0, 20.0),
    Row("1-1", "upper", 0, 1, 1, None, "save", 31.0, 12.0),
    Row("1-1", "upper", 0, 1, 2, 1, "connection", 31.0, 1.0, "wait"),
    Row("1-1", "upper", 0, 1, 3, 1, "UPDATE sessions", 32.0, 7.0, "sql", 1),
    Row("1-1", "upper", 0, 1, 4, 3, "lock", 33.0, 5.0, "wait"),
    Row("1-1", "upper", 0, 1, 5, 1, "INSERT INTO exercises", 39.0, 3.0, "sql", 12),
    Row("1-2", "lower", 1, 1, 0, None, "session", 31.0, 30.0),
)


def test_statements_rows_and_waits_are_those_of_their_phase() -> None:
    table = timing.phases(timing.spans(SAVED)).set_index("phase")
    save = table.loc["save"]
    assert (save["statements"], save["rows"], save["sql_ms"]) == (2, 13, 10.0)
    assert (save["connection_ms"], save["lock_ms"]) == (1.0, 5.0)
    assert save["self_ms"] == pytest.approx(12.0), "statements and waits are part of the phase"
    assert (table.loc["session", "statements"], table.loc["session", "lock_ms"]) == (0, 0.0)
    assert "queue" not in table.index, "a wait is no phase"
    assert table.loc["session", "p99_ms"] == pytest.approx(29.9)


def test_statements_are_counted_with_their_waits_for_locks() -> None:
    table = timing.statements(timing.spans(SAVED)).set_index("statement")
    assert list(table.index) == ["UPDATE sessions", "INSERT INTO exercises"]
    assert tuple(table.loc["UPDATE sessions", ["phase", "calls", "rows", "lock_ms"]]) == ("save", 1, 1, 5.0)
    assert table.loc["INSERT INTO exercises", "lock_ms"] == 0.0


def test_waits_are_told_apart() -> None:
    assert timing.waits(timing.spans(SAVED)) == {"queue": 90.0, "connection": 1.0, "lock": 5.0}


def test_the_critical_path_leaves_out_what_happens_beside_it_and_names_what_nobody_did() -> None:
    run = timing.of_run(timing.spans(SAVED), 1)
    path = timing.critical_path(run)
    assert list(zip(path["step"], path["session"], path["duration_ms"], strict=True)) == [
        ("queue", "program", 90.0), ("open", "program", 10.0), ("session", "1-1", 20.0), ("between", "program", 1.0),
        ("session", "1-2", 30.0),
    ]  # fmt: skip
    assert path["duration_ms"].sum() == pytest.approx(151.0)
    assert path["share"].sum() == pytest.approx(1.0)
    assert list(timing.path_by_step(path)["step"]) == ["queue", "session", "open", "between"]
    assert timing.critical_path(timing.spans(())).empty


def test_waits_are_drawn_apart_from_work() -> None:
    traces = {trace.name: trace for trace in go.Figure(timing_figures.waterfall(timing.spans(SAVED))).data}
    assert {"wait: queue", "wait: connection", "wait: lock", "statements"} <= set(traces)
    assert traces["wait: lock"].marker.pattern.shape == "/"
    assert traces["statements"].marker.pattern.shape is None
    assert list(traces["statements"].x) == [3.0], "a statement that waited shows its wait instead"


def test_of_too_many_bars_statements_become_one_and_what_nobody_could_see_is_left_out() -> None:
    tiny = Row("1-1", "upper", 0, 1, 6, 0, "recall", 12.0, 1e-4)
    commit = Row("1-1", "upper", 0, 1, 7, 1, "COMMIT", 42.25, 0.5, "sql")
    chart = timing_figures.waterfall(timing.spans((*SAVED, commit, tiny)), most=3)
    traces = {trace["name"]: trace for trace in chart["data"]}
    assert "recall" not in traces
    assert (traces["statements"]["base"], traces["statements"]["x"]) == ([539.0], [3.75])
    assert traces["statements"]["customdata"] == ["2 statements: 3.5 ms"]
    assert set(traces) == {"other work", "statements", "wait: queue", "wait: connection", "wait: lock"}


def test_one_session_from_close_has_a_row_a_span_from_its_own_beginning() -> None:
    frame = timing.spans(SAVED)
    figure = timing_figures.session_waterfall(frame[frame["session"] == "1-1"])
    traces = {trace.name: trace for trace in figure.data}
    assert set(traces) == {"work", "statements", "waits"}
    assert len(set(figure.layout.yaxis.categoryarray)) == 6
    assert list(traces["work"].base) == [0.0, 21.0]
    assert "UPDATE sessions: 7.0 ms, 1 row" in traces["statements"].customdata


def test_chrome_gets_an_event_a_span_in_microseconds() -> None:
    trace = json.loads(timing.chrome_trace(timing.spans(SAVED), "Mine"))
    events = [event for event in trace["traceEvents"] if event["ph"] == "X"]
    assert len(events) == len(SAVED)
    update = next(event for event in events if event["name"] == "UPDATE sessions")
    assert (update["ts"], update["dur"], update["cat"]) == (532_000.0, 7_000.0, "sql")
    assert update["args"] == {"session": "1-1", "run": 1, "rows": 1}
    assert all(event["ts"] >= 0 for event in events)


def test_csv_has_a_line_a_span() -> None:
    lines = timing.as_csv(timing.spans(SAVED)).splitlines()
    assert lines[0].startswith("session,session_type,sequence,run,index,parent,name,kind,phase,rows")
    assert len(lines) == len(SAVED) + 1
    parents = [line.split(",")[5] for line in lines[1:]]
    assert all(parent == "" or parent.isdigit() for parent in parents)
    assert any(parents)


@dataclass(frozen=True)
class Ran:
    program: str
    started_at: int
    p50_ms: float
    phase: str = "select"
    run: int = 1
    name: str = "Mine"
    engine_version: str = "1"
    calls: int = 84
    total_ms: float = 100.0
    p95_ms: float = 9.0
    p99_ms: float = 9.9


def test_a_run_that_is_slower_than_the_runs_before_it_is_marked() -> None:
    p50 = [1.0, 1.1, 0.9, 1.2, 2.0, 1.0]
    runs = timing.history([Ran(f"p{place}", place, ms) for place, ms in enumerate(p50)][::-1])
    assert list(runs["label"]) == ["1", "2", "3", "4", "5", "6"]
    assert list(runs["slower"]) == [False, False, False, False, True, False]
    assert runs["usual_ms"].isna().sum() == 3, "nobody knows what is usual before there are three"
    (slower,) = timing.regressions(runs).itertuples()
    assert (slower.program, slower.usual_ms) == ("p4", pytest.approx(1.05))
    figure = timing_figures.history_lines(runs, ["select"])
    assert list(figure.data[0].marker.symbol).count("triangle-up") == 1


def test_a_phase_that_is_quick_anyway_is_no_regression() -> None:
    runs = timing.history([Ran(f"p{place}", place, ms) for place, ms in enumerate([0.01, 0.01, 0.01, 0.05])])
    assert not runs["slower"].any()


def test_two_versions_stand_beside_each_other_phase_by_phase() -> None:
    rows = [Ran("a", 1, 2.0), Ran("b", 2, 4.0), Ran("c", 3, 9.0, engine_version="2"),
            Ran("c", 3, 1.0, phase="new", engine_version="2")]  # fmt: skip
    runs = timing.history(rows)
    table = timing.beside(timing.of_version(runs, "1"), timing.of_version(runs, "2")).set_index("phase")
    assert (table.loc["select", "p50_ms"], table.loc["select", "p50_ms_other"]) == (3.0, 9.0)
    assert table.loc["select", "times"] == pytest.approx(3.0)
    assert pd.isna(table.loc["new", "p50_ms"])
    bars = timing_figures.compare_bars(table.reset_index(), "1", "2").data
    assert [bar.name for bar in bars] == ["1", "2"]
