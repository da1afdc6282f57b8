"""A sweep over one or two settings as heat maps."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import plotly.graph_objects as go

from alloy_engine.reporting.figures import plain
from alloy_engine.reporting.wording import title

# measure → what it is, how a cell is written
MEASURES = {
    "audit": ("Coach audit: rows that are fine, %", "%{z:.0f}"),
    "minutes": ("Minutes of a session", "%{z:.0f}"),
    "weekly_sets": ("Working sets a week", "%{z:.0f}"),
    "relaxed": ("Exercises chosen by relaxed rules, %", "%{z:.1f}"),
}
GOOD, PLAIN, POOR = "#4a9270", "#4f86b5", "#b5633c"
COLOURS = {"audit": GOOD, "minutes": PLAIN, "weekly_sets": PLAIN, "relaxed": POOR}
# The ends of the colours where they do not follow what was found: a percent more or less must not look like a world.
ENDS = {"audit": (70, 100), "relaxed": (0, 20)}
FAINT = "#dfe3e1"  # solid, so that numbers on it can be read on a dark page too
ROW, HEAD = 34, 70
STEPS = range(7)


def measured(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of a sweep with its MEASURES; nan where planning ended in an error."""
    statuses = rows[["audit_ok", "audit_limited", "audit_warn", "audit_fail"]].sum(axis=1)
    chosen = rows[[f"step_{step}" for step in STEPS]].sum(axis=1)
    fine = rows["error"] == ""
    return rows.assign(
        audit=((rows["audit_ok"] + rows["audit_limited"]) / statuses.where(statuses > 0) * 100).where(fine),
        relaxed=((1 - rows["step_0"] / chosen.where(chosen > 0)) * 100).where(fine),
        minutes=rows["minutes"].where(fine),
        weekly_sets=rows["weekly_sets"].where(fine),
    )


def table(rows: pd.DataFrame, measure: str, across: str, down: str | None) -> pd.DataFrame:
    """One measure, in the order in which the values were asked: columns by `across`, rows by `down` (one, without).

    rows: frame of `measured`; across, down: its columns.
    """
    columns = list(dict.fromkeys(rows[across]))
    if down is None:
        return pd.DataFrame([list(rows[measure])], index=[""], columns=columns)
    pivoted = rows.pivot(index=down, columns=across, values=measure)
    return pivoted.loc[list(dict.fromkeys(rows[down])), columns]


def heat_map(cells: pd.DataFrame, measure: str, across: str, down: str | None) -> go.Figure:
    """cells: frame of `table`. Settings are named by the texts `across` and `down`."""
    meaning, written = MEASURES[measure]
    unit = f"{meaning}: {written}"
    ends = ENDS.get(measure, (None, None))
    figure = go.Figure(
        go.Heatmap(
            z=cells.to_numpy().tolist(),
            x=_labels(cells.columns),
            y=_labels(cells.index),
            colorscale=[[0, FAINT], [1, COLOURS[measure]]],
            showscale=False,
            zmin=ends[0],
            zmax=ends[1],
            xgap=2,
            ygap=2,
            texttemplate=written,
            textfont={"size": 14},
            hovertemplate=f"{across} %{{x}}" + (f", {down} %{{y}}" if down else "") + f"<br>{unit}<extra></extra>",
            hoverongaps=False,
        )
    )
    figure.update_xaxes(side="top", showgrid=False, fixedrange=True, type="category", title={"text": across})
    figure.update_yaxes(
        autorange="reversed", showgrid=False, fixedrange=True, type="category", title={"text": down or ""}
    )
    return plain(figure, HEAD + ROW * max(1, len(cells))).update_layout(margin={"l": 0, "r": 0, "t": 60, "b": 0})


def _labels(values: Iterable[object]) -> list[str]:
    return [title(str(value)) if value != "" else "" for value in values]
