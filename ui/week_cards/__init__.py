"""A row of day cards that can be picked; on a narrow screen they become a list. Our own component, no network."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import streamlit as st

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class DayCard:
    """What one card says. colour: name of a theme colour. state: "" when the session is ready."""

    day: int
    weekday: str
    date: str
    kind: str
    colour: str
    focus: str
    minutes: str
    state: str
    state_colour: str
    rests: bool


@st.cache_resource
def _component() -> Any:
    # A script that starts with a comment line is not mistaken for a path.
    script = "// Draws the cards.\n" + (HERE / "cards.js").read_text(encoding="utf-8")
    return st.components.v2.component("week_cards", css=(HERE / "cards.css").read_text(encoding="utf-8"), js=script)


def show(cards: Sequence[DayCard], *, chosen: int, label: str, key: str, on_pick: Callable[[int], None]) -> None:
    """Draw the cards with `chosen` (a day number) marked; `on_pick` is called with the day that is pressed."""

    def picked() -> None:
        day = st.session_state[key].get("picked")
        if day is not None:
            on_pick(int(day))

    _component()(
        key=key,
        data={"cards": [asdict(card) for card in cards], "chosen": chosen, "label": label},
        on_picked_change=picked,
        height="content",
    )
