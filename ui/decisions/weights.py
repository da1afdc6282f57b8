"""What the weights have to do with the pick: how firm it is, and what other weights would make of it."""

from __future__ import annotations

import streamlit as st

from alloy_engine.domain.decision import Account
from alloy_engine.reporting.decisions.weighing import Weighing
from alloy_engine.services.explore import Explored
from ui.decisions import firmness, sliders


def weighing_of(explored: Explored, account: Account) -> Weighing | None:
    """The candidates of the slot as numbers; None if nothing was scored for it."""
    if not account.candidates:
        return None
    policy = explored.stored.materials.policy
    step = policy.relaxation.steps[account.decision.relaxation_step]
    return Weighing.of(account, explored.brief, policy.scoring, step.discipline_factor)


def show(explored: Explored, account: Account, key: str) -> None:
    weighing = weighing_of(explored, account)
    if weighing is None:
        st.info("Nothing was scored for this place, so that no weight could change it.")
        return
    st.subheader("How firm the pick is", anchor=False)
    firmness.show(explored, weighing, account)
    st.subheader("Other weights", anchor=False)
    st.fragment(sliders.show)(explored, weighing, key)
