"""Two to four stored programs side by side; their ids stand in the address."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from alloy_engine.errors import NotFound
from alloy_engine.reporting.compare.side import LETTERS, Side
from alloy_engine.reporting.flow.compare import first_choice
from alloy_engine.services import Alloy
from ui.compare import picker, result
from ui.navigation import CREATE, current_program, open_program
from ui.text import plain

IDS, LEAST = "ids", 2


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
    """With the stored decisions of the sessions in which the first choice differs from A's."""
    wanted: dict[str, set[str]] = {side.letter: set() for side in sides}
    for other in sides[1:]:
        parting = first_choice(sides[0].choices, other.choices)
        for side in (sides[0], other) if parting and parting.at else ():
            wanted[side.letter] |= {one.session for one in side.choices if one.sequence == parting.at[0]}
    return [
        replace(side, decisions={key: alloy.decisions(str(side.document.id), key) for key in wanted[side.letter]})
        for side in sides
    ]
