"""Plotly figures of the flow, each a pure function of a frame."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from alloy_engine.reporting.figures import PALETTE, plain
from alloy_engine.reporting.flow.candidates import AFTER, CATALOGUE, CHOSEN, NOT_CHOSEN, QUALIFIED, said
from alloy_engine.reporting.wording import duration, words

FALLS, GOES_ON = "rgba(140, 146, 152, 0.35)", "rgba(79, 134, 181, 0.45)"
GROUND = "#7d858d"
SANKEY_HEIGHT, SPREAD_HEIGHT = 420, 190


def sankey(links: pd.DataFrame) -> go.Figure:
    """From the catalogue to the chosen. links: frame of `candidates.links`."""
    names = list(dict.fromkeys([*links["source"], *links["target"]]))
    place = {name: index for index, name in enumerate(names)}
    through = {CATALOGUE: PALETTE[0], QUALIFIED: PALETTE[2], CHOSEN: PALETTE[1]}
    goes_on = set(links.loc[~links["falls"], "source"]) | set(links.loc[~links["falls"], "target"])
    figure = go.Figure(
        go.Sankey(
            arrangement="snap",
            node={
                "label": [_label(name) for name in names],
                "color": [through.get(name, PALETTE[0] if name in goes_on else GROUND) for name in names],
                "customdata": [said(name) for name in names],
                "hovertemplate": "%{customdata}: %{value:,.0f}<extra></extra>",
                "pad": 14,
                "thickness": 12,
                "line": {"width": 0},
            },
            link={
                "source": [place[name] for name in links["source"]],
                "target": [place[name] for name in links["target"]],
                "value": list(links["value"]),
                "color": [FALLS if falls else GOES_ON for falls in links["falls"]],
                "hovertemplate": "%{value:,.0f} to %{target.customdata}<extra></extra>",
            },
        )
    )
    # the lowest label hangs below its node
    return plain(figure, SANKEY_HEIGHT).update_layout(margin={"b": 24})


def _label(name: str) -> str:
    """Those who qualified are named where they end: beside their node there is no room for it."""
    if name.startswith(AFTER) or name == QUALIFIED:
        return ""
    return f"{QUALIFIED}, {said(name)}" if name in (CHOSEN, NOT_CHOSEN) else said(name)


def spread(took: pd.DataFrame) -> go.Figure:
    """How long each session's phase of a fork lasted: a dot a session over a box. took: frame of `branches.took`."""
    timed = took[took["ms"].notna()]
    figure = go.Figure(
        go.Box(
            x=list(timed["ms"]),
            boxpoints="all",
            jitter=0.6,
            pointpos=0,
            marker={"color": PALETTE[0], "size": 6, "opacity": 0.75},
            line={"color": GROUND, "width": 1.2},
            fillcolor="rgba(140, 146, 152, 0.12)",
            customdata=[
                (session, words(kind), duration(ms))
                for session, kind, ms in zip(timed["session"], timed["session_type"], timed["ms"], strict=True)
            ],
            hovertemplate="session %{customdata[0]}, %{customdata[1]}: %{customdata[2]}<extra></extra>",
            hoveron="points",
            name="",
        )
    )
    figure.update_xaxes(ticksuffix=" ms", rangemode="tozero", zeroline=False, fixedrange=True)
    figure.update_yaxes(visible=False, fixedrange=True)
    return plain(figure, SPREAD_HEIGHT).update_layout(showlegend=False)
