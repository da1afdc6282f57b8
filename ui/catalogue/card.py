"""One movement's card: what it is, what it leans on, where it is used."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from alloy_engine.domain.movement import Movement
from alloy_engine.reporting import movement_frames
from alloy_engine.reporting.wording import counted, listed, title, words
from alloy_engine.services import Alloy
from ui.navigation import PROGRAM
from ui.text import plain

MOST_RELATIVES = 8


def show(alloy: Alloy, chosen: str | None) -> None:
    if chosen is None:
        return
    movement = alloy.catalogue.get(chosen)
    if movement is None:
        st.warning(f"There is no movement {plain(chosen)}.")
        return
    with st.container(border=True, key="card"):
        st.subheader(plain(movement.name), anchor=False)
        marks = [
            f":orange-badge[{title(movement.pattern)}]",
            f":gray-badge[{title(movement.kind)}]",
            f":blue-badge[{title(movement.skill)}]",
            f":violet-badge[{title(movement.tier)} tier]",
        ]
        st.markdown(" ".join(marks))
        st.markdown(f"*{plain(movement.cue)}*")
        what, kin = st.columns(2, gap="large")
        with what:
            _facts(movement)
        with kin:
            _relations(alloy, movement)
        _uses(alloy, movement)


def _facts(movement: Movement) -> None:
    facts = {
        "Also called": ", ".join(movement.aliases),
        "Trains first": words(movement.primary),
        "Helps": listed(movement.secondary),
        "Needs": movement_frames.kits_in_words(movement),
        "Sides": "one at a time" if movement.unilateral else "both together",
        "Counted in": words(movement.metric),
        "Nervous load": words(movement.cns),
        "Spinal load": words(movement.spinal),
        "Not with a sore": listed(movement.contraindications),
        "May stand as": listed(movement.roles),
        "At home in": listed(movement.disciplines),
        "Usual maximum": "" if movement.ratio is None else f"{movement.ratio:.0%} of its family's main lift",
    }
    st.markdown("\n".join(f"- :gray[{name}] {plain(said)}" for name, said in facts.items() if said))


def _relations(alloy: Alloy, movement: Movement) -> None:
    for label, ids in (("Easier", movement.easier), ("Harder", movement.harder)):
        if ids:
            st.markdown(f"**{label}**")
            _links(alloy, label, ids)
    others = movement_frames.family(alloy.catalogue, movement)["id"]
    if len(others):
        st.markdown(f"**Its family, {title(movement.family).lower()}**")
        _links(alloy, "family", others[:MOST_RELATIVES])
        if len(others) > MOST_RELATIVES:
            st.caption(f"and {len(others) - MOST_RELATIVES} more")


def _links(alloy: Alloy, group: str, ids: Iterable[str]) -> None:
    with st.container(horizontal=True, gap="small"):
        for one in ids:
            st.button(plain(alloy.catalogue[one].name), key=f"{group}-{one}", on_click=_look_at, args=(one,))


def _look_at(movement: str) -> None:
    st.query_params["movement"] = movement
    st.session_state.pop("found", None)


def _uses(alloy: Alloy, movement: Movement) -> None:
    uses = alloy.uses_of(movement.id)
    st.markdown("**Where it is used**")
    if not uses:
        st.caption("In no program yet.")
    for use in uses:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.page_link(PROGRAM, label=plain(use.name), query_params={"id": use.program})
            st.caption(counted(use.times, "time"), width="content")
