"""Why a session took as long as it did: what there was to do in it, from the branches it counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import itemgetter

import pandas as pd

from alloy_engine.domain.vocabulary import Dimension
from alloy_engine.reporting.timing.spans import PHASE, PROGRAM, WAIT
from alloy_engine.reporting.wording import counted, duration

SLOWEST_COLUMNS = [
    "session", "session_type", "duration_ms", "slowest_phase", "slowest_phase_ms", "saving_ms", "waited_ms", "why",
]  # fmt: skip
SAVE = "save"
# Branch counts of one session: fork → branch → how often.
Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Work:
    """What a session's planning had to look at. looked_at: catalogue entries over all slots. candidates: those that
    reached the scorer. slots: filled by choice. steps: relaxation steps tried for them. swaps: that improved it.
    fallback: "", "relaxed", "template" or "failed". tries: selections made."""

    looked_at: int
    candidates: int
    slots: int
    steps: int
    swaps: int
    fallback: str

    @classmethod
    def of(cls, counts: Counts) -> Work:
        filtered, qualified, steps = counts.get("7.2", {}), counts.get("8.9", {}), counts.get("7.1", {})
        return cls(
            looked_at=sum(filtered.values()),
            candidates=qualified.get("A", 0) + qualified.get("B", 0),
            slots=sum(steps.values()),
            steps=sum((int(step) + 1) * times for step, times in steps.items()),
            swaps=counts.get("7.3", {}).get("A", 0),
            fallback=_fallback(counts),
        )

    def sentence(self, milliseconds: float) -> str:
        """ "38 ms = 63 candidates × 7 dimensions, 14 slots in 16 steps, 2 swaps"."""
        if not self.slots:
            return f"{duration(milliseconds)}: nothing was scored{self._further}"
        parts = [
            f"{counted(self.candidates, 'candidate')} × {len(Dimension)} dimensions",
            f"{counted(self.slots, 'slot')} in {counted(self.steps, 'step')}",
        ]
        if self.swaps:
            parts.append(counted(self.swaps, "swap"))
        return f"{duration(milliseconds)} = {', '.join(parts)}{self._further}"

    @property
    def _further(self) -> str:
        return f"; {self.fallback}" if self.fallback else ""


def _fallback(counts: Counts) -> str:
    said = {("6.0", "B"): "cut at its time limit", ("6.1", "C"): "it failed and took the template",
            ("6.1", "D"): "its process died", ("6.2", "A"): "planned again, more relaxed",
            ("6.2", "B"): "from the template", ("6.2", "C"): "failed"}  # fmt: skip
    return next((words for (fork, branch), words in said.items() if counts.get(fork, {}).get(branch)), "")


def slowest(frame: pd.DataFrame, work: Mapping[str, Counts], most: int = 10) -> pd.DataFrame:
    """The sessions whose planning took longest, with the phase that took most of it, how long saving took beside that,
    and what there was to do. work: branch counts by session key."""
    rows = []
    for key, one in _sessions(frame).items():
        slow = max(one.own.items(), key=itemgetter(1), default=("", 0.0))
        sentence = Work.of(work.get(key, {})).sentence(one.planning)
        rows.append((key, one.kind, one.planning, *slow, one.saving, one.waited, sentence))
    table = pd.DataFrame(rows, columns=SLOWEST_COLUMNS)
    return table.sort_values("duration_ms", ascending=False, kind="stable").head(most).reset_index(drop=True)


@dataclass(slots=True)
class _Spent:
    """Milliseconds of one session. own: by phase of planning, without the phases inside it."""

    kind: str
    planning: float = 0.0
    saving: float = 0.0
    waited: float = 0.0
    own: dict[str, float] = field(default_factory=dict)


def _sessions(frame: pd.DataFrame) -> dict[str, _Spent]:
    """In order of their first span."""
    found: dict[str, _Spent] = {}
    names = ("session", "session_type", "kind", "name", "depth", "duration_ms", "self_ms")
    for key, kind_of_day, kind, name, depth, ms, own in zip(*(frame[each].tolist() for each in names), strict=True):
        if key == PROGRAM:
            continue
        one = found.setdefault(key, _Spent(kind_of_day))
        if kind == WAIT:
            one.waited += ms
        elif kind == PHASE and name == SAVE:
            one.saving += ms if depth == 0 else 0.0
        elif kind == PHASE:
            one.planning += ms if depth == 0 else 0.0
            one.own[name] = one.own.get(name, 0.0) + own
    return found
