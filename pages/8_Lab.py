"""The transaction lab: the hang, and what cures it."""

from __future__ import annotations

from ui import lab, shell
from ui.engine import alloy, guarded

shell.frame("Transaction lab")
shell.heading(
    "Transaction lab",
    "Why a new program is there at once: the same programs, created in five ways, on the real tables.",
)
with guarded():
    lab.show(alloy())
