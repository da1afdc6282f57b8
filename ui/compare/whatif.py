"""One request under changed settings, planned on the spot and stored nowhere."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial

import streamlit as st

from alloy_engine.reporting.compare.side import LETTERS, Side
from alloy_engine.reporting.wording import counted
from alloy_engine.services import Alloy
from ui.compare import origin, result
from ui.compare.keeping import keep
from ui.compare.knobs import Document, Knob, changed, knobs
from ui.compare.planning import Planning
from ui.text import plain

NOW, POLL_SECONDS = "what_if", 0.4
AS_IT_IS = "as it is"
FIRST = 3  # knobs that are there without opening anything
WIDTH = 270  # three stand side by side where there is one alternative


def show(alloy: Alloy) -> None:
    base = origin.choose(alloy)
    if base is None:
        return
    named = _alternatives(alloy)
    documents, titles = [base], ["As it is"]
    for changes, title in named:
        if changes:
            documents += changed(base, {field: [value] for field, value in changes.items()})
            titles.append(title)
    if len(documents) == 1:
        _stop()
        st.info("Change something above, and the program it makes is planned beside the one as it is.")
        return
    if faulty := _faults(alloy, documents, titles):
        _stop()
        st.error("  \n".join(faulty))
        return
    planning = _planning(alloy, documents)
    st.fragment(_watch, run_every=POLL_SECONDS if planning.lives else None)(planning, titles, planning.lives, alloy)


def _alternatives(alloy: Alloy) -> list[tuple[dict[str, object], str]]:
    """What each alternative changes, and that in words."""
    count = st.segmented_control("What if?", [1, 2, 3], default=1, required=True, key="alternatives",
                                 bind="query-params", format_func=lambda one: counted(one, "alternative"))  # fmt: skip
    every = knobs(list(alloy.presets))
    found = []
    for letter, column in zip(LETTERS[1:], st.columns(count), strict=False):
        with column, st.container(border=True):
            st.markdown(f"**{letter}**")
            with st.container(horizontal=True):
                picked = [_turn(letter, knob) for knob in every[:FIRST]]
            with st.expander("More settings", key=f"more-{letter}"):
                picked += [_turn(letter, knob) for knob in every[FIRST:]]
            turned = [(knob, text) for knob, text in zip(every, picked, strict=True) if text != AS_IT_IS]
            words = ", ".join(knob.short.format(text[:1].lower() + text[1:]) for knob, text in turned)
            found.append(({knob.field: knob.options[text] for knob, text in turned}, words))
    return found


def _turn(letter: str, knob: Knob) -> str:
    return st.selectbox(knob.label, [AS_IT_IS, *knob.options], key=f"{letter.lower()}-{knob.column}",
                        bind="query-params", width=WIDTH) or AS_IT_IS  # fmt: skip


def _faults(alloy: Alloy, documents: Sequence[Document], titles: Sequence[str]) -> list[str]:
    return [
        f"**{plain(title)}**: {plain(fault.field)} {plain(fault.message)}. Accepted: {plain(fault.accepted)}"
        for document, title in zip(documents, titles, strict=True)
        for fault in alloy.check(document)
    ]


def _planning(alloy: Alloy, documents: list[Document]) -> Planning:
    """The one that answers this question; another one that still runs is stopped."""
    question = (json.dumps(documents, sort_keys=True), alloy.materials.version)
    asked, planning = st.session_state.get(NOW, (None, None))
    if asked != question:
        _stop()
        planning = Planning(alloy.materials, documents)
        st.session_state[NOW] = (question, planning)
    return planning


def _stop() -> None:
    _, planning = st.session_state.pop(NOW, (None, None))
    if planning is not None:
        planning.cancel()


def _watch(planning: Planning, titles: list[str], polling: bool, alloy: Alloy) -> None:
    """Redrawn while it is planned; asks for a whole new run at the end."""
    if polling and not planning.lives:
        st.rerun()
    if polling:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.progress(min(1.0, planning.share), text=f"Planning {counted(len(titles), 'program')} …")
            st.button("Cancel", key="what-if-cancel", on_click=planning.cancel, disabled=planning.is_cancelled)
    elif planning.answer is not None:
        sides = [
            Side(letter, title, one.document, one.choices, one.accounts, one.milliseconds)
            for letter, title, one in zip(LETTERS, titles, planning.answer, strict=False)
        ]
        result.show(sides, alloy, partial(_keep, planning, alloy))
    else:
        if planning.trouble:
            st.error(f"**They could not be planned.** {plain(planning.trouble)}")
        else:
            st.warning("Cancelled.")
        st.button("Plan again", key="what-if-again", on_click=_stop)


def _keep(planning: Planning, alloy: Alloy, place: int) -> None:
    if not st.button("Keep this one", key=f"keep-{LETTERS[place]}", help="Create this program and open it"):
        return
    keep(alloy, planning.documents[place], f"{planning.key}-{place}")
