"""What a change would do to a session, and to the week and audit around it, before it is saved."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from alloy_engine.domain.program import ProgramDocument
from alloy_engine.errors import AlloyError
from alloy_engine.reporting.training import outlook as frames
from alloy_engine.reporting.wording import counted, title
from alloy_engine.services import Alloy
from alloy_engine.services.coaching import Outlook
from ui.text import plain


def show(found: Outlook, document: ProgramDocument, key: str, alloy: Alloy) -> None:
    """Before and after, side by side. key: "<microcycle>-<day>" of the session."""
    _table(frames.differences(found.before, found.after, document.request.athlete.units))
    if found.others:
        st.caption(f"The same in {counted(len(found.others), 'later session')}: {', '.join(found.others)}.")
    for other, reason in found.left.items():
        st.warning(f"Session {other} stays as it is: {plain(reason)}.")
    week = int(key.partition("-")[0])
    changed = {key: found.after, **{other: after for other, (_, after) in found.others.items()}}
    rows = [frames.of_week(document, changed, week, alloy.policy)]
    if found.judged is not None:
        before, after = found.judged
        rows.append(frames.of_judgement((before.gates, after.gates), (before.audit, after.audit)))
    around = pd.concat(rows)
    st.markdown(f"**Week {week} and the audit**")
    if around.empty:
        st.caption("The week's sets of major muscles, its gates and every row of the audit stay as they are.")
    else:
        _table(around)


def _table(rows: pd.DataFrame) -> None:
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
