"""Figures of one choice, each a pure function of a frame. Colours are those of all figures."""

from __future__ import annotations

import textwrap
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from alloy_engine.reporting.figures import CELL, PALETTE, most_of, numbers, plain, shades
from alloy_engine.reporting.wording import title

LIT, DIM, QUIET = PALETTE[1], "#7d858d", "rgba(140, 146, 152, 0.35)"
LEFT, ON_IT = "#3f74a3", "white"  # dark enough for white words, on light and dark grounds
FULLEST = "164, 81, 44"
ROW, WRAP, TWIG = 21, 46, 0.05
LINE = 0.8  # of a row: how far apart the lines of a reason are


def funnel(stages: pd.DataFrame) -> go.Figure:
    """A bar a stage: who was left, and beside it who fell. On a logarithmic scale, as the first filters remove nearly
    all. stages: frame of `frames.funnel`.
    """
    figure = go.Figure(
        go.Bar(
            y=list(stages["stage"]),
            x=[max(left, 0.8) for left in stages["left"]],
            orientation="h",
            marker={"color": LEFT},
            text=[
                f"{left:,} left" + (f", {removed:,} fell" if removed else "")
                for left, removed in zip(stages["left"], stages["removed"], strict=True)
            ],
            textposition="auto",
            insidetextfont={"color": ON_IT},
            customdata=["<br>".join(textwrap.wrap(reason, WRAP)) for reason in stages["reason"]],
            hovertemplate="%{y}: %{text}<br>%{customdata}<extra></extra>",
        )
    )
    figure.update_yaxes(autorange="reversed", showgrid=False, fixedrange=True)
    figure.update_xaxes(type="log", visible=False, fixedrange=True)
    return plain(figure, 30 + CELL * max(1, len(stages))).update_layout(bargap=0.2)


def waterfall(parts: pd.DataFrame, most: float) -> go.Figure:
    """What each dimension brings, one after the other, up to the total. parts: frame of `frames.parts`. most: where the
    scale ends, so that two of them can be held against each other.
    """
    labels, starts, values = list(parts["label"]), list(parts["start"]), list(parts["value"])
    *factors, whole = zip(parts["raw"], parts["weight"], values, strict=True)
    said = [f"{value:.3f} = {raw:.2f} × {weight:.3f}" for raw, weight, value in factors]
    figure = go.Figure(
        go.Bar(
            y=labels,
            x=values,
            base=starts,
            orientation="h",
            marker={"color": [PALETTE[0]] * len(said) + [LIT]},
            text=[*said, f"{whole[2]:.4f}"],
            textposition="none",
            customdata=["<br>".join(textwrap.wrap(reason, WRAP)) for reason in parts["reason"]],
            hovertemplate="%{y}: %{text}<br>%{customdata}<extra></extra>",
        )
    )
    for label, start, value in zip(labels[:-1], starts, values, strict=False):
        after = start + value < most * 0.8
        figure.add_annotation(
            x=start + value if after else start, y=label, text=f"{value:.4f}", showarrow=False, font={"size": 11},
            xanchor="left" if after else "right", xshift=4 if after else -4,
        )  # fmt: skip
    figure.add_annotation(
        x=whole[2], y=labels[-1], text=f"<b>{whole[2]:.4f}</b>", showarrow=False, xanchor="right", xshift=-4,
        font={"size": 12, "color": "white"},
    )  # fmt: skip
    figure.update_yaxes(autorange="reversed", showgrid=False, fixedrange=True)
    figure.update_xaxes(range=[0, most * 1.02], visible=False, fixedrange=True)
    return plain(figure, 30 + CELL * len(parts)).update_layout(bargap=0.25)


def tree(rules: pd.DataFrame, others: int) -> go.Figure:
    """The seven levels from the top, each with its rules; the way taken is drawn through those that matched.

    rules: frame of `rules.tree`. others: how many cards `times` counts.
    """
    place = 0.0
    way: list[tuple[float, float]] = []
    leaves: list[tuple[float, float, Mapping[Hashable, Any]]] = []  # head, place and record of each rule
    texts: list[dict[str, Any]] = []
    for _, level in rules.groupby("level", sort=True):
        records = level.to_dict("records")
        texts.append(_text(0.0, place, f"<b>{records[0]['level']} {records[0]['dimension']}</b>", size=13))
        head = place
        way.append((0.0, head))
        for row in records:
            place += 1.0
            leaves.append((head, place, row))
            texts += _rule(row, place, others)
            if row["lit"]:
                way += [(TWIG, place), (0.0, place + 0.5)]
            place += LINE * len(textwrap.wrap(row["reason"], WRAP))
        place += 1.4
    figure = go.Figure([*_leaves(leaves), _line(way[:-1], LIT, 2.5)])  # it ends at the last rule
    figure.update_xaxes(visible=False, range=[-0.03, 1], fixedrange=True)
    figure.update_yaxes(visible=False, range=[-place, 0.8], fixedrange=True)
    return plain(figure, int(ROW * (place + 1))).update_layout(showlegend=False, annotations=texts)


def _leaves(leaves: Sequence[tuple[float, float, Mapping[Hashable, Any]]]) -> tuple[go.Scatter, go.Scatter]:
    """A twig from the head of its level to each rule, and the rule's mark at its end."""
    twigs = [point for head, place, _ in leaves for point in ((0.0, head), (TWIG, place), (None, None))]
    marks = go.Scatter(
        x=[TWIG] * len(leaves),
        y=[-place for _, place, _ in leaves],
        mode="markers",
        hovertext=[row["reason"] for _, _, row in leaves],
        hoverinfo="text",
        marker={
            "size": [11 if row["lit"] else 7 for _, _, row in leaves],
            "color": [LIT if row["lit"] else QUIET for _, _, row in leaves],
        },
    )
    return _line(twigs, QUIET, 1), marks


def _line(points: Sequence[tuple[float | None, float | None]], colour: str, width: float) -> go.Scatter:
    """Through these points (across, down), broken where one is None."""
    return go.Scatter(
        x=[x for x, _ in points], y=[None if down is None else -down for _, down in points], mode="lines",
        line={"color": colour, "width": width}, hoverinfo="skip",
    )  # fmt: skip


def _rule(row: Mapping[Hashable, Any], place: float, others: int) -> list[dict[str, Any]]:
    """What there is to say of one rule."""
    lit = bool(row["lit"])
    if lit:
        head = _text(TWIG, place, f"<b>{row['meaning']}</b>  +{row['value']:.3f}", colour=LIT)
    else:
        often = f"  ({row['times']} of {others})" if row["times"] else ""
        head = _text(TWIG, place, f"{row['meaning']}{often}", colour=DIM, size=11)
    lines = enumerate(textwrap.wrap(row["reason"], WRAP), start=1)
    size, colour = (11, None) if lit else (10, DIM)
    return [head, *(_text(TWIG, place + LINE * line, text, size=size, colour=colour) for line, text in lines)]


def _text(x: float, down: float, text: str, *, size: int = 12, colour: str | None = None) -> dict[str, Any]:
    font = {"size": size, **({"color": colour} if colour else {})}
    return {"x": x, "y": -down, "text": text, "showarrow": False, "xanchor": "left", "align": "left", "xshift": 10,
            "font": font}  # fmt: skip


def tornado(swings: pd.DataFrame) -> go.Figure:
    """How far ahead the pick is when one weight is half as large, and half as large again; left of 0 it is behind.

    swings: frame of `margins.tornado`.
    """
    figure = go.Figure()
    for column, name, colour in (("less", "weight halved", PALETTE[0]), ("more", "half as much again", LIT)):
        figure.add_trace(
            go.Bar(
                y=list(swings["label"]),
                base=list(swings["lead"]),
                x=list(swings[column] - swings["lead"]),
                orientation="h",
                name=name,
                marker={"color": colour},
                customdata=list(swings[column]),
                hovertemplate="%{y}, %{fullData.name}: lead %{customdata:+.3f}<extra></extra>",
            )
        )
    figure.add_vline(x=0, line={"color": DIM, "width": 1, "dash": "dot"})
    figure.update_yaxes(autorange="reversed", showgrid=False, fixedrange=True)
    figure.update_xaxes(fixedrange=True, zeroline=False, tickformat="+.3f", side="top")
    figure = plain(figure, 90 + CELL * max(1, len(swings)))
    return figure.update_layout(barmode="overlay", legend={"orientation": "h", "x": 0, "y": -0.05, "yanchor": "top"})


def matrix(table: pd.DataFrame, *, digits: int = 1) -> go.Figure:
    """A heat map of shares from 0: rows and columns are words."""
    values = table.to_numpy().tolist()
    figure = go.Figure(
        go.Heatmap(
            z=values,
            x=[title(one) for one in table.columns],
            y=[title(one) for one in table.index],
            colorscale=shades(FULLEST),
            zmin=0,
            zmax=most_of(values),
            showscale=False,
            xgap=2,
            ygap=2,
            hovertemplate="%{y} and %{x}: %{z}<extra></extra>",
        )
    )
    figure.update_xaxes(side="top", showgrid=False, fixedrange=True, tickangle=-55, tickfont={"size": 10})
    figure.update_yaxes(autorange="reversed", showgrid=False, fixedrange=True, tickfont={"size": 10})
    return plain(figure, 110 + 22 * len(table)).update_layout(annotations=numbers(values, digits))
