"""Hard sets a week for every muscle, side by side."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from alloy_engine.domain.vocabulary import Muscle
from alloy_engine.reporting import frames
from alloy_engine.reporting.compare.side import Side
from alloy_engine.reporting.figures import PALETTE, plain
from alloy_engine.reporting.wording import title

BAR, GAP, HEAD = 9, 12, 70


def volume_frame(sides: Sequence[Side]) -> pd.DataFrame:
    """One row a muscle that anybody trains: `muscle`, and its hard sets in seven days a side, deloads left out."""
    means = {side.letter: _weekly(side) for side in sides}
    rows = [
        {"muscle": muscle.value, **{letter: sets.get(muscle.value, 0.0) for letter, sets in means.items()}}
        for muscle in Muscle
        if any(sets.get(muscle.value) for sets in means.values())
    ]
    return pd.DataFrame(rows, columns=["muscle", *means])


def _weekly(side: Side) -> dict[str, float]:
    """An average over all ordinary microcycles, those without the muscle counted as none."""
    ordinary = [week.index for week in side.document.microcycles if not week.is_deload]
    volume = frames.volume(side.document)
    counted = volume[volume["microcycle"].isin(ordinary)]
    return {str(muscle): float(sets.sum()) / len(ordinary) for muscle, sets in counted.groupby("muscle")["sets"]}


def volume_bars(volume: pd.DataFrame) -> go.Figure:
    """volume: frame of `volume_frame`. A bar a side for each muscle, most trained on top."""
    letters = [name for name in volume.columns if name != "muscle"]
    table = volume.assign(most=volume[letters].max(axis=1)).sort_values("most", ascending=False, kind="stable")
    figure = go.Figure()
    for place, letter in enumerate(letters):
        figure.add_trace(
            go.Bar(
                name=letter,
                orientation="h",
                y=[title(muscle) for muscle in table["muscle"]],
                x=list(table[letter]),
                marker={"color": PALETTE[place]},
                hovertemplate=f"%{{y}}, {letter}: %{{x:.1f}} sets a week<extra></extra>",
            )
        )
    figure.update_xaxes(side="top", fixedrange=True)
    figure.update_yaxes(autorange="reversed", showgrid=False, fixedrange=True)
    height = HEAD + (BAR * len(letters) + GAP) * max(1, len(table))
    return plain(figure, height).update_layout(
        barmode="group", bargap=0.25, legend={"orientation": "h", "x": 0, "y": 0, "yanchor": "top"}
    )
