"""Muscles, movements and prescriptions of the sides."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from alloy_engine.reporting.compare import movements as moves
from alloy_engine.reporting.compare.prescription import lifts_frame, roles_frame
from alloy_engine.reporting.compare.side import Side
from alloy_engine.reporting.compare.volume import volume_bars, volume_frame
from alloy_engine.reporting.wording import counted, title
from ui.text import plain

NO_BAR = {"displayModeBar": False}
MEASURES = {
    "sets": "Sets of an exercise", "reps": "Reps at most", "rpe": "RPE", "percent_1rm": "% of the maximum",
    "rest_seconds": "Rest, s",
}  # fmt: skip
MOST = 40


def show(sides: Sequence[Side]) -> None:
    st.subheader("Hard sets a week, by muscle", anchor=False)
    st.plotly_chart(volume_bars(volume_frame(sides)), key="volume", config=NO_BAR)
    st.caption("Ordinary weeks, deloads left out; a helping muscle counts half.")
    st.subheader("Movements in and out", anchor=False)
    _movements(sides)
    st.subheader("Prescription", anchor=False)
    _prescription(sides)


def _movements(sides: Sequence[Side]) -> None:
    frame, letters = moves.movements_frame(sides), [side.letter for side in sides]
    st.caption(f"{moves.shared(frame, letters)} of {counted(len(frame), 'movement')} are on every side.")
    first = letters[0]
    for other in letters[1:]:
        came, gone = moves.gained(frame, other, first), moves.gained(frame, first, other)
        with st.expander(f"{other} against {first} · {len(came)} in, {len(gone)} out", key=f"moves-{other}"):
            st.markdown(f"**In with {other}**  \n{_names(came, other)}")
            st.markdown(f"**Out, only in {first}**  \n{_names(gone, first)}")


def _names(rows: pd.DataFrame, letter: str) -> str:
    told = [f"{plain(row['name'])} :gray[× {row[letter]}]" for row in rows.head(MOST).to_dict("records")]
    more = f" :gray[and {len(rows) - MOST} more]" if len(rows) > MOST else ""
    return ", ".join(told) + more if told else ":gray[none]"


def _prescription(sides: Sequence[Side]) -> None:
    roles, letters = roles_frame(sides), [side.letter for side in sides]
    work = [f"{title(row['role'])} · {MEASURES[row['measure']]}" for row in roles.to_dict("records")]
    st.table(
        {"On average": work, **{letter: [_number(value) for value in roles[letter]] for letter in letters}},
        border="horizontal", hide_index=True,
    )  # fmt: skip
    lifts = lifts_frame(sides)
    with st.expander(f"Main lifts as they begin · {len(lifts)}", key="lifts"):
        columns = {letter: [plain(text) for text in lifts[letter]] for letter in letters}
        st.table({"Lift": [plain(name) for name in lifts["name"]], **columns}, border="horizontal", hide_index=True)


def _number(value: float) -> str:
    return "–" if pd.isna(value) else f"{value:.1f}".removesuffix(".0")
