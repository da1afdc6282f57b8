"""Figures that are plain values, drawn without having Plotly look at each of them once more."""

from __future__ import annotations

from typing import Any

from plotly.basedatatypes import BaseFigure


class Ready(BaseFigure):  # type: ignore[misc]
    """A figure for `st.plotly_chart` that is sent as it is.

    Streamlit has Plotly build and check a figure that comes as a dictionary, which takes longer than everything else
    on a page that is drawn anew every second. That these are sound is checked by tests.
    """

    def __init__(self, chart: dict[str, Any]) -> None:
        self._chart = chart

    def to_dict(self) -> dict[str, Any]:
        return self._chart
