"""How deep the catalogue is, as heat maps."""

from __future__ import annotations

import streamlit as st

from alloy_engine.catalogue.coverage import load_coverage_needs
from alloy_engine.domain.vocabulary import SkillLevel
from alloy_engine.reporting import movement_figures, movement_frames
from alloy_engine.reporting.wording import title
from alloy_engine.services import Alloy
from ui.text import plain

PLAIN_CHART = {"displayModeBar": False}


def show(alloy: Alloy) -> None:
    needs = load_coverage_needs(alloy.settings.data)
    level = st.segmented_control("For an athlete up to", list(SkillLevel), default=SkillLevel.INTERMEDIATE,
                                 format_func=title, key="coverage-level")  # fmt: skip
    patterns, muscles = st.columns(2, gap="large")
    with patterns:
        st.markdown("**Lifts a pattern's place can be filled with, without relaxing anything**")
        grid = movement_frames.coverage_grid(alloy.catalogue, alloy.presets, level or SkillLevel.INTERMEDIATE)
        figure = movement_figures.coverage_map(grid, needs.pattern_cell)
        st.plotly_chart(figure, key="coverage-patterns", config=PLAIN_CHART)
        st.caption(f"Under {needs.pattern_cell} is thin, and marked. Where that is so, and why:")
        for gap in needs.gaps:
            if gap.area == "pattern":
                st.caption(f"- {plain(title(gap.cell))}: {plain(gap.reason)}")
    with muscles:
        st.markdown("**Movements that train a muscle first**")
        grid = movement_frames.muscle_grid(alloy.catalogue, alloy.presets)
        figure = movement_figures.coverage_map(grid, needs.isolation_per_muscle)
        st.plotly_chart(figure, key="coverage-muscles", config=PLAIN_CHART)
