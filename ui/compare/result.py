"""Sides next to each other: what was asked, what came of it, and where they first part."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from alloy_engine.reporting.compare.audit import audit_frame, fine
from alloy_engine.reporting.compare.divergence import Divergence, divergences
from alloy_engine.reporting.compare.settings import label, settings_frame
from alloy_engine.reporting.compare.side import Side
from alloy_engine.reporting.compare.week import days_frame, totals_frame
from alloy_engine.reporting.wording import duration, title
from alloy_engine.services import Alloy
from ui.compare import training
from ui.text import plain

MARKS = {"ok": ":green[✓]", "limited": ":blue[limited]", "warn": ":orange[warn]", "fail": ":red[fail]", "": ":gray[–]"}


def show(sides: Sequence[Side], alloy: Alloy, buttons: Callable[[int], None]) -> None:
    """buttons: draws what can be done with the side at that place."""
    _cards(sides, buttons)
    _settings(sides)
    _partings(sides, alloy)
    st.subheader("The week", anchor=False)
    days, totals = days_frame(sides), totals_frame(sides)
    _table(days, {"day": "Day"})
    _table(totals.assign(figure=totals["figure"].map(title)), {"figure": "On average"})
    training.show(sides)
    _audit(sides)


def _cards(sides: Sequence[Side], buttons: Callable[[int], None]) -> None:
    for place, (side, column) in enumerate(zip(sides, st.columns(len(sides)), strict=True)):
        good, rows = fine(side.document)
        with column, st.container(border=True, gap="small"):
            st.markdown(f"**{side.letter}** · {plain(side.title)}")
            took = "" if side.milliseconds is None else f" · planned in {duration(side.milliseconds)}"
            st.caption(f"Audit {good} of {rows} fine{took}")
            for warning in side.document.unmet:
                st.caption(f":orange[{plain(warning)}]")
            buttons(place)


def _settings(sides: Sequence[Side]) -> None:
    st.subheader("Settings", anchor=False)
    settings = settings_frame(sides)
    settings = settings.assign(setting=settings["setting"].map(label))
    differing, same = settings[settings["differs"]], settings[~settings["differs"]]
    if differing.empty:
        st.caption("They were asked for in the same way.")
    else:
        _table(differing.drop(columns="differs"), {"setting": "Setting"})
    with st.expander(f"The same everywhere · {len(same)}", key="same-settings"):
        kept = same[["setting", sides[0].letter]].rename(columns={sides[0].letter: "value"})
        _table(kept, {"setting": "Setting", "value": "Value"})


def _partings(sides: Sequence[Side], alloy: Alloy) -> None:
    st.subheader("Where they first part", anchor=False)
    names = {movement.id: movement.name for movement in alloy.catalogue.movements}
    for other in sides[1:]:
        found = divergences(sides[0], other, names)
        with st.container(border=True, gap="small"):
            if not found:
                st.markdown(f"**{other.letter}** chooses the same movements as **{sides[0].letter}** throughout.")
            for heading, divergence in zip(("", "In the training itself"), found, strict=False):
                if heading:
                    st.markdown(f":gray[{heading}]")
                _parting(divergence, f"{other.letter}-{heading}")


def _parting(divergence: Divergence, key: str) -> None:
    picks = ", ".join(f"**{side}**: {plain(taken or 'nothing')}" for side, taken in divergence.taken.items())
    st.markdown(f"{plain(divergence.where)}  \n{picks}")
    for reason in divergence.reasons:
        st.caption(plain(reason))
    if len(divergence.duel):
        with st.expander("By dimension", key=f"duel-{key}"):
            one, other = divergence.taken
            st.caption(f"By how much {one}'s pick leads {other}'s, as each of the two programs scores them.")
            duel = divergence.duel.drop(columns="moved")
            duel = duel.assign(dimension=duel["dimension"].map(title)).rename(columns={"one": one, "other": other})
            _table(duel, {"dimension": "Dimension"}, digits=3)


def _audit(sides: Sequence[Side]) -> None:
    st.subheader("Coach audit", anchor=False)
    audit = audit_frame(sides)
    if audit.empty:
        st.caption("No audit is there yet.")
        return
    told = audit.assign(
        check=audit["check"].map(title),
        **{one.letter: [_status(row, one.letter) for row in audit.to_dict("records")] for one in sides},
    )
    shown = told[["check", *(side.letter for side in sides), "differs"]]
    differing = shown[shown["differs"]].drop(columns="differs")
    if differing.empty:
        st.caption("Every check ends the same.")
    else:
        _table(differing, {"check": "Check"}, marked=True)
    with st.expander(f"The other checks · {len(shown) - len(differing)}", key="same-audit"):
        rest = shown[~shown["differs"]].drop(columns="differs")
        _table(rest, {"check": "Check"}, marked=True)


def _status(row: dict, letter: str) -> str:
    return f"{MARKS[row[letter]]} {plain(row[f'{letter}_value'])}".strip()


def _table(frame: pd.DataFrame, titles: dict[str, str], *, digits: int = 1, marked: bool = False) -> None:
    """titles: column → its heading, where that is another. marked: the texts are Markdown already."""

    def told(value: object) -> str:
        if isinstance(value, float):
            return f"{value:.{digits}f}".removesuffix(".0")
        return str(value) if marked else plain(str(value))

    columns = {titles.get(str(name), str(name)): [told(value) for value in frame[name]] for name in frame.columns}
    st.table(columns, border="horizontal", hide_index=True)
