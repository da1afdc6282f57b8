"""Figures of the catalogue, each a pure function of a frame of `movement_frames`."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from alloy_engine.reporting.wording import title

ROW, HEAD = 26, 80
# From too few (red) by just enough to plenty (green), as shares of three times what is wanted. All of them are dark
# enough for white numbers, on light and dark grounds alike.
COLOURS = [[0, "#b3423c"], [0.32, "#97762b"], [0.34, "#568770"], [1, "#35755a"]]


def coverage_map(grid: pd.DataFrame, wanted: int) -> go.Figure:
    """Counts as a heat map: full green from three times `wanted` on, red and marked under `wanted`.

    grid: frame of `coverage_grid` or `muscle_grid`.
    """
    counts = grid.to_numpy().tolist()
    shown = [[f"<b>{count} !</b>" if count < wanted else str(count) for count in row] for row in counts]
    figure = go.Figure(
        go.Heatmap(
            z=counts,
            x=[_short(name) for name in grid.columns],
            y=[title(row) for row in grid.index],
            text=shown,
            texttemplate="%{text}",
            textfont={"size": 12, "color": "white"},
            customdata=[list(grid.columns) for _ in grid.index],
            hovertemplate="%{y}, %{customdata}: %{z} movements<extra></extra>",
            zmin=0,
            zmax=3 * wanted,
            colorscale=COLOURS,
            showscale=False,
            xgap=2,
            ygap=2,
        )
    )
    figure.update_xaxes(
        side="top", showgrid=False, fixedrange=True, type="category", tickangle=0, tickfont={"size": 10}
    )
    figure.update_yaxes(autorange="reversed", showgrid=False, fixedrange=True)
    return figure.update_layout(
        height=HEAD + ROW * len(grid),
        margin={"l": 0, "r": 0, "t": 24, "b": 0},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
    )


def _short(preset: str) -> str:
    """Long names on two lines, so that five columns fit a phone."""
    return preset.replace(": ", ":<br>").replace(" + ", "<br>+ ").replace("barbell garage", "barbell<br>garage")
