"""Two to four stored programs side by side; their ids stand in the address."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import streamlit as st

from alloy_engine.domain.decision import Account
from alloy_engine.errors import CatalogueError, Conflict, NotFound, PolicyError
from alloy_engine.reporting.compare.side import LETTERS, Side
from alloy_engine.reporting.flow.compare import partings
from alloy_engine.services import Alloy
from ui.compare import picker, result
from ui.navigation import CREATE, current_program, open_program
from ui.text import plain

IDS, LEAST = "ids", 2
OPENED, MOST_OPENED = "compare_opened", 16  # sessions that were opened up, kept for the next look


def show(alloy: Alloy) -> None:
    if not alloy.programs(limit=1):
        st.info("There is no program yet. Create two, and they can be held side by side.")
        st.page_link(CREATE, label="Create a program")
        return
    chosen = _chosen()
    sides = []
    for program in chosen:
        try:
            sides.append(_side(alloy, program, LETTERS[len(sides)]))
        except NotFound:
            st.warning("One of the programs in the address is not there any more; it is left out.")
    if len(chosen) < len(LETTERS):
        with st.expander("Choose programs", key="choose", expanded=len(sides) < LEAST):
            picker.find(alloy, "compare", chosen, "Add", _add)
    if len(sides) < LEAST:
        for side in sides:
            st.markdown(f"**{side.letter}** · {plain(side.title)}")
            _buttons(side)
        st.info("Choose two to four programs to hold side by side. The first one is what the others are held against.")
        return
    for side in sides:
        if not side.document.status.is_terminal:
            st.warning(f"**{side.letter}** is still being generated: what is compared is what is there so far.")
    result.show(_with_records(alloy, sides), alloy, lambda place: _buttons(sides[place]))


def _chosen() -> list[str]:
    asked = st.query_params.get(IDS)
    if asked is None:
        last = current_program()
        return [last] if last else []
    return list(dict.fromkeys(filter(None, asked.split(","))))[: len(LETTERS)]


def _add(program: str) -> None:
    st.query_params[IDS] = ",".join([*_chosen(), program])


def _remove(program: str) -> None:
    st.query_params[IDS] = ",".join(one for one in _chosen() if one != program)


def _buttons(side: Side) -> None:
    program = str(side.document.id)
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("Open", key=f"open-{program}", type="tertiary", help=f"Open {side.title}"):
            open_program(program)
        st.button("Remove", key=f"remove-{program}", type="tertiary", on_click=_remove, args=(program,),
                  help=f"Take {side.title} out of the comparison")  # fmt: skip


def _side(alloy: Alloy, program: str, letter: str) -> Side:
    document = alloy.program(program)
    phases = alloy.status(program).phases_ms
    return Side(letter, document.name, document, alloy.choices(program), {}, sum(phases.values()) or None)


def _with_records(alloy: Alloy, sides: list[Side]) -> list[Side]:
    """With the choices opened up of those sessions in which one first differs from A's."""
    wanted: dict[str, set[str]] = {side.letter: set() for side in sides}
    for other in sides[1:]:
        days = {one.at[0] for one in partings(sides[0].choices, other.choices) if one.at is not None}
        for side in (sides[0], other):
            wanted[side.letter] |= {one.session for one in side.choices if one.sequence in days}
    return [
        replace(side, accounts={key: _accounts(alloy, side, key) for key in sorted(wanted[side.letter])})
        for side in sides
    ]


def _accounts(alloy: Alloy, side: Side, session: str) -> tuple[Account, ...]:
    """Planned again with what was known then; where that cannot be done, or comes out otherwise, what was stored."""
    program = str(side.document.id)
    question = (alloy.owner, program, session, tuple(one for one in side.choices if one.session == session))
    known = st.session_state.setdefault(OPENED, {})
    if question not in known:
        if len(known) >= MOST_OPENED:
            known.clear()
        known[question] = _opened(alloy, program, session)
    return known[question]


def _opened(alloy: Alloy, program: str, session: str) -> tuple[Account, ...]:
    with suppress(Conflict, NotFound, CatalogueError, PolicyError):
        again = alloy.recompute(program, session)
        if again.matches:
            return again.slots
    return tuple(Account(one) for one in alloy.decisions(program, session))
