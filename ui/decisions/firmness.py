"""How firm the pick is: its lead, how far each weight can move, and how the lead swings with each."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from alloy_engine.domain.decision import Account
from alloy_engine.reporting.decisions import figures, margins
from alloy_engine.reporting.decisions.margins import Span
from alloy_engine.reporting.decisions.weighing import Weighing
from alloy_engine.reporting.wording import title
from alloy_engine.services.explore import Explored
from ui.decisions.names import namer
from ui.decisions.stands import standing_of
from ui.text import plain

PLAIN_CHART = {"displayModeBar": False}


def show(explored: Explored, weighing: Weighing, account: Account) -> None:
    name, taken, chosen = namer(explored), weighing.winner(weighing.base), account.decision.chosen
    if taken is None:
        st.info("Nobody qualified, so that there is no pick to be firm or not.")
        return
    best = weighing.movements[taken]
    if chosen is not None and best != chosen.movement:
        stands = standing_of(explored, account)
        why = f" {plain(name(chosen.movement))} was taken because {plain(stands.said)}." if stands else ""
        st.info(f"By this place's own score it would be {plain(name(best))}.{why} What follows is about the former.")
    if len(weighing.movements) > 1:
        ahead = margins.lead(weighing, weighing.base, taken)
        equal = f"Within {weighing.margin:g}, totals count as equal, and recent use and the lot decide."
        st.metric("Lead over the next", f"{ahead:+.4f}", help=equal)
    found = margins.spans(weighing)
    table, swing = st.columns([3, 2], gap="large")
    with table:
        st.markdown("**How far each weight can move**")
        st.table(
            {
                "Dimension": [title(one.dimension.value) for one in found],
                "Now": [f"{one.weight:.2f}" for one in found],
                "Another comes": [_borders(one, namer(explored)) for one in found],
            },
            border="horizontal",
            hide_index=True,
        )
        _nearest(found, explored)
    with swing:
        st.markdown("**The lead as one weight changes**")
        swings = margins.tornado(weighing)
        if swings["less"].equals(swings["more"]):
            st.caption("Half or half as much again of any weight leaves the lead as it is: the best ones score alike.")
        else:
            st.plotly_chart(figures.tornado(swings), key="tornado", config=PLAIN_CHART)


def _borders(span: Span, name: Callable[[str], str]) -> str:
    """Past which weights the pick changes, and who comes there."""
    sides = (("below", span.low, span.low_to), ("above", span.high, span.high_to))
    told = [f"{side} **{border:.4f}**: {plain(name(to))}" for side, border, to in sides if border is not None and to]
    return "  \n".join(told) or ":gray[never, from 0 to 1]"


def _nearest(found: tuple[Span, ...], explored: Explored) -> None:
    near = [(one, one.nearest) for one in found if one.nearest is not None]
    if not near:
        st.caption("No single weight, from 0 to 1, changes the pick.")
        return
    one, (border, to) = min(near, key=lambda pair: abs(pair[1][0] - pair[0].weight) if pair[1] else 1.0)
    st.caption(
        f"The smallest: {plain(title(one.dimension.value).lower())} from {one.weight:g} to {border:.4f}, and "
        f"{plain(namer(explored)(to))} comes."
    )
