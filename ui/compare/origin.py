"""What a what-if or a sweep starts from: a stored program's request, or settings; either stands in the address."""

from __future__ import annotations

import streamlit as st

from alloy_engine.errors import InvalidRequest, NotFound
from alloy_engine.services import Alloy
from ui import draft as drafts
from ui import link as links
from ui.compare import picker
from ui.compare.knobs import Document
from ui.navigation import current_program
from ui.text import plain
from ui.wizard import state

FROM = "from"


def choose(alloy: Alloy) -> Document | None:
    """The request to start from, with what is said about it; None where what the address names is of no use."""
    program = st.query_params.get(FROM)
    link = st.query_params.get(links.FIELD)
    try:
        title, document = _named(alloy, program, link)
    except NotFound:
        st.warning("The program in the address is not there any more. Start from another one.")
        title, document = "", None
    except InvalidRequest as error:
        told = [f"**{plain(one.field)}** {plain(one.message)}. Accepted: {plain(one.accepted)}" for one in error.faults]
        st.error("  \n".join(["These settings cannot be planned.", *told]))
        title, document = "", None
    with st.container(horizontal=True, vertical_alignment="center"):
        if document is not None:
            st.markdown(f"Starts from **{plain(title)}**", width="content")
        with st.popover("Start from another", type="tertiary"):
            st.button("The wizard's settings", key="origin-wizard", on_click=_from_wizard)
            picker.find(alloy, "origin", [program] if program else [], "Take", _from_program)
    return document


def _named(alloy: Alloy, program: str | None, link: str | None) -> tuple[str, Document]:
    """Raises NotFound; InvalidRequest for a bad link, and for settings that have faults."""
    if link is not None:
        document = links.unpack(link)
        if faults := alloy.check(document):
            raise InvalidRequest(faults)
        return "the settings in the address", document
    program = program or current_program()
    if program is not None:
        found = alloy.program(program)
        return found.name, found.request.model_dump(mode="json", exclude_none=True)
    document = drafts.document(state.draft())
    if faults := alloy.check(document):
        raise InvalidRequest(faults)
    return "the wizard's settings", document


def _from_wizard() -> None:
    st.query_params.pop(FROM, None)
    st.query_params[links.FIELD] = links.pack(drafts.document(state.draft()))


def _from_program(program: str) -> None:
    st.query_params.pop(links.FIELD, None)
    st.query_params[FROM] = program
