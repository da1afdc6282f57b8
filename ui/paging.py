"""Lists of programs that may be long: found by name, read a page at a time.

A page is known by where it begins, not by its number: the way back is kept in the session.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from alloy_engine.services import Alloy, ProgramCard


def words(key: str) -> str:
    """What is looked for in the list called `key`."""
    return st.session_state.get(f"{key}-find", "").strip()


def page(alloy: Alloy, key: str, size: int, *, archived: bool = False) -> tuple[tuple[ProgramCard, ...], bool]:
    """The cards of the page the reader is on, and whether another one follows."""
    cards = alloy.programs(limit=size + 1, after=_place(key), archived=archived, name=words(key))
    return cards[:size], len(cards) > size


def find(key: str) -> None:
    """The field to look for a name in."""
    st.text_input(
        "Find a program",
        key=f"{key}-find",
        placeholder="Find by name",
        icon=":material/search:",
        label_visibility="collapsed",
        on_change=start_over,
        args=(key,),
    )


def turn(key: str, cards: Sequence[ProgramCard], more: bool) -> None:
    """The buttons to the pages beside this one; nothing if the list is one page long."""
    places = _places(key)
    if not places and not more:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Newer", key=f"{key}-newer", icon=":material/chevron_left:", on_click=_newer, args=(key,),
            disabled=not places,
        )  # fmt: skip
        st.caption(f"Page {len(places) + 1}", width="content")
        st.button(
            "Older", key=f"{key}-older", icon=":material/chevron_right:", icon_position="right",
            on_click=_older, args=(key, cards[-1].place if cards else ""), disabled=not more,
        )  # fmt: skip
        if len(places) > 1:
            st.button("Newest", key=f"{key}-newest", type="tertiary", on_click=start_over, args=(key,))


def start_over(key: str) -> None:
    """Back to the newest: the list has become another one."""
    st.session_state.pop(f"{key}-places", None)


def _places(key: str) -> tuple[str, ...]:
    return st.session_state.get(f"{key}-places", ())


def _place(key: str) -> str | None:
    places = _places(key)
    return places[-1] if places else None


def _older(key: str, place: str) -> None:
    st.session_state[f"{key}-places"] = (*_places(key), place)


def _newer(key: str) -> None:
    st.session_state[f"{key}-places"] = _places(key)[:-1]
