"""Figures of one choice, each a pure function of a frame. Colours are those of all figures."""

from __future__ import annotations

import textwrap
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from alloy_engine.reporting.figures import CELL, PALETTE, plain
from alloy_engine.reporting.wording import title

LIT, DIM, QUIET = PALETTE[1], "#7d858d", "rgba(140, 146, 152, 0.35)"
LEFT, FELL = "rgba(79, 134, 181, 0.75)", "rgba(140, 146, 152, 0.25)"
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
    figure, place = go.Figure(), 0.0
    way: list[tuple[float, float]] = []
    for _, level in rules.groupby("level", sort=True):
        records = level.to_dict("records")
        _text(figure, 0.0, place, f"<b>{records[0]['level']} {records[0]['dimension']}</b>", size=13)
        head = place
        way.append((0.0, head))
        for row in records:
            place += 1.0
            _rule(figure, row, head, place, others)
            if row["lit"]:
                way += [(TWIG, place), (0.0, place + 0.5)]
            place += LINE * len(textwrap.wrap(row["reason"], WRAP))
        place += 1.4
    figure.add_scatter(
        x=[x for x, _ in way], y=[-down for _, down in way], mode="lines", line={"color": LIT, "width": 2.5},
        hoverinfo="skip",
    )  # fmt: skip
    figure.update_xaxes(visible=False, range=[-0.03, 1], fixedrange=True)
    figure.update_yaxes(visible=False, range=[-place, 0.8], fixedrange=True)
    return plain(figure, int(ROW * (place + 1))).update_layout(showlegend=False)


def _rule(figure: go.Figure, row: Mapping[Hashable, Any], head: float, place: float, others: int) -> None:
    """One rule below the head of its level: its twig, its leaf, and what there is to say."""
    lit = bool(row["lit"])
    figure.add_scatter(
        x=[0.0, TWIG], y=[-head, -place], mode="lines", line={"color": QUIET, "width": 1}, hoverinfo="skip"
    )
    figure.add_scatter(
        x=[TWIG], y=[-place], mode="markers", hovertext=[row["reason"]], hoverinfo="text",
        marker={"size": 11 if lit else 7, "color": LIT if lit else QUIET},
    )  # fmt: skip
    if lit:
        _text(figure, TWIG, place, f"<b>{row['meaning']}</b>  +{row['value']:.3f}", colour=LIT)
    else:
        often = f"  ({row['times']} of {others})" if row["times"] else ""
        _text(figure, TWIG, place, f"{row['meaning']}{often}", colour=DIM, size=11)
    for line, text in enumerate(textwrap.wrap(row["reason"], WRAP), start=1):
        _text(figure, TWIG, place + LINE * line, text, size=11 if lit else 10, colour=None if lit else DIM)


def _text(figure: go.Figure, x: float, down: float, text: str, *, size: int = 12, colour: str | None = None) -> None:
    font = {"size": size, **({"color": colour} if colour else {})}
    figure.add_annotation(x=x, y=-down, text=text, showarrow=False, xanchor="left", align="left", xshift=10, font=font)


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
    """A heat map of shares 0..1: rows and columns are words. NaN is left empty."""
    short = [title(one) for one in table.columns]
    figure = go.Figure(
        go.Heatmap(
            z=table.to_numpy().tolist(),
            x=short,
            y=[title(one) for one in table.index],
            colorscale=[[0, "rgba(140, 146, 152, 0.10)"], [1, LIT]],
            zmin=0,
            showscale=False,
            xgap=2,
            ygap=2,
            texttemplate=f"%{{z:.{digits}f}}",
            textfont={"size": 11},
            hovertemplate="%{y} and %{x}: %{z}<extra></extra>",
        )
    )
    figure.update_xaxes(side="top", showgrid=False, fixedrange=True, tickangle=-55, tickfont={"size": 10})
    figure.update_yaxes(autorange="reversed", showgrid=False, fixedrange=True, tickfont={"size": 10})
    return plain(figure, 110 + 22 * len(table))
