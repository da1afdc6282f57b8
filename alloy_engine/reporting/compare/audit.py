"""The coach audit, side by side."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from alloy_engine.domain.program import ProgramDocument
from alloy_engine.reporting.compare.side import Side

WORST_FIRST = ("fail", "warn", "limited", "ok", "")


def audit_frame(sides: Sequence[Side]) -> pd.DataFrame:
    """One row a check that any side has: `check`, a status and a value a side ("A", "A_value"; "" where it is
    missing), `differs` in status, and `band`. What differs comes first, then the worst.
    """
    found = {side.letter: {row.check: row for row in side.document.audit} for side in sides}
    checks = list(dict.fromkeys(check for rows in found.values() for check in rows))
    table = []
    for check in checks:
        rows = {letter: audits.get(check) for letter, audits in found.items()}
        statuses = {letter: row.status if row else "" for letter, row in rows.items()}
        table.append({
            "check": check,
            **statuses,
            **{f"{letter}_value": row.value if row else "" for letter, row in rows.items()},
            "differs": len(set(statuses.values())) > 1,
            "band": next(row.band for row in rows.values() if row),
            "worst": min(WORST_FIRST.index(status) for status in statuses.values()),
        })  # fmt: skip
    columns = ["check", *found, *(f"{letter}_value" for letter in found), "differs", "band", "worst"]
    frame = pd.DataFrame(table, columns=columns)
    ranked = frame.sort_values(["differs", "worst"], ascending=[False, True], kind="stable", ignore_index=True)
    return ranked.drop(columns="worst")


def fine(document: ProgramDocument) -> tuple[int, int]:
    """How many rows of the audit are ok or limited, and how many there are."""
    return sum(row.status in ("ok", "limited") for row in document.audit), len(document.audit)
