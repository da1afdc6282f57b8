from __future__ import annotations

import plotly.graph_objects as go

from alloy_engine.domain.program import ProgramDocument
from alloy_engine.domain.vocabulary import SessionType
from alloy_engine.reporting import figures, frames


def test_the_calendar_has_a_square_a_day_and_marks_deloads(document: ProgramDocument) -> None:
    figure = figures.calendar(frames.sessions(document))
    traces = {trace.name: trace for trace in figure.data}
    assert set(traces) == {"Lower", "Recovery"}
    assert list(zip(traces["Lower"].x, traces["Lower"].y, strict=True)) == [(1, 1), (1, 2), (1, 3)]
    assert list(traces["Lower"].marker.opacity) == [1.0, 0.55, 1.0]
    assert list(figure.layout.yaxis.ticktext) == ["1", "2 deload", "3"]
    assert traces["Lower"].customdata[0][0] == "1-1"


def test_every_kind_of_day_has_a_colour_and_a_short_name() -> None:
    assert set(figures.TYPE_COLOURS) == set(figures.SHORT_TYPES) == {kind.value for kind in SessionType}


def test_the_volume_map_holds_the_frame(document: ProgramDocument) -> None:
    heat = figures.volume_map(frames.volume(document)).data[0]
    assert isinstance(heat, go.Heatmap)
    assert list(heat.y) == ["Biceps", "Quadriceps", "Glutes"]
    assert [list(row) for row in heat.z] == [[3.0, 3.0], [4.0, 2.0], [2.0, 1.0]]


def test_figures_grow_with_what_they_show(document: ProgramDocument) -> None:
    small = figures.calendar(frames.sessions(document))
    one_week = document.model_copy(update={"microcycles": document.microcycles[:1]})
    assert small.layout.height > figures.calendar(frames.sessions(one_week)).layout.height
