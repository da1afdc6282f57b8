"""A movement of the coach's own while it is being written: kept in the session, and in the address beside it."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from alloy_engine.catalogue.catalogue import Catalogue
from alloy_engine.catalogue.own import cells_of
from alloy_engine.errors import InvalidRequest
from ui import link as links

DRAFT, EPOCH, FIELD = "own-draft", "own-epoch", "own"
FRESH = ("name", "aliases", "easier", "harder")  # not taken over from the movement it starts from
Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class Draft:
    """like: the movement it starts from. cells: column → text. epoch: another one for every start, so that the fields
    of one start are not taken for those of the next.
    """

    like: str
    cells: Cells
    epoch: int


def current(catalogue: Catalogue) -> Draft | None:
    """The session's own, else the one in the address; None where nothing was begun."""
    draft: Draft | None = st.session_state.get(DRAFT)
    if draft is None and (read := _read(catalogue)) is not None:
        draft = _put(*read)
    return draft if draft is not None and draft.like in catalogue else None


def begin(catalogue: Catalogue, like: str | None) -> None:
    """Start over from a movement; what is its own by now, such as a name, stays. None: from nothing."""
    former = current(catalogue)
    forget()
    if like is not None:
        own = {} if former is None else {column: former.cells[column] for column in FRESH}
        _put(like, {**_blank(catalogue, like), **own})


def keep(draft: Draft, cells: Cells) -> None:
    """What is written now; the address holds it as well, so that loading the page again loses nothing."""
    st.session_state[DRAFT] = Draft(draft.like, cells, draft.epoch)
    link = links.pack({"like": draft.like, "cells": cells})
    if st.query_params.get(FIELD) != link:
        st.query_params[FIELD] = link


def forget() -> None:
    st.session_state.pop(DRAFT, None)
    st.query_params.pop(FIELD, None)


def _put(like: str, cells: Cells) -> Draft:
    st.session_state[EPOCH] = st.session_state.get(EPOCH, 0) + 1
    st.session_state[DRAFT] = draft = Draft(like, cells, st.session_state[EPOCH])
    return draft


def _blank(catalogue: Catalogue, like: str) -> Cells:
    return {**cells_of(catalogue[like]), **dict.fromkeys(FRESH, "")}


def _read(catalogue: Catalogue) -> tuple[str, Cells] | None:
    """What the address holds, as far as it can be used."""
    try:
        written = links.unpack(st.query_params.get(FIELD, ""))
    except InvalidRequest:
        return None
    like, cells = (written.get("like"), written.get("cells")) if isinstance(written, dict) else (None, None)
    if not isinstance(like, str) or like not in catalogue or not isinstance(cells, dict):
        return None
    blank = _blank(catalogue, like)
    return like, {**blank, **{key: cell for key, cell in cells.items() if key in blank and isinstance(cell, str)}}
