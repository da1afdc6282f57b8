"""What a change would do to a session, before it is saved."""

from __future__ import annotations

import streamlit as st

from alloy_engine.domain.vocabulary import Units
from alloy_engine.errors import AlloyError
from alloy_engine.reporting.training.outlook import differences
from alloy_engine.reporting.wording import title
from alloy_engine.services.coaching import Outlook
from ui.text import plain


def show(found: Outlook, units: Units) -> None:
    """Before and after, side by side."""
    rows = differences(found.before, found.after, units)
    st.table(
        {
            "": [title(kind) for kind in rows["kind"]],
            "What changes": [plain(what) for what in rows["what"]],
            "Now": [plain(was) for was in rows["before"]],
            "Then": [f"**{plain(then)}**" for then in rows["after"]],
        },
        border="horizontal",
        hide_index=True,
    )


def refused(error: AlloyError) -> None:
    st.error(plain(str(error)))
