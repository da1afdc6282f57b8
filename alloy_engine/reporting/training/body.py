"""A body map: front and back, every muscle filled by the sets it gets."""

from __future__ import annotations

import math
from collections.abc import Mapping

import plotly.graph_objects as go

from alloy_engine.domain.vocabulary import Muscle
from alloy_engine.reporting.figures import plain
from alloy_engine.reporting.wording import title

# An ellipse: centre x and y, half width, half height; one that is off the middle is there on both sides.
Ellipse = tuple[float, float, float, float]
FIGURE: tuple[Ellipse, ...] = (
    (0, 9.45, 0.42, 0.52), (0, 8.75, 0.25, 0.5), (0, 6.9, 1.05, 1.85), (0, 5.2, 0.92, 0.75), (1.05, 8.1, 0.35, 0.35),
    (1.28, 7.2, 0.3, 0.95), (1.5, 5.75, 0.24, 0.9), (1.62, 4.7, 0.16, 0.32), (0.5, 3.95, 0.48, 1.4),
    (0.55, 1.75, 0.31, 1.3), (0.62, 0.42, 0.3, 0.18),
)  # fmt: skip
FRONT: dict[Muscle, tuple[Ellipse, ...]] = {
    Muscle.CHEST: ((0.45, 7.75, 0.43, 0.36),),
    Muscle.FRONT_DELTS: ((0.98, 8.2, 0.22, 0.24),),
    Muscle.SIDE_DELTS: ((1.27, 8.02, 0.12, 0.3),),
    Muscle.BICEPS: ((1.27, 7.2, 0.2, 0.5),),
    Muscle.FOREARMS: ((1.5, 5.85, 0.19, 0.65),),
    Muscle.CORE: ((0, 6.4, 0.36, 0.85),),
    Muscle.OBLIQUES: ((0.62, 6.4, 0.2, 0.7),),
    Muscle.HIP_FLEXORS: ((0.42, 5.3, 0.26, 0.24),),
    Muscle.ADDUCTORS: ((0.17, 4.5, 0.13, 0.5),),
    Muscle.QUADRICEPS: ((0.58, 3.95, 0.3, 1.0),),
}
BACK: dict[Muscle, tuple[Ellipse, ...]] = {
    Muscle.TRAPS: ((0, 8.5, 0.6, 0.3),),
    Muscle.REAR_DELTS: ((1.07, 8.15, 0.26, 0.26),),
    Muscle.UPPER_BACK: ((0.42, 7.75, 0.38, 0.4),),
    Muscle.LATS: ((0.58, 6.85, 0.34, 0.52),),
    Muscle.TRICEPS: ((1.28, 7.2, 0.2, 0.55),),
    Muscle.LOWER_BACK: ((0, 6.05, 0.34, 0.48),),
    Muscle.GLUTES: ((0.43, 5.05, 0.42, 0.42),),
    Muscle.ABDUCTORS: ((0.85, 5.4, 0.12, 0.3),),
    Muscle.HAMSTRINGS: ((0.5, 3.75, 0.34, 0.85),),
    Muscle.CALVES: ((0.55, 1.95, 0.26, 0.7),),
}
APART, TALL, POINTS = 3.8, 440, 28
SKIN, NONE, FAINTEST = "rgb(150, 156, 162)", "rgba(140, 146, 152, 0.45)", 0.15


def body_map(sets: Mapping[Muscle, float]) -> go.Figure:
    """Front left, back right; the fuller the colour, the nearer the muscle is to the one with the most sets a week.

    sets: of `muscles.average_sets`. A muscle that gets none stays grey.
    """
    most = max(sets.values(), default=0.0)
    figure = go.Figure()
    for shift, drawn in ((0.0, FRONT), (APART, BACK)):
        figure.add_trace(_shape(FIGURE, shift, SKIN, "", opacity=0.35))
        for muscle, ellipses in drawn.items():
            got = sets.get(muscle, 0.0)
            share = got / most if most else 0.0
            said = f"{title(muscle.value)}: {got:.1f} sets a week"
            figure.add_trace(_shape(ellipses, shift, _colour(share), said))
    for shift, word in ((0.0, "Front"), (APART, "Back")):
        figure.add_annotation(x=shift, y=0, text=word, showarrow=False, yanchor="top")
    figure.update_xaxes(visible=False, fixedrange=True, range=[-2, APART + 2])
    figure.update_yaxes(visible=False, fixedrange=True, range=[-0.7, 10.1], scaleanchor="x")
    return plain(figure, TALL).update_layout(showlegend=False)


def _shape(ellipses: tuple[Ellipse, ...], shift: float, colour: str, said: str, opacity: float = 1.0) -> go.Scatter:
    """One trace of all of them, so that where they overlap is filled once."""
    x: list[float | None] = []
    y: list[float | None] = []
    for centre, height, wide, tall in ellipses:
        for side in (-centre, centre) if centre else (0.0,):
            turns = [2 * math.pi * point / POINTS for point in range(POINTS + 1)]
            x += [*(shift + side + wide * math.cos(turn) for turn in turns), None]
            y += [*(height + tall * math.sin(turn) for turn in turns), None]
    return go.Scatter(
        x=x, y=y, mode="lines", fill="toself", fillcolor=colour, line={"width": 0}, opacity=opacity,
        hoveron="fills", text=said, hoverinfo="text" if said else "skip", name=said,
    )  # fmt: skip


def _colour(share: float) -> str:
    """Thinner where it gets less, so that it reads on light and dark grounds alike."""
    return f"rgba(181, 99, 60, {FAINTEST + (1 - FAINTEST) * share:.2f})" if share else NONE
