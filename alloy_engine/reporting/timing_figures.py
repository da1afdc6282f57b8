"""Plotly figures of times, each a pure function of a frame of `timing`. Waits are hatched, statements grey-blue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import isnan
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from alloy_engine.reporting.figures import BAR, CELL, HEAD, LEGEND_BELOW, PALETTE, PLAIN_LAYOUT, plain
from alloy_engine.reporting.timing.spans import COUNTED, PHASE, PROGRAM, SQL, WAIT
from alloy_engine.reporting.wording import counted, duration, title

OTHER, STATEMENTS = "other work", "statements"
FAINT, SQL_COLOUR, WAIT_COLOUR = "rgba(140, 146, 152, 0.30)", "#5d7f95", "rgba(179, 66, 60, 0.75)"
HATCHED = {"shape": "/", "size": 5, "solidity": 0.45}
# More bars than these are too many for a browser that draws them anew every second.
MOST_BARS, NARROWEST = 700, 20_000
BESIDE = 48  # pixels
INDENT, UNSEEN = "\u2003", "\u200b"
LONGEST_LABEL = 26
# What Streamlit draws: a figure as plain values. Plotly's own classes check every one of them, several times over.
Chart = dict[str, Any]


class Drawn(NamedTuple):
    """A bar of the waterfall. group: its entry in the legend. start, ms: on the clock. around: session, run and index
    of the span it is inside of."""

    group: str
    kind: str
    session: str
    start: float
    ms: float
    said: str
    around: tuple[str, int, float]


def waterfall(spans: pd.DataFrame, most: int = MOST_BARS) -> Chart:
    """Sessions as rows, their phases as bars on one clock (ms), waits hatched. spans: frame of `timing.spans`.

    Only innermost work is drawn: a phase shows its own time, so that bars do not cover each other. Of more than `most`
    bars, statements that follow each other become one, and what would be too narrow to be seen is left out.
    """
    rows = list(_drawn(spans))
    range_ = _first_look(rows)
    if len(rows) > most:
        rows = _seen_from_far(rows, range_)
    labels, groups = _session_labels(spans), dict[str, list[Drawn]]()
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    phases = [name for name in groups if groups[name][0].kind == PHASE and name != OTHER]
    phases.sort(key=lambda name: -sum(row.ms for row in groups[name]))
    colours = {OTHER: FAINT, **{name: PALETTE[place % len(PALETTE)] for place, name in enumerate(phases)}}
    waits = sorted(name for name in groups if groups[name][0].kind == WAIT)
    traces = [
        _bars(groups[name], labels, name, colours.get(name, SQL_COLOUR if name == STATEMENTS else WAIT_COLOUR))
        for name in (OTHER, *phases, STATEMENTS, *waits)
        if name in groups
    ]
    layout = _one_clock(list(labels.values()))
    layout["xaxis"]["range"] = range_
    return {"data": traces, "layout": layout}


def _drawn(spans: pd.DataFrame) -> Iterator[Drawn]:
    """The bars of the whole waterfall, in order of start."""
    names = ("session", "name", "kind", "depth", "is_leaf", "start_ms", "duration_ms", "rows", "run", "parent")
    for session, name, kind, depth, leaf, start, ms, count, run, parent in zip(
        *(spans[each].tolist() for each in names), strict=True
    ):
        if kind == PHASE and depth and not leaf:
            continue
        group = {WAIT: f"wait: {name}", SQL: STATEMENTS}.get(kind, name if depth else OTHER)
        if kind != SQL or leaf:
            yield Drawn(group, kind, session, start, ms, _said(name, kind, ms, count), (session, run, parent))


def _seen_from_far(rows: Sequence[Drawn], range_: tuple[float, float] | None) -> list[Drawn]:
    """Statements of one phase as one bar, and nothing that is no twentieth of a pixel wide."""
    together: dict[tuple[str, int, float], list[Drawn]] = {}
    for row in rows:
        if row.kind == SQL:
            together.setdefault(row.around, []).append(row)
    least = (range_[1] - range_[0]) / NARROWEST if range_ else 0.0
    kept = [row for row in rows if row.kind != SQL and (row.ms >= least or row.group == OTHER)]
    for some in together.values():
        start, end = some[0].start, max(row.start + row.ms for row in some)
        said = some[0].said if len(some) == 1 else f"{len(some)} statements: {duration(sum(row.ms for row in some))}"
        kept.append(some[0]._replace(ms=end - start, said=said))
    return kept


def session_waterfall(spans: pd.DataFrame) -> go.Figure:
    """One session from close: a row a span in order of start, indented by depth. spans: of that session only."""
    spans = spans.sort_values(["start_ms", "depth"], kind="stable")
    zero = spans["start_ms"].min() if len(spans) else 0.0
    labels = [
        f"{INDENT * depth}{name[:LONGEST_LABEL]}{UNSEEN * place}"  # which keeps equal names apart
        for place, (name, depth) in enumerate(zip(spans["name"], spans["depth"], strict=True))
    ]
    drawn = spans.assign(label=labels, start_ms=spans["start_ms"] - zero)
    figure = go.Figure()
    for kind, name, colour in (
        (PHASE, "work", PALETTE[0]),
        (SQL, STATEMENTS, SQL_COLOUR),
        (WAIT, "waits", WAIT_COLOUR),
    ):
        rows = drawn[drawn["kind"] == kind]
        if len(rows):
            figure.add_trace(
                go.Bar(
                    y=list(rows["label"]),
                    base=list(rows["start_ms"]),
                    x=[max(ms, 0.01) for ms in rows["duration_ms"]],
                    orientation="h",
                    name=name,
                    marker={"color": colour, "line": {"width": 0}, "pattern": HATCHED if kind == WAIT else {}},
                    customdata=[
                        _said(*each)
                        for each in zip(rows["name"], rows["kind"], rows["duration_ms"], rows["rows"], strict=True)
                    ],
                    text=[duration(ms) for ms in rows["duration_ms"]],
                    textposition="outside",
                    cliponaxis=False,
                    hovertemplate="%{customdata}<extra></extra>",
                )
            )
    layout = _one_clock(labels)
    layout["margin"] = {**layout["margin"], "r": BESIDE}  # for what stands beside the last bars
    return figure.update_layout(layout)


def phase_bars(phases: pd.DataFrame) -> go.Figure:
    """Own time by phase, largest on top. phases: frame of `timing.phases`."""
    shares = zip(phases["self_ms"], phases["share"], strict=True)
    figure = go.Figure(
        go.Bar(
            y=list(phases["phase"]),
            x=list(phases["self_ms"]),
            orientation="h",
            marker={"color": PALETTE[0]},
            text=[f"{duration(ms)} · {share:.0%}" for ms, share in shares],
            textposition="auto",
            hovertemplate="%{y}: %{text}<extra></extra>",
        )
    )
    figure.update_yaxes(autorange="reversed", showgrid=False, fixedrange=True)
    figure.update_xaxes(visible=False, fixedrange=True)
    return plain(figure, 20 + CELL * max(1, len(phases)))


def history_lines(runs: pd.DataFrame, phases: list[str]) -> go.Figure:
    """The median of each phase from run to run; what got slower is marked. runs: frame of `timing.history`."""
    figure = go.Figure()
    for position, phase in enumerate(phases):
        rows, colour = runs[runs["phase"] == phase], PALETTE[position % len(PALETTE)]
        figure.add_trace(
            go.Scatter(
                x=list(rows["label"]),
                y=list(rows["p50_ms"]),
                name=phase,
                mode="lines+markers",
                line={"color": colour, "width": 2},
                marker={
                    "color": ["#b3423c" if slower else colour for slower in rows["slower"]],
                    "size": [13 if slower else 6 for slower in rows["slower"]],
                    "symbol": ["triangle-up" if slower else "circle" for slower in rows["slower"]],
                },
                customdata=[
                    f"{name}, run {run}<br>engine {version}{'<br>slower than usual' if slower else ''}"
                    for name, run, version, slower in zip(
                        rows["name"], rows["run"], rows["engine_version"], rows["slower"], strict=True
                    )
                ],
                hovertemplate="%{fullData.name}: %{y:.2f} ms<br>%{customdata}<extra></extra>",
            )
        )
    figure.update_xaxes(type="category", title="Run, oldest first", showgrid=False, fixedrange=True)
    figure.update_yaxes(ticksuffix=" ms", rangemode="tozero", fixedrange=True)
    return plain(figure, 340).update_layout(legend={"orientation": "h", "x": 0, "y": 1.12})


def compare_bars(table: pd.DataFrame, one: str, other: str) -> go.Figure:
    """The median of each phase in two runs. table: frame of `timing.beside`. one, other: what they are, in words."""
    figure = go.Figure()
    for column, name, colour in (("p50_ms", one, PALETTE[0]), ("p50_ms_other", other, PALETTE[1])):
        figure.add_trace(
            go.Bar(
                y=list(table["phase"]),
                x=[0.0 if pd.isna(ms) else ms for ms in table[column]],
                orientation="h",
                name=name,
                marker={"color": colour},
                customdata=["–" if pd.isna(ms) else duration(ms) for ms in table[column]],
                hovertemplate="%{y}, %{fullData.name}: %{customdata}<extra></extra>",
            )
        )
    figure.update_yaxes(autorange="reversed", showgrid=False, fixedrange=True)
    figure.update_xaxes(ticksuffix=" ms", zeroline=False, side="top", fixedrange=True)
    figure = plain(figure, HEAD + 34 * max(1, len(table)))
    return figure.update_layout(barmode="group", bargap=0.3, legend=LEGEND_BELOW)


def _bars(rows: Sequence[Drawn], labels: Mapping[str, str], name: str, colour: str) -> Chart:
    return {
        "type": "bar",
        "y": [labels[row.session] for row in rows],
        "base": [row.start for row in rows],
        "x": [row.ms for row in rows],
        "orientation": "h",
        "name": name,
        "marker": {"color": colour, "line": {"width": 0}, "pattern": HATCHED if rows[0].kind == WAIT else {}},
        "customdata": [row.said for row in rows],
        "hovertemplate": "%{y}<br>%{customdata}<extra></extra>",
    }


def _said(name: str, kind: str, ms: float, count: float | None) -> str:
    things = ""
    if count is not None and not isnan(count):
        things = f", {counted(int(count), *COUNTED.get(name, ('thing',)) if kind == PHASE else ('row',))}"
    return f"{'waiting for ' if kind == WAIT else ''}{name}: {duration(ms)}{things}"


def _session_labels(spans: pd.DataFrame) -> dict[str, str]:
    """Session → its row's label, in order of start."""
    return {
        key: "Program" if key == PROGRAM else f"{key} {title(kind).lower()}"
        for key, kind in dict(zip(spans["session"].tolist(), spans["session_type"].tolist(), strict=True)).items()
    }


def _first_look(rows: Sequence[Drawn]) -> tuple[float, float] | None:
    """Where the work is: of a long wait before it only the end. All of it is there when one zooms out."""
    work = [row for row in rows if row.kind != WAIT]
    if not work:
        return None
    begin, end = min(row.start for row in work), max(row.start + row.ms for row in work)
    margin = 0.12 * (end - begin)
    return (max(min(row.start for row in rows), begin - margin), end + 0.02 * (end - begin))


def _one_clock(rows: list[str]) -> Chart:
    """The layout of a waterfall."""
    return {
        **PLAIN_LAYOUT,
        "height": HEAD + BAR * max(1, len(rows)),
        "yaxis": {"categoryorder": "array", "categoryarray": rows, "autorange": "reversed", "showgrid": False,
                  "fixedrange": True},
        "xaxis": {"ticksuffix": " ms", "zeroline": False, "side": "top", "separatethousands": True},
        "barmode": "overlay",
        "bargap": 0.25,
        "legend": LEGEND_BELOW,
    }  # fmt: skip
