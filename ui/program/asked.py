"""What the program was made from."""

from __future__ import annotations

import streamlit as st

from alloy_engine.domain.program import ProgramDocument
from alloy_engine.reporting.compare.settings import request_frame
from ui.text import plain


def show(document: ProgramDocument) -> None:
    asked = request_frame(document.request)
    st.table(
        {"what": [f"**{name}**" for name in asked["setting"]], "value": [plain(value) for value in asked["value"]]},
        border="horizontal",
        hide_header=True,
        hide_index=True,
    )
    with st.expander("The request as JSON", key="request-json"):
        st.json(document.request.model_dump(mode="json", exclude_defaults=True))
    st.caption(
        f"Engine {document.engine_version} · catalogue {document.catalogue_version} · "
        f"policy {document.policy_version} · seed {document.seed}"
    )
