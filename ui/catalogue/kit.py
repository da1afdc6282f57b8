"""What a new piece of equipment would unlock."""

from __future__ import annotations

import streamlit as st

from alloy_engine.domain.vocabulary import Equipment
from alloy_engine.reporting import movement_frames
from alloy_engine.reporting.wording import counted, listed, title
from alloy_engine.services import Alloy
from ui.catalogue.find import SHOWN


def show(alloy: Alloy) -> None:
    st.caption("Say what there is, and what might be bought.")
    left, right = st.columns(2)
    with left:
        preset = st.selectbox("Owned now", list(alloy.presets), index=len(alloy.presets) - 1, key="owned-preset")
        more = st.multiselect(
            "And besides", sorted(Equipment), format_func=title, key="owned-more", placeholder="Nothing"
        )
    owned = alloy.presets[preset] | frozenset(more)
    with right:
        rest = [item for item in sorted(Equipment) if item not in owned]
        new = st.multiselect("What if there were", rest, format_func=title, key="new-kit", placeholder="Choose items")
    usable = int(alloy.catalogue.usable_with(owned).sum())
    st.markdown(f"**{usable} of {len(alloy.catalogue)} movements can be done with what is owned.**")
    if new:
        _brought(alloy, owned, frozenset(new))
    _single_items(alloy, owned)


def _brought(alloy: Alloy, owned: frozenset[Equipment], new: frozenset[Equipment]) -> None:
    frame = movement_frames.unlocked(alloy.catalogue, owned, new)
    said = listed(sorted(new))
    if frame.empty:
        st.info(f"{said[:1].upper()}{said[1:]} would bring nothing new by itself.")
        return
    st.success(f"{counted(len(frame), 'more movement')} with {said}.")
    table = frame.assign(**{column: frame[column].map(title) for column in ("pattern", "primary", "skill", "tier")})
    st.dataframe(table, hide_index=True, column_order=list(SHOWN), column_config=SHOWN, height=300)


def _single_items(alloy: Alloy, owned: frozenset[Equipment]) -> None:
    frame = movement_frames.worth_of_items(alloy.catalogue, owned)
    if frame.empty:
        st.caption("Every movement of the catalogue can be done with it.")
        return
    st.markdown("**One item at a time: what each would bring**")
    st.dataframe(
        frame.assign(item=frame["item"].map(title), patterns=[listed(names) for names in frame["patterns"]]),
        hide_index=True,
        column_config={
            "item": "Item",
            "movements": st.column_config.ProgressColumn(
                "Movements", format="%d", min_value=0, max_value=int(frame["movements"].max())
            ),
            "mains": st.column_config.NumberColumn("Fit as main lifts", format="%d"),
            "patterns": st.column_config.TextColumn("For", width="large"),
        },
    )
