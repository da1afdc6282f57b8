"""The hybrid split: a week of one's own, day by day or in blocks."""

from __future__ import annotations

from typing import get_args

import streamlit as st

from alloy_engine.domain.request import HybridBlock
from alloy_engine.domain.vocabulary import MovementPattern, SessionType
from ui import draft as drafts
from ui.wizard import rows, state
from ui.wizard.form import Form, said

KINDS = get_args(HybridBlock.model_fields["kind"].annotation)
FOCUSED = [SessionType.UPPER, SessionType.LOWER, SessionType.PUSH, SessionType.PULL, SessionType.LEGS,
           SessionType.FULL_BODY]  # fmt: skip
MOST_FOCUS = 5


def show(form: Form) -> None:
    with st.container(border=True):
        form.segments("Your own week", "hybrid_by", options=["days", "blocks"])
        if state.draft()["hybrid_by"] == "days":
            _days(form)
        else:
            _blocks(form)
        form.tell("hybrid")


def _days(form: Form) -> None:
    draft = state.draft()
    draft["hybrid_days"] = drafts.fitted_days(draft["hybrid_days"], draft["microcycle_length_days"])
    types = [kind.value for kind in SessionType]
    for index, row in enumerate(draft["hybrid_days"]):
        kind, focus = st.columns([2, 3], gap="small")
        with kind:
            form.select(f"Day {index + 1}", "hybrid_days", index, "type", options=types, format_func=_type)
        with focus:
            if row["type"] in FOCUSED:
                patterns = [pattern.value for pattern in MovementPattern]
                form.many(
                    f"Focus of day {index + 1}",
                    "hybrid_days",
                    index,
                    "focus",
                    options=patterns,
                    max_selections=MOST_FOCUS,
                    placeholder="Alloy chooses",
                )


def _blocks(form: Form) -> None:
    draft = state.draft()
    for index, row in enumerate(draft["hybrid_blocks"]):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            form.select(f"Block {index + 1}", "hybrid_blocks", index, "kind", options=KINDS, width=180)
            form.number("Days", "hybrid_blocks", index, "days", min_value=1, max_value=14, width=120)
            rows.remover("hybrid_blocks", index, f"the block {said(row['kind']).lower()}")
    rows.adder("Add a block", "hybrid_blocks", KINDS, lambda kind: {"kind": kind, "days": 1})
    used = sum(row["days"] for row in draft["hybrid_blocks"])
    st.caption(f"{used} of {draft['microcycle_length_days']} days; what is left over is rest.")


def _type(value: str) -> str:
    return "Rest" if value == SessionType.RECOVERY else said(value)
