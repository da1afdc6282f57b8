"""Plotly figures of times, each a pure function of a frame of `timing`. Waits are hatched, statements grey-blue."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from alloy_engine.reporting.figures import BAR, CELL, HEAD, LEGEND_BELOW, PALETTE, plain
from alloy_engine.reporting.timing.spans import PHASE, PROGRAM, SQL, WAIT
from alloy_engine.reporting.wording import duration, title

OTHER, STATEMENTS = "other work", "statements"
FAINT, SQL_COLOUR, WAIT_COLOUR = "rgba(140, 146, 152, 0.30)", "#5d7f95", "rgba(179, 66, 60, 0.75)"
HATCHED = {"shape": "/", "size": 5, "solidity": 0.45}
INDENT, UNSEEN = "\u2003", "\u200b"
LONGEST_LABEL = 26


def waterfall(spans: pd.DataFrame) -> go.Figure:
    """Sessions as rows, their phases as bars on one clock (ms), waits hatched. spans: frame of `timing.spans`.

    Only innermost work is drawn: a phase shows its own time, so that bars do not cover each other.
    """
    leaves = spans[spans["is_leaf"] & (spans["depth"] > 0)]
    order = list(dict.fromkeys(spans.sort_values("start_ms", kind="stable")["session"]))
    labels = _session_labels(spans)
    figure = go.Figure(_bars(spans[(spans["depth"] == 0) & (spans["kind"] == PHASE)], labels, OTHER, FAINT))
    work = leaves[leaves["kind"] == PHASE]
    names = work.groupby("name")["duration_ms"].sum().sort_values(ascending=False).index
    for position, name in enumerate(names):
        figure.add_trace(_bars(work[work["name"] == name], labels, name, PALETTE[position % len(PALETTE)]))
    figure.add_trace(_bars(leaves[leaves["kind"] == SQL], labels, STATEMENTS, SQL_COLOUR))
    for name, rows in spans[spans["kind"] == WAIT].groupby("name", sort=True):
        figure.add_trace(_bars(rows, labels, f"wait: {name!s}", WAIT_COLOUR, hatched=True))
    figure.data = [bars for bars in figure.data if len(bars.x)]
    return _on_one_clock(figure, [labels[key] for key in order]).update_xaxes(range=_first_look(spans))


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
                    customdata=[_said(each) for each in rows.itertuples()],
                    text=[duration(ms) for ms in rows["duration_ms"]],
                    textposition="outside",
                    cliponaxis=False,
                    hovertemplate="%{customdata}<extra></extra>",
                )
            )
    return _on_one_clock(figure, labels)


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


def _bars(rows: pd.DataFrame, labels: dict[str, str], name: str, colour: str, *, hatched: bool = False) -> go.Bar:
    return go.Bar(
        y=[labels[key] for key in rows["session"]],
        base=list(rows["start_ms"]),
        x=list(rows["duration_ms"]),
        orientation="h",
        name=name,
        marker={"color": colour, "line": {"width": 0}, "pattern": HATCHED if hatched else {}},
        customdata=[_said(row) for row in rows.itertuples()],
        hovertemplate="%{y}<br>%{customdata}<extra></extra>",
    )


def _said(row: object) -> str:
    """row: of `timing.spans`."""
    name, kind, ms, count = (getattr(row, field) for field in ("name", "kind", "duration_ms", "rows"))
    rows = "" if count is None or pd.isna(count) else f", {int(count)} rows"
    return f"{'waiting for ' if kind == WAIT else ''}{name}: {duration(ms)}{rows}"


def _session_labels(spans: pd.DataFrame) -> dict[str, str]:
    return {
        key: "Program" if key == PROGRAM else f"{key} {title(kind).lower()}"
        for key, kind in zip(spans["session"], spans["session_type"], strict=True)
    }


def _first_look(spans: pd.DataFrame) -> tuple[float, float] | None:
    """Where the work is: of a long wait before it only the end. All of it is there when one zooms out."""
    work = spans[spans["kind"] != WAIT]
    if work.empty:
        return None
    begin, end = work["start_ms"].min(), (work["start_ms"] + work["duration_ms"]).max()
    margin = 0.12 * (end - begin)
    return (max(spans["start_ms"].min(), begin - margin), end + 0.02 * (end - begin))


def _on_one_clock(figure: go.Figure, rows: list[str]) -> go.Figure:
    figure.update_yaxes(categoryorder="array", categoryarray=rows, autorange="reversed", showgrid=False,
                        fixedrange=True)  # fmt: skip
    figure.update_xaxes(ticksuffix=" ms", zeroline=False, side="top", separatethousands=True)
    figure = plain(figure, HEAD + BAR * max(1, len(rows)))
    return figure.update_layout(barmode="overlay", bargap=0.25, legend=LEGEND_BELOW)
