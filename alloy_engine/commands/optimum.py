"""sweep --optimum: who can hold sessions against the proven best ones.

The solver and its model live with the benchmarks, and the engine does without them: they are looked for by name, and
only if asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alloy_engine.services.sweep import Judge

JUDGE = "benchmarks.optimum_sample"


def judge_of(sessions: int | None) -> tuple[Judge | None, str]:
    """Who judges so many sessions of each program; None with the reason if nobody does."""
    if sessions is None:
        return None, "not asked for: --optimum N measures N sessions of each program"
    try:
        return import_module(JUDGE).Sample(sessions), ""
    except ImportError as error:
        what = error.name or str(error)
        return None, f"{what} is not installed: pip install -r requirements-dev.txt, and run where benchmarks/ is"
