"""A small registry and a program of two sessions made by hand, so that every figure can be counted."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd
import pytest

from alloy_engine.flow import Registry
from alloy_engine.flow.declare import fork
from alloy_engine.reporting.flow.visits import visits


@dataclass(frozen=True)
class Stored:
    """A visit as storage hands it out."""

    session: str | None
    fork: str
    branch: str
    times: int = 1
    run: int = 1
    at_ms: float | None = 0.0
    phase: str | None = None
    phase_ms: float | None = None
    session_type: str | None = None
    sequence: int | None = None


PUSH = Stored("1-1", "5.0", "A", session_type="push", sequence=0)
LEGS = Stored("2-1", "5.0", "A", session_type="legs", sequence=7)
STORED = (
    Stored(None, "1.0", "A", run=0, at_ms=0.1),
    Stored(None, "4.2", "A", at_ms=1.0, phase="structure", phase_ms=8.0),
    Stored(None, "4.2.1", "A", times=12, at_ms=2.0, phase="structure", phase_ms=8.0),
    replace(PUSH, at_ms=3.0),
    replace(PUSH, fork="7.0", branch="A", times=3, at_ms=2.0, phase="select", phase_ms=4.0),
    replace(PUSH, fork="7.0", branch="B", times=1, at_ms=1.5, phase="select", phase_ms=4.0),
    replace(LEGS, fork="7.0", branch="A", times=5, at_ms=1.0, phase="select", phase_ms=10.0),
    replace(LEGS, fork="7.0", branch="C", times=5, at_ms=1.2, phase="select", phase_ms=10.0),
    replace(LEGS, fork="7.0", branch="A", times=4, run=2, at_ms=1.0, phase="select", phase_ms=6.0),
)


@pytest.fixture
def registry() -> Registry:
    return Registry(
        [
            fork("1.0", "Asked for", "services.create:create_program", A="the app", B="HTTP"),
            fork("4.2", "Structure", "services.generation:_begin", "1.0", A="new", B="stored"),
            fork("4.2.1", "Length", "structure.weeks:cut", "4.2", A="even", B="remainder"),
            fork("5.0", "Next session", "services.generation:_work", "4.2", A="plan", B="skip"),
            fork(
                "7.0", "Slot", "selection.record:report", "5.0", fails="C", makes_do="B",
                A="strict", B="relaxed", C="open",
            ),
        ]
    )  # fmt: skip


@pytest.fixture
def taken() -> pd.DataFrame:
    return visits(STORED)
