"""Plotly figures of the frames of this room, each a pure function."""

from __future__ import annotations

import math

import pandas as pd
import plotly.graph_objects as go

from alloy_engine.catalogue.policies.audit import Band
from alloy_engine.reporting.figures import CELL, LEGEND_BELOW, PALETTE, heat_map, plain
from alloy_engine.reporting.wording import title

FINE, FAINT, LINE = "rgba(74, 146, 112, 0.20)", "rgba(192, 143, 50, 0.14)", "#7d858d"
VERDICT_COLOURS = {"ok": "#4a9270", "warn": "#c08f32", "fail": "#c0513f"}
CHART = 280
HEADROOM = 1.1


def lift_trend(shown: pd.DataFrame, lift: str, of_load: str) -> go.Figure:
    """One lift's load and repetitions over the weeks. shown: frame of `lifts.exposures`; lift: its `lift`.

    of_load: the unit's word for the axis. Without a load in kg the % of 1RM is drawn, without that repetitions alone.
    """
    rows = shown[shown["lift"] == lift]
    named = next((name for name in ("load_kg", "percent_1rm") if rows[name].notna().any()), None)
    figure = go.Figure()
    if named is not None:
        word = of_load if named == "load_kg" else "% of 1RM"
        figure.add_trace(_line(rows, named, word, PALETTE[1]))
    figure.add_trace(_line(rows, "reps", "repetitions", PALETTE[0], dash="dot", axis="y2" if named else "y"))
    return _over_microcycles(figure, "Microcycle")


def _over_microcycles(figure: go.Figure, across: str) -> go.Figure:
    """Lines over the weeks, with a second scale at the right."""
    figure.update_xaxes(dtick=1, title=across, fixedrange=True, showgrid=False)
    figure.update_yaxes(fixedrange=True, zeroline=False)
    figure = plain(figure, CHART)
    return figure.update_layout(
        legend={**LEGEND_BELOW, "y": -0.32},
        yaxis2={
            "overlaying": "y",
            "side": "right",
            "showgrid": False,
            "tickmode": "auto",
            "tickformat": "~g",
            "fixedrange": True,
            "zeroline": False,
        },
    )


def _line(rows: pd.DataFrame, column: str, name: str, colour: str, dash: str = "solid", axis: str = "y") -> go.Scatter:
    return go.Scatter(
        x=list(rows["microcycle"]),
        y=list(rows[column]),
        yaxis=axis,
        mode="lines+markers",
        name=name,
        line={"color": colour, "dash": dash},
        customdata=list(rows["prescription"]) if "prescription" in rows else None,
        hovertemplate="microcycle %{x}: %{customdata}<extra></extra>"
        if "prescription" in rows
        else "microcycle %{x}: %{y:.1f} %{fullData.name}<extra></extra>",
    )


def against_band(majors: pd.DataFrame, value: str, band: Band, unit: str) -> go.Figure:
    """A bar a muscle, coloured by its verdict, over the shaded band. majors: frame of `muscles.majors`.

    value: "sets" (with a whisker from the thinnest to the fullest week) or "sessions".
    """
    rows = majors.sort_values(value, ascending=False, kind="stable")
    names = [title(major) for major in rows["major"]]
    most = max([*rows[value], *(rows["most"] if value == "sets" else []), band.ok_from]) * HEADROOM
    end = min(most, band.ok_to)
    figure = go.Figure()
    figure.add_vrect(
        x0=band.ok_from, x1=end if math.isfinite(end) else most, fillcolor=FINE, line_width=0, layer="below"
    )
    if band.warn_from < band.ok_from:
        figure.add_vrect(x0=band.warn_from, x1=band.ok_from, fillcolor=FAINT, line_width=0, layer="below")
    whiskers = {}
    if value == "sets":
        up, down = list(rows["most"] - rows["sets"]), list(rows["sets"] - rows["least"])
        whiskers = {"error_x": {"type": "data", "array": up, "arrayminus": down, "color": LINE, "thickness": 1.2}}
    figure.add_trace(
        go.Bar(
            y=names,
            x=list(rows[value]),
            orientation="h",
            marker={"color": [VERDICT_COLOURS[verdict] for verdict in rows[f"{value}_verdict"]]},
            text=[f"{number:.1f}" for number in rows[value]],
            textposition="inside",
            insidetextanchor="start",
            hovertemplate="%{y}: %{x:.1f} " + unit + "<extra></extra>",
            **whiskers,
        )
    )
    figure.update_yaxes(autorange="reversed", showgrid=False, fixedrange=True)
    figure.update_xaxes(range=[0, most], fixedrange=True, zeroline=False)
    return plain(figure, 50 + CELL * max(1, len(rows))).update_layout(showlegend=False)


def effort_trend(effort: pd.DataFrame) -> go.Figure:
    """RPE (left) and % of 1RM (right) of the main lifts over the weeks. effort: frame of `balance.effort`."""
    figure = go.Figure()
    figure.add_trace(_line(effort, "rpe", "RPE", PALETTE[1]))
    if effort["percent_1rm"].notna().any():
        figure.add_trace(_line(effort, "percent_1rm", "% of 1RM", PALETTE[0], dash="dot", axis="y2"))
    for week in effort.loc[effort["is_deload"].astype(bool), "microcycle"]:
        figure.add_vrect(x0=week - 0.4, x1=week + 0.4, fillcolor="rgba(140, 146, 152, 0.15)", line_width=0)
    return _over_microcycles(figure, "Microcycle (deloads shaded)")


def side_bars(both: pd.DataFrame) -> go.Figure:
    """Pushing sets up, pulling sets down, a pair a microcycle. both: frame of `balance.sides`."""
    figure = go.Figure()
    for name, sign, colour in (("pushes", 1, PALETTE[0]), ("pulls", -1, PALETTE[4])):
        figure.add_trace(
            go.Bar(
                x=list(both["microcycle"]),
                y=[sign * sets for sets in both[name]],
                name=title(name),
                marker={"color": colour},
                text=list(both[name]),
                hovertemplate="microcycle %{x}: %{text} sets of %{fullData.name}<extra></extra>",
            )
        )
    figure.update_xaxes(dtick=1, title="Microcycle", fixedrange=True, showgrid=False)
    figure.update_yaxes(visible=False, fixedrange=True)
    return plain(figure, CHART).update_layout(barmode="relative", legend={**LEGEND_BELOW, "y": -0.32})


def pattern_map(patterns: pd.DataFrame) -> go.Figure:
    """Sets by pattern and microcycle. patterns: frame of `balance.patterns`."""
    table = patterns.pivot_table(index="pattern", columns="microcycle", values="sets", aggfunc="sum", fill_value=0)
    table = table.loc[table.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    return heat_map(table, "52, 98, 141", "%{y}, microcycle %{x}: %{z} sets<extra></extra>")


def minute_bars(minutes: pd.DataFrame) -> go.Figure:
    """Minutes a microcycle, stacked by kind of block. minutes: frame of `balance.minutes`."""
    figure = go.Figure()
    for place, role in enumerate(dict.fromkeys(minutes["role"])):
        rows = minutes[minutes["role"] == role]
        figure.add_trace(
            go.Bar(
                x=list(rows["microcycle"]),
                y=list(rows["minutes"]),
                name=title(role),
                marker={"color": PALETTE[place % len(PALETTE)]},
                customdata=list(rows["share"]),
                hovertemplate="microcycle %{x}, %{fullData.name}: %{y:.0f} min, %{customdata:.0%}<extra></extra>",
            )
        )
    figure.update_xaxes(dtick=1, title="Microcycle", fixedrange=True, showgrid=False)
    figure.update_yaxes(fixedrange=True, zeroline=False, title="Minutes")
    return plain(figure, CHART).update_layout(barmode="stack", legend={**LEGEND_BELOW, "y": -0.32})
