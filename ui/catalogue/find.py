"""Search and filters, and the list of what they find."""

from __future__ import annotations

import streamlit as st

from alloy_engine.domain.vocabulary import BodyRegion, ExerciseRole, MovementPattern, Muscle, SkillLevel
from alloy_engine.reporting import movement_frames
from alloy_engine.reporting.movement_frames import Wanted
from alloy_engine.reporting.wording import counted, title
from alloy_engine.services import Alloy
from ui.catalogue import card

ANY, SHORT = "anything", 11  # rows that need no scrolling
SHOWN = {
    "name": st.column_config.TextColumn("Movement", width="medium"),
    "pattern": "Pattern",
    "primary": "Trains first",
    "skill": "Skill",
    "kit": st.column_config.TextColumn("Needs", width="medium"),
    "tier": "Tier",
}


def show(alloy: Alloy) -> None:
    st.text_input("Search", key="q", bind="query-params", placeholder="goblet squat, chin up, hamstrings …",
                  help="Names, other names and ids; typing errors are forgiven.")  # fmt: skip
    with st.expander("Filters", key="filters"):
        wanted = _filters(alloy)
    found = movement_frames.found(alloy.catalogue, wanted)
    if found.empty:
        st.info("No movement fits all of that. Take a filter away, or try another word.")
        return
    st.caption(f"{counted(len(found), 'movement')}. Choose one to see its card.")
    table = found.assign(**{column: found[column].map(title) for column in ("pattern", "primary", "skill", "tier")})
    picked = st.dataframe(
        table, hide_index=True, column_order=list(SHOWN), column_config=SHOWN, on_select="rerun",
        selection_mode="single-row", key="found", height="content" if len(table) <= SHORT else 420,
    )  # fmt: skip
    rows = picked["selection"]["rows"]
    if rows and rows[0] < len(found):
        st.query_params["movement"] = str(found["id"].iloc[rows[0]])
    card.show(alloy, st.query_params.get("movement"))


def _filters(alloy: Alloy) -> Wanted:
    left, right = st.columns(2)
    with left:
        patterns = st.multiselect("Pattern", list(MovementPattern), format_func=title, key="patterns")
        muscles = st.multiselect("Muscle", list(Muscle), format_func=title, key="muscles")
        roles = st.multiselect("May stand as", list(ExerciseRole), format_func=title, key="roles")
    with right:
        place = st.selectbox("With the equipment of", [ANY, *alloy.presets], key="place")
        level = st.selectbox("For an athlete who is", [None, *SkillLevel], key="level",
                             format_func=lambda one: title(one) if one else "Anybody")  # fmt: skip
        spared = st.selectbox("Sparing", [None, *BodyRegion], key="spared",
                              format_func=lambda one: title(one) if one else "Nothing")  # fmt: skip
    return Wanted(
        text=st.session_state.get("q") or "",
        patterns=patterns,
        muscles=muscles,
        roles=roles,
        owned=None if place == ANY else alloy.presets[place],
        level=level,
        spared=spared,
    )
