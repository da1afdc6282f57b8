"""The choice itself: how the catalogue became candidates, who they are, and two score cards side by side."""

from __future__ import annotations

import streamlit as st

from alloy_engine.domain.decision import Account, Decision, ScoreCard
from alloy_engine.reporting.decisions import figures, frames
from alloy_engine.reporting.wording import counted, title, words
from alloy_engine.services.explore import Explored
from ui.decisions.names import namer
from ui.text import plain

OTHER = "against"
HOLDS = {
    "mesocycle": "Carried on from the weeks before, so that it can progress; nothing else was asked.",
    "must_have": "A rule of the coach was due; nothing else was asked.",
    "locked": "The coach fixed it; nothing else was asked.",
}
PLAIN_CHART = {"displayModeBar": False}
SHOWN = {"place": "", "name": st.column_config.TextColumn("Movement", width="medium"), "standing": "Standing"}


def show(explored: Explored, account: Account, key: str) -> None:
    outcome(account.decision, explored)
    if not account.funnel:
        st.info("Nothing was scored for this place, so that there is no funnel and nobody to compare with.")
        return
    st.markdown("**From the catalogue to the candidates**")
    stages = frames.funnel(account)
    bars, reasons = st.columns([3, 2], gap="large")
    with bars:
        st.plotly_chart(figures.funnel(stages), key="funnel", config=PLAIN_CHART)
    with reasons:
        for row in stages[stages["removed"] > 0].itertuples():
            st.markdown(f"**{row.stage}** took out {row.removed}: :gray[{plain(row.reason)}.]")
    _side_by_side(explored, account, key)
    _ranking(explored, account)


def outcome(decision: Decision, explored: Explored) -> None:
    """What the place asked for and how it was settled, in a line or two."""
    name = namer(explored)
    taken = f"**{plain(name(decision.chosen.movement))}**" if decision.chosen else "**Nobody**"
    st.markdown(f"{plain(frames.asked(decision))}: {taken}. {plain(_how(decision))}")
    for swap in decision.swaps:
        partner = "" if swap.partner is None else f", together with place {swap.partner}"
        st.caption(
            f"Exchanged{partner}: {plain(name(swap.replaced.movement))} gave way, and the session as a whole rose from "
            f"{swap.before:.3f} to {swap.after:.3f}."
        )


def _how(decision: Decision) -> str:
    if decision.hold is not None:
        return HOLDS.get(decision.hold, f"Settled before anything was scored: {words(decision.hold)}.")
    if decision.chosen is None:
        return "Nobody qualified, not even after relaxing."
    ties = {"B": " A tie: used less of late.", "C": " A tie: settled by lot.", "D": " A tie: first in the catalogue."}
    step = f"Found after {counted(decision.relaxation_step, 'relaxation')}." if decision.relaxation_step else ""
    dropped = " Then dropped: the time had no room for it." if decision.dropped else ""
    return f"{step}{ties.get(decision.tie, '')}{dropped}".strip()


def _side_by_side(explored: Explored, account: Account, key: str) -> None:
    name, found = namer(explored), frames.cards(account)
    if not found:
        st.info("Nobody stood for this place.")
        return
    first, *others = found
    st.markdown("**What each dimension brought**")
    if not others:
        _waterfall(found[first], name(first), found[first].total)
        return
    asked = st.query_params.get(OTHER)
    st.session_state[OTHER] = asked if asked in others else others[0]
    other = st.selectbox("Held against", others, key=OTHER, format_func=name, on_change=_keep, width=360)
    most = max(found[first].total, found[other].total)
    for column, one in zip(st.columns(2, gap="large"), (first, other), strict=True):
        with column:
            _waterfall(found[one], name(one), most)
    with st.expander("Figure by figure", key=f"versus-{key}"):
        st.dataframe(
            frames.versus(found[first], found[other]),
            hide_index=True,
            column_config={
                "label": "Dimension", "one": name(first), "other": name(other),
                "ahead": st.column_config.NumberColumn("Difference", format="%+.4f"),
            },
        )  # fmt: skip


def _keep() -> None:
    st.query_params[OTHER] = st.session_state[OTHER]


def _waterfall(card: ScoreCard, name: str, most: float) -> None:
    st.markdown(f"{plain(name)} :gray[{card.total:.4f}]")
    st.plotly_chart(figures.waterfall(frames.parts(card), most), key=f"waterfall-{card.movement}", config=PLAIN_CHART)


def _ranking(explored: Explored, account: Account) -> None:
    table = frames.ranking(account, namer(explored))
    dimensions = [one for one in table.columns if one not in ("place", "movement", "name", "total", "standing")]
    number = st.column_config.NumberColumn
    st.markdown(f"**{counted(len(account.candidates), 'candidate')}, {account.qualified} qualified**")
    st.dataframe(
        table,
        hide_index=True,
        column_order=["place", "name", "total", "standing", *dimensions],
        column_config={
            **SHOWN,
            "total": number("Total", format="%.4f"),
            **{one: number(title(one), format="%.3f") for one in dimensions},
        },
        height=min(420, 40 + 35 * len(table)),
        key="ranking",
    )
