"""How good the program is: what is unmet, the coach audit with its sources, the gates of every week."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from alloy_engine.catalogue import Policy
from alloy_engine.domain.program import AuditRow, ProgramDocument
from alloy_engine.reporting.training import reasons
from alloy_engine.reporting.wording import counted, title
from ui.program.why import line
from ui.text import plain

AUDIT_MARKS = {
    "ok": ":green-badge[ok]",
    "limited": ":blue-badge[limited]",
    "warn": ":orange-badge[warn]",
    "fail": ":red-badge[fail]",
}


AUDIT_HEADINGS = {
    "fail": "Failing",
    "warn": "Worth a look",
    "limited": "As good as the request allows",
    "ok": "In order",
}


def notices(document: ProgramDocument) -> None:
    """Warnings and what could not be had, each once, where nobody can miss them."""
    if document.unmet:
        st.warning(_listed("Asked for, but not possible", document.unmet))
    if document.warnings:
        st.info(_listed("Good to know", document.warnings))


def _listed(heading: str, items: Sequence[str]) -> str:
    if len(items) == 1:
        return f"**{heading}.** {plain(items[0])}"
    return "\n".join([f"**{heading}**", "", *(f"- {plain(item)}" for item in items)])


def audit(document: ProgramDocument) -> None:
    if not document.audit:
        st.caption("The audit follows when every session is planned.")
        return
    counts = {mark: sum(row.status == mark for row in document.audit) for mark in AUDIT_MARKS}
    st.markdown(" ".join(f"{AUDIT_MARKS[mark]} {count}" for mark, count in counts.items() if count))
    for mark, heading in AUDIT_HEADINGS.items():
        rows = [row for row in document.audit if row.status == mark]
        if rows:
            with st.expander(f"{heading} · {len(rows)}", key=f"audit-{mark}", expanded=mark in ("fail", "warn")):
                _audit_rows(rows)
    st.caption("An audit warns; it never blocks. RPE is an estimate: people err by about one repetition.")


def _audit_rows(rows: list[AuditRow]) -> None:
    for row in rows:
        ceiling = f", at best {plain(row.ceiling)}" if row.ceiling else ""
        st.markdown(
            f"{AUDIT_MARKS[row.status]} **{plain(title(row.check))}**: {plain(row.value)} "
            f":gray[(band {plain(row.band)}{ceiling})]  \n"
            f"{plain(row.detail)}  \n:small[:gray[Source: {plain(row.source)}]]"
        )


def gates(document: ProgramDocument, policy: Policy) -> None:
    """Microcycle gates: the failing ones spelled out, the rest counted."""
    rows = [(week.index, gate) for week in document.microcycles for gate in week.gates]
    if not rows:
        st.caption("Gates follow as weeks are finished.")
        return
    failing = [(index, gate) for index, gate in rows if not gate.ok]
    said = f"{len(rows) - len(failing)} of {counted(len(rows), 'microcycle gate')} met."
    line(said, "gates", lambda: reasons.microcycle_gates(policy))
    if failing:
        st.table(
            {
                "Week": [str(index) for index, _ in failing],
                "Gate": [title(gate.name) for _, gate in failing],
                "Found": [plain(gate.detail) for _, gate in failing],
            },
            border="horizontal",
            hide_index=True,
        )
