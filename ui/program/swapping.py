"""One exercise for another: ranked substitutes with their reasons, and what the session would become."""

from __future__ import annotations

from functools import partial

import streamlit as st

from alloy_engine.domain.program import ProgramDocument
from alloy_engine.domain.vocabulary import ExerciseRole
from alloy_engine.errors import AlloyError
from alloy_engine.reporting.training.substitutes import substitutes
from alloy_engine.services import Alloy
from ui.engine import attempt
from ui.program import outlook
from ui.text import plain

HERE, LATER = "This session", "And later ones"


def show(document: ProgramDocument, key: str, place: tuple[ExerciseRole, str], alloy: Alloy) -> None:
    """key: "<microcycle>-<day>". place: role and movement of the exercise that may go."""
    program, (role, movement) = document.id or "", place
    ranked = substitutes(alloy.decisions(program, key), role, movement, alloy.catalogue)
    names = dict(alloy.coach.substitutes(program, key, role))
    ranked = ranked[ranked["movement"].isin(list(names))]
    scores = dict(zip(ranked["movement"], ranked["score"], strict=True))
    to = st.selectbox(
        "Instead",
        [*scores, *(each for each in names if each not in scores)],
        index=None,
        key=f"instead-{key}-{role}-{movement}",
        placeholder="Ranked ones first, then all that may stand there",
        format_func=lambda each: names[each] + (f" · score {scores[each]:.2f}" if each in scores else ""),
    )
    if not ranked.empty:
        with st.popover("Why this order?", icon=":material/help:", type="tertiary", key=f"ranked-{key}"):
            for row in ranked.itertuples():
                st.markdown(f"**{plain(row.name)}** {row.score:.2f}, {row.less:.2f} less: {plain(row.reason)}")
    if to is None:
        return
    reach = st.segmented_control("Where", [HERE, LATER], default=HERE, required=True, key=f"reach-{key}",
                                 help="Later ones: of this mesocycle, with it in the same place.")  # fmt: skip
    swap = partial(alloy.coach.swap, later=reach == LATER)
    try:
        found = alloy.coach.swap_outlook(program, key, role, movement, to, later=reach == LATER)
    except AlloyError as error:
        outlook.refused(error)
        return
    outlook.show(found, document, key, alloy)
    st.button("Swap", key=f"swap-{key}", type="primary", icon=":material/swap_horiz:", on_click=attempt,
              args=(swap, program, key, role, movement, to))  # fmt: skip
    st.caption(
        "The new exercise is locked, so that it stays when the session is planned again. Sessions not named here stay "
        "as they are."
    )
