"""The choice itself: how the catalogue became candidates, who they are, and two score cards side by side."""

from __future__ import annotations

import streamlit as st

from alloy_engine.domain.decision import Account, Decision, ScoreCard
from alloy_engine.reporting.decisions import figures, frames
from alloy_engine.reporting.decisions.standing import Standing
from alloy_engine.reporting.wording import counted, title
from alloy_engine.services.explore import Explored
from ui.decisions.names import namer
from ui.decisions.stands import standing_of
from ui.text import plain

OTHER, SHORT = "against", 11  # rows that need no scrolling
PLAIN_CHART = {"displayModeBar": False}
SHOWN = {"place": "", "name": st.column_config.TextColumn("Movement", width="medium"), "standing": "Standing"}


def show(explored: Explored, account: Account, key: str) -> None:
    stands = standing_of(explored, account)
    _outcome(account, explored, stands)
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
    _side_by_side(explored, account, stands, key)
    _ranking(explored, account, stands)


def _outcome(account: Account, explored: Explored, stands: Standing | None) -> None:
    """What the place asked for and how it was settled, in a line or two."""
    name, decision = namer(explored), account.decision
    taken = f"**{plain(name(decision.chosen.movement))}**" if decision.chosen else "**Nobody**"
    st.markdown(f"{plain(frames.asked(decision))}: {taken}. {plain(_how(decision))}".strip())
    if stands is not None and stands.said:
        best = f" than {plain(name(stands.ahead))}, which scores most here" if stands.ahead else ""
        less = f"It scores {stands.behind:.4f} less{best}, and is taken all the same: " if stands.behind else "Why it: "
        st.markdown(f":material/info: {less}{plain(stands.said)}.")
    for swap in decision.swaps:
        partner = "" if swap.partner is None else f", together with place {swap.partner + 1}"
        st.caption(
            f"It took the place of {plain(name(swap.replaced.movement))}{partner}: the session as a whole rose from "
            f"{swap.before:.3f} to {swap.after:.3f}."
        )


def _how(decision: Decision) -> str:
    if decision.chosen is None:
        return "Nobody qualified, not even after relaxing."
    step = f"Found after {counted(decision.relaxation_step, 'relaxation')}." if decision.relaxation_step else ""
    dropped = " Then dropped: the time had no room for it." if decision.dropped else ""
    return f"{step}{dropped}".strip()


def _side_by_side(explored: Explored, account: Account, stands: Standing | None, key: str) -> None:
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
            _waterfall(found[one], name(one), most, stands.short if stands and one == first else "")
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


def _waterfall(card: ScoreCard, name: str, most: float, why: str = "") -> None:
    taken = f" :orange-badge[taken: {plain(why)}]" if why else ""
    st.markdown(f"{plain(name)} :gray[{card.total:.4f}]{taken}")
    st.plotly_chart(figures.waterfall(frames.parts(card), most), key=f"waterfall-{card.movement}", config=PLAIN_CHART)


def _ranking(explored: Explored, account: Account, stands: Standing | None) -> None:
    table = frames.ranking(account, namer(explored), stands.short if stands else "")
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
        height="content" if len(table) <= SHORT else 420,
        key="ranking",
    )
