"""What a tracer saw, as a value: open to be looked at, or packed to go from process to process and into the database.

It is packed where it is made, and nobody on the way reads it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pydantic_core import from_json, to_json

from alloy_engine.flow.tracer import BranchTaken, Recorder, Span, phase_totals

NOTHING = b"null"
Branches = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Trace:
    """What a recorder saw. started_at: wall time (aware) of its zero. run: which run of the job it was.
    first: index of the first span, where others of the same session and run are stored before it. taken: the
    same branches in the order of their first moments."""

    started_at: dt.datetime
    spans: tuple[Span, ...] = ()
    branches: Branches = field(default_factory=dict)
    run: int = 1
    first: int = 0
    taken: tuple[BranchTaken, ...] = ()

    def packed(self) -> Packed:
        return _packed(self.started_at, self.spans, self.taken, self.branches)


class Packed(NamedTuple):
    """What a recorder saw, ready to be stored; it goes from process to process. length: how many spans. phases: name →
    ns in all. spans, taken, branches: JSON, as in `Trace`."""

    started_at: dt.datetime
    length: int
    phases: dict[str, int]
    spans: bytes
    taken: bytes
    branches: bytes

    @classmethod
    def of(cls, recorder: Recorder, started_at: dt.datetime) -> Packed:
        return _packed(started_at, *recorder.fields, recorder.branch_counts())

    @property
    def holds_nothing(self) -> bool:
        return not self.length and self.taken == NOTHING

    def opened(self, run: int = 1, first: int = 0) -> Trace:
        spans = tuple([Span(*fields) for fields in from_json(self.spans)])
        taken = tuple([BranchTaken(*fields) for fields in from_json(self.taken) or ()])
        return Trace(self.started_at, spans, from_json(self.branches), run, first, taken)


def _packed(
    started_at: dt.datetime, spans: Sequence[Sequence[Any]], taken: Sequence[Sequence[Any]], branches: Branches
) -> Packed:
    told = to_json(taken) if taken else NOTHING
    return Packed(started_at, len(spans), phase_totals(spans), to_json(spans), told, to_json(branches))
