"""Plotly figures, each a pure function of a frame. Colours come from the theme unless a meaning needs its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from alloy_engine.domain.vocabulary import SessionType
from alloy_engine.reporting.wording import title

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
FULL = 0.4  # of the most: from here on a cell is dark enough for white numbers
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


def volume_map(volume: pd.DataFrame) -> go.Figure:
    """Hard sets a week by muscle and microcycle. volume: frame of `frames.volume`."""
    table = volume.pivot_table(index="muscle", columns="microcycle", values="sets", aggfunc="sum", fill_value=0.0)
    table = table.loc[table.mean(axis=1).sort_values(ascending=False, kind="stable").index]
    hover = "%{y}, microcycle %{x}: %{z:.1f} sets a week<extra></extra>"
    return heat_map(table, "164, 81, 44", hover)


def heat_map(table: pd.DataFrame, rgb: str, hover: str) -> go.Figure:
    """A row a word of the vocabulary, a column a microcycle. rgb: of the fullest cell, as "181, 99, 60", dark enough
    for white numbers. hover: Plotly's template.
    """
    values = table.to_numpy().tolist()
    figure = go.Figure(
        go.Heatmap(
            z=values,
            x=[str(week) for week in table.columns],
            y=[title(word) for word in table.index],
            zmin=0,
            zmax=most_of(values),
            colorscale=shades(rgb),
            showscale=False,
            xgap=2,
            ygap=2,
            hovertemplate=hover,
        )
    )
    figure.update_xaxes(side="top", showgrid=False, fixedrange=True, type="category")
    figure.update_yaxes(autorange="reversed", showgrid=False, fixedrange=True, type="category")
    return plain(figure, 40 + 24 * max(1, len(table))).update_layout(annotations=numbers(values, 0))


def shades(rgb: str) -> list[tuple[float, str]]:
    """From hardly there to full, with a step where the numbers turn white: see `numbers`."""
    return [(0, f"rgba({rgb}, 0.04)"), (FULL, f"rgba({rgb}, 0.2)"), (FULL, f"rgba({rgb}, 0.85)"), (1, f"rgb({rgb})")]


def numbers(values: Sequence[Sequence[float]], digits: int) -> list[dict[str, Any]]:
    """A heat map's numbers as annotations: white on full cells, in the theme's own colour on the others, so that all
    read on light and dark grounds alike.
    """
    most = most_of(values)
    return [
        {"x": across, "y": down, "text": f"{value:.{digits}f}", "showarrow": False,
         "font": {"size": 11} | ({"color": "white"} if value / most >= FULL else {})}
        for down, row in enumerate(values)
        for across, value in enumerate(row)
    ]  # fmt: skip


def most_of(values: Sequence[Sequence[float]]) -> float:
    return max((value for row in values for value in row), default=0.0) or 1.0


# The look all figures share: no ground of their own, no margins.
PLAIN_LAYOUT = {
    "margin": {"l": 0, "r": 0, "t": 24, "b": 0},
    "hovermode": "closest",
    "paper_bgcolor": "rgba(0,0,0,0)",
    "plot_bgcolor": "rgba(0,0,0,0)",
}


def plain(figure: go.Figure, height: int) -> go.Figure:
    """That look. height: in pixels."""
    return figure.update_layout(PLAIN_LAYOUT, height=height)
