"""What stands on one side of a comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from alloy_engine.domain.decision import Account
from alloy_engine.domain.program import ProgramDocument
from alloy_engine.reporting.flow.compare import Choice

LETTERS = "ABCD"


@dataclass(frozen=True, slots=True)
class Side:
    """letter: its column in every frame. choices: who was taken for every slot, in program order. accounts: the
    choices of the sessions that are looked into, each opened up, by key. milliseconds: of planning, None if nobody
    measured.
    """

    letter: str
    title: str
    document: ProgramDocument
    choices: Sequence[Choice] = ()
    accounts: Mapping[str, Sequence[Account]] = field(default_factory=dict)
    milliseconds: float | None = None
