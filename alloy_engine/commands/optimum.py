"""sweep --optimum: who can hold sessions against the proven best ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alloy_engine.errors import Conflict
from alloy_engine.services.beside import the_judge

if TYPE_CHECKING:
    from alloy_engine.services.sweep import Judge


def judge_of(sessions: int | None) -> tuple[Judge | None, str]:
    """Who judges so many sessions of each program; None with the reason if nobody does."""
    if sessions is None:
        return None, "not asked for: --optimum N measures N sessions of each program"
    try:
        return the_judge().Sample(sessions), ""
    except Conflict as missing:
        return None, str(missing)
