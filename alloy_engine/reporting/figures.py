"""Plotly figures, each a pure function of a frame. Colours come from the theme unless a meaning needs its own."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from alloy_engine.domain.vocabulary import SessionType
from alloy_engine.reporting.timing import PROGRAM
from alloy_engine.reporting.wording import duration, title

# One calm colour a kind of day, readable on light and dark grounds alike.
TYPE_COLOURS = {
    SessionType.UPPER.value: "#4f86b5",
    SessionType.LOWER.value: "#b5633c",
    SessionType.PUSH.value: "#4f86b5",
    SessionType.PULL.value: "#8a73b3",
    SessionType.LEGS.value: "#b5633c",
    SessionType.FULL_BODY.value: "#4a9270",
    SessionType.CARDIO.value: "#3f9aa8",
    SessionType.CONDITIONING.value: "#c08f32",
    SessionType.MOBILITY.value: "#a8738c",
    SessionType.RECOVERY.value: "rgba(140, 146, 152, 0.22)",
}
SHORT_TYPES = {
    "upper": "U", "lower": "L", "push": "Ps", "pull": "Pl", "legs": "Lg", "full_body": "FB", "cardio": "C",
    "conditioning": "Cd", "mobility": "M", "recovery": "",
}  # fmt: skip
PALETTE = ("#4f86b5", "#b5633c", "#4a9270", "#c08f32", "#8a73b3", "#3f9aa8", "#a8738c", "#7d858d")
CELL, BAR, HEAD = 26, 22, 90
LEGEND_BELOW = {"orientation": "h", "x": 0, "y": -0.02, "yanchor": "top"}


def calendar(days: pd.DataFrame) -> go.Figure:
    """The program at a glance: one square a calendar day, microcycles down, days across.

    days: frame of `frames.sessions` or `frames.days`. A deload's squares are outlined.
    """
    figure = go.Figure()
    for kind in SessionType:
        rows = days[days["type"] == kind.value]
        if rows.empty:
            continue
        figure.add_trace(
            go.Scatter(
                x=list(rows["day"]),
                y=list(rows["microcycle"]),
                mode="markers+text",
                name=title(kind.value),
                text=[SHORT_TYPES[kind.value]] * len(rows),
                textfont={"size": 10, "color": "white"},
                marker={
                    "symbol": "square",
                    "size": CELL - 4,
                    "color": TYPE_COLOURS[kind.value],
                    "opacity": [0.55 if deload else 1.0 for deload in rows["is_deload"]],
                },
                customdata=rows[["key", "weekday", "date", "focus", "phase", "target_minutes"]].astype(str).values,
                hovertemplate="%{customdata[1]} %{customdata[2]}<br>%{fullData.name}, %{customdata[5]} min"
                "<br>%{customdata[3]}<br>%{customdata[4]}<extra></extra>",
            )
        )
    most_days = int(days["day"].max()) if len(days) else 7
    weeks = sorted(set(days["microcycle"]))
    deloads = set(days.loc[days["is_deload"], "microcycle"])
    figure.update_xaxes(range=[0.4, most_days + 0.6], tickvals=list(range(1, most_days + 1)), side="top",
                        showgrid=False, zeroline=False, fixedrange=True)  # fmt: skip
    figure.update_yaxes(autorange="reversed", showgrid=False, zeroline=False, fixedrange=True, tickvals=weeks,
                        ticktext=[f"{week} deload" if week in deloads else str(week) for week in weeks])  # fmt: skip
    height = HEAD + CELL * max(1, len(weeks))
    return plain(figure, height).update_layout(legend=LEGEND_BELOW)


def waterfall(spans: pd.DataFrame) -> go.Figure:
    """Sessions as rows, their phases as bars on one clock (ms). spans: frame of `timing.spans`.

    Only innermost work is drawn: a phase shows its own time, so that bars do not cover each other.
    """
    leaves = spans[spans["is_leaf"]]
    order = list(dict.fromkeys(spans.sort_values("start_ms", kind="stable")["session"]))
    names = list(leaves.groupby("name")["duration_ms"].sum().sort_values(ascending=False).index)
    labels = _session_labels(spans)
    figure = go.Figure()
    whole = spans[spans["depth"] == 0]
    figure.add_trace(
        go.Bar(
            y=[labels[key] for key in whole["session"]],
            base=list(whole["start_ms"]),
            x=list(whole["duration_ms"]),
            orientation="h",
            name="other work",
            marker={"color": "rgba(140, 146, 152, 0.30)", "line": {"width": 0}},
            customdata=[(name, duration(ms)) for name, ms in zip(whole["name"], whole["duration_ms"], strict=True)],
            hovertemplate="%{y}<br>%{customdata[0]} in all: %{customdata[1]}<extra></extra>",
        )
    )
    for position, name in enumerate(names):
        rows = leaves[(leaves["name"] == name) & (leaves["depth"] > 0)]
        if rows.empty:
            continue
        figure.add_trace(
            go.Bar(
                y=[labels[key] for key in rows["session"]],
                base=list(rows["start_ms"]),
                x=list(rows["duration_ms"]),
                orientation="h",
                name=name,
                marker={"color": PALETTE[position % len(PALETTE)], "line": {"width": 0}},
                customdata=[duration(ms) for ms in rows["duration_ms"]],
                hovertemplate="%{y}<br>%{fullData.name}: %{customdata}<extra></extra>",
            )
        )
    figure.update_yaxes(categoryorder="array", categoryarray=[labels[key] for key in order], autorange="reversed",
                        showgrid=False, fixedrange=True)  # fmt: skip
    figure.update_xaxes(ticksuffix=" ms", zeroline=False, side="top", separatethousands=True)
    figure = plain(figure, HEAD + BAR * max(1, len(order)))
    return figure.update_layout(barmode="overlay", bargap=0.25, legend=LEGEND_BELOW)


def _session_labels(spans: pd.DataFrame) -> dict[str, str]:
    return {
        key: "Program" if key == PROGRAM else f"{key} {title(kind).lower()}"
        for key, kind in zip(spans["session"], spans["session_type"], strict=True)
    }


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


def volume_map(volume: pd.DataFrame) -> go.Figure:
    """Hard sets a week by muscle and microcycle. volume: frame of `frames.volume`."""
    table = volume.pivot_table(index="muscle", columns="microcycle", values="sets", aggfunc="sum", fill_value=0.0)
    table = table.loc[table.mean(axis=1).sort_values(ascending=False, kind="stable").index]
    figure = go.Figure(
        go.Heatmap(
            z=table.to_numpy().tolist(),
            x=[str(week) for week in table.columns],
            y=[title(muscle) for muscle in table.index],
            colorscale=[[0, "rgba(140, 146, 152, 0.10)"], [1, "#b5633c"]],
            showscale=False,
            xgap=2,
            ygap=2,
            texttemplate="%{z:.0f}",
            hovertemplate="%{y}, microcycle %{x}: %{z:.1f} sets a week<extra></extra>",
        )
    )
    figure.update_xaxes(side="top", showgrid=False, fixedrange=True, type="category")
    figure.update_yaxes(autorange="reversed", showgrid=False, fixedrange=True)
    return plain(figure, 40 + 24 * max(1, len(table)))


def plain(figure: go.Figure, height: int) -> go.Figure:
    """The look all figures share: no ground of their own, no margins. height: in pixels."""
    return figure.update_layout(
        height=height,
        margin={"l": 0, "r": 0, "t": 24, "b": 0},
        hovermode="closest",
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
    )
