"""Ten dollars over some names, a dollar a press."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from alloy_engine.domain.request import TEN
from alloy_engine.reporting.wording import title
from ui import draft as drafts
from ui.wizard import state
from ui.wizard.form import widget_key


def steppers(name: str, order: Sequence[str], meanings: Mapping[str, str], *, most: int | None = None) -> None:
    """A row a name: what it means, −, its dollars, +. The draft's `name` holds the amounts."""
    dollars = state.draft()[name]
    for one in order:
        amount = dollars[one]
        with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
            weight = "**" if amount else ""
            meaning = f"  \n:gray[{meanings[one]}]" if one in meanings else ""
            st.markdown(f"{weight}{title(one)}{weight}{meaning}", width="stretch")
            st.button(
                "−",
                key=widget_key((name, one, "less")),
                help=f"One dollar less for {title(one).lower()}",
                disabled=amount == 0,
                on_click=_move,
                args=(name, one, -1, most),
            )
            st.markdown(f"**${amount}**" if amount else ":gray[$0]", width=40, text_alignment="center")
            st.button(
                "+",
                key=widget_key((name, one, "more")),
                help=f"One dollar more for {title(one).lower()}",
                disabled=not drafts.may_add(dollars, one, most=most),
                on_click=_move,
                args=(name, one, 1, most),
            )


def _move(name: str, one: str, by: int, most: int | None) -> None:
    """A dollar more or less than there is now: two quick presses are two dollars, though both buttons were drawn
    before either."""
    dollars = state.draft()[name]
    if dollars[one] > 0 if by < 0 else drafts.may_add(dollars, one, most=most):
        state.write((name, one), dollars[one] + by)


def balance(name: str, *, most: int | None = None) -> None:
    """How much is placed, as a bar and a sentence."""
    dollars = state.draft()[name]
    left = drafts.remaining(dollars)
    message = drafts.dollars_message(dollars, most=most) or "All ten dollars are placed."
    st.progress(min(1.0, max(0.0, (TEN - left) / TEN)), text=message)
