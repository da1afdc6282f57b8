"""Lists in the wizard: pick something to add a row for it, change the row, remove it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from alloy_engine.catalogue.catalogue import Catalogue
from alloy_engine.reporting.wording import title
from ui.wizard import state
from ui.wizard.form import said, widget_key

MakeRow = Callable[[str], dict[str, Any]]


def adder(
    label: str,
    name: str,
    options: Sequence[str],
    make_row: MakeRow,
    *,
    format_func: Callable[[str], str] = said,
    placeholder: str = "Choose to add",
) -> None:
    """A box that adds a row to the draft's list `name` for what is chosen in it."""
    key = widget_key((name, "add"))
    st.selectbox(
        label,
        options,
        index=None,
        key=key,
        format_func=format_func,
        placeholder=placeholder,
        on_change=_add,
        args=(key, name, make_row),
    )


def _add(key: str, name: str, make_row: MakeRow) -> None:
    chosen = st.session_state[key]
    if chosen is not None:
        state.add_row(name, make_row(chosen))


def remover(name: str, index: int, what: str) -> None:
    """The button that takes row `index` out."""
    st.button(
        "Remove",
        key=widget_key((name, index, "remove")),
        help=f"Remove {what}",
        on_click=state.remove_row,
        args=(name, state.draft()[name][index]),
        type="tertiary",
    )


def movement_label(catalogue: Catalogue) -> Callable[[str], str]:
    """How a movement is offered: its name with the other names people search it by."""

    def label(movement: str) -> str:
        known = catalogue.get(movement)
        if known is None:
            return title(movement)
        return f"{known.name} ({', '.join(known.aliases)})" if known.aliases else known.name

    return label


def movement_name(catalogue: Catalogue, movement: str) -> str:
    known = catalogue.get(movement)
    return known.name if known else title(movement)
