"""What stands below the graph besides a fork: the candidates' way, the difference to another run, all forks."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from alloy_engine.flow.forks import REGISTRY
from alloy_engine.reporting.flow import branches, candidates, charts, compare
from alloy_engine.reporting.flow.compare import Parting
from alloy_engine.reporting.wording import title
from ui.text import plain


def show_candidates(stages: pd.DataFrame) -> None:
    if stages.empty:
        st.info("No candidates stood for a slot yet. They appear with the first session.")
        return
    first, last = stages.iloc[0], stages.iloc[-1]
    st.markdown(
        f"**{first['slots']:,} slots**, each asked of the whole catalogue: {first['left']:,} candidates, "
        f"{stages.iloc[-2]['left']:,} of them qualified, {last['left']:,} chosen."
    )
    closer = st.toggle("Closer: without the first filter", key="closer", bind="query-params")
    links = candidates.links(stages, closer=closer)
    st.plotly_chart(charts.sankey(links), key="sankey", config={"displayModeBar": False})
    number = st.column_config.NumberColumn
    st.dataframe(
        stages.assign(stage=[title(one) for one in stages["stage"]])[["stage", "removed", "left"]],
        hide_index=True,
        column_config={
            "stage": "Stage", "removed": number("Fell", format="localized"), "left": number("Left", format="localized"),
        },
    )  # fmt: skip


def show_difference(difference: pd.DataFrame, fork: Parting | None, choice: Parting | None, other: str) -> None:
    """other: what it is held against, in words."""
    _parting("First fork that went another way", fork, other)
    _parting("First choice that differs", choice, other)
    changed = difference[(difference["times_more"] != 0) | (difference["ms_more"].abs() >= 0.05)]
    if changed.empty:
        st.success(f"Every branch was taken as often, and as fast, as in {plain(other)}.")
        return
    order = changed["times_more"].abs().sort_values(ascending=False, kind="stable").index
    number = st.column_config.NumberColumn
    st.dataframe(
        changed.loc[order].drop(columns="branch"),
        hide_index=True,
        column_config={
            "fork": st.column_config.TextColumn("Fork", width="small"),
            "title": "Title",
            "meaning": "Branch",
            "times": number("Times", format="localized"),
            "times_other": number("There", format="localized"),
            "times_more": number("Difference", format="localized"),
            "ms": number("ms", format="%.1f"),
            "ms_other": number("ms there", format="%.1f"),
            "ms_more": number("Difference in ms", format="%+.1f"),
        },
    )  # fmt: skip


def _parting(label: str, parting: Parting | None, other: str) -> None:
    if parting is None:
        st.markdown(f"**{label}:** none")
        return
    here, there = (plain(one) if one else "nothing" for one in (parting.one, parting.other))
    where = f"{compare.place(parting)}, {plain(parting.where)}"
    st.markdown(f"**{label}:** {where}. Here {here}; in {plain(other)} {there}.")


def show_forks(visits: pd.DataFrame) -> None:
    number = st.column_config.NumberColumn
    st.dataframe(
        branches.forks(REGISTRY, visits),
        hide_index=True,
        column_config={
            "fork": st.column_config.TextColumn("Fork", width="small"),
            "title": "Title",
            "times": number("Times", format="localized"),
            "sessions": number("Sessions"),
            "ms": number(
                "ms", format="%.1f", help="Of the phase it was decided in; forks of one phase each show all of it"
            ),
            "p50_ms": number("p50 ms", format="%.2f"),
            "p95_ms": number("p95 ms", format="%.2f"),
            "phases": "Decided in",
        },
    )
