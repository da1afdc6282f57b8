"""Why a session took as long as it did: what there was to do in it, what each piece cost, and whether that is usual."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import isnan
from operator import itemgetter
from statistics import median

import pandas as pd

from alloy_engine.domain.vocabulary import Dimension
from alloy_engine.reporting.timing.spans import COUNTED, PHASE, PROGRAM, WAIT
from alloy_engine.reporting.wording import counted, duration

SLOWEST_COLUMNS = [
    "session", "session_type", "duration_ms", "usual_ms", "work_times", "pace_times", "slowest_phase",
    "slowest_phase_ms", "saving_ms", "waited_ms", "why",
]  # fmt: skip
SAVE = "save"
SCORED = ("fill", "swap", "select")  # phases that count what is weighed on every dimension
FEW = 0.04  # a smaller share of the whole is told with the rest
# Branch counts of one session: fork → branch → how often.
Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Work:
    """What a session's planning had to do. slots: filled by choice. steps: relaxation steps tried for them. swaps: that
    improved it. fallback: what became of it in the end where that is not the usual, in words."""

    slots: int
    steps: int
    swaps: int
    fallback: str

    @classmethod
    def of(cls, counts: Counts) -> Work:
        steps = counts.get("7.1", {})
        return cls(
            slots=sum(steps.values()),
            steps=sum((int(step) + 1) * times for step, times in steps.items()),
            swaps=counts.get("7.3", {}).get("A", 0),
            fallback=_fallback(counts),
        )

    @property
    def said(self) -> str:
        """ "14 slots in 16 steps, 2 swaps; planned again, more relaxed"."""
        parts = [f"{counted(self.slots, 'slot')} in {counted(self.steps, 'step')}" if self.slots else ""]
        parts.append(counted(self.swaps, "swap") if self.swaps else "")
        return "; ".join(filter(None, [", ".join(filter(None, parts)), self.fallback]))


def _fallback(counts: Counts) -> str:
    said = {("6.0", "B"): "cut at its time limit", ("6.1", "C"): "it failed and took the template",
            ("6.1", "D"): "its process died", ("6.2", "A"): "planned again, more relaxed",
            ("6.2", "B"): "from the template", ("6.2", "C"): "failed"}  # fmt: skip
    return next((words for (fork, branch), words in said.items() if counts.get(fork, {}).get(branch)), "")


@dataclass(slots=True)
class Spent:
    """One session, in milliseconds. own: by phase of planning, without the phases inside it. things: what the phases
    counted of themselves."""

    kind: str
    planning: float = 0.0
    saving: float = 0.0
    waited: float = 0.0
    own: dict[str, float] = field(default_factory=dict)
    things: dict[str, int] = field(default_factory=dict)

    def sentence(self, work: Work) -> str:
        """ "9.5 ms = 135 score cards written × 7 dimensions × 6.7 µs + compose 0.8 ms + the rest 1.2 ms (9 slots …)".

        The terms add up to the whole; a term is a product where its phase counts what it does."""
        rest, terms = 0.0, []
        for phase, ms in sorted(self.own.items(), key=itemgetter(1), reverse=True):
            if ms < FEW * self.planning:
                rest += ms
            else:
                terms.append(_term(phase, ms, self.things.get(phase, 0)))
        terms += [f"the rest {duration(rest)}"] if rest else []
        about = f" ({work.said})" if work.said else ""
        return f"{duration(self.planning)} = {' + '.join(terms)}{about}" if terms else duration(self.planning) + about


def _term(phase: str, ms: float, things: int) -> str:
    if not things or phase not in COUNTED:
        return f"{phase} {duration(ms)}"
    what = counted(things, *COUNTED[phase])
    if phase not in SCORED:
        return f"{what} × {_short(ms / things)}"
    return f"{what} × {len(Dimension)} dimensions × {_short(ms / things / len(Dimension))}"


def _short(ms: float) -> str:
    """ "6.7 µs", "0.4 ms"."""
    return f"{ms * 1e3:.2g} µs" if ms < 0.1 else duration(ms)


def slowest(frame: pd.DataFrame, work: Mapping[str, Counts], most: int = 10) -> pd.DataFrame:
    """The sessions whose planning took longest, and why. work: branch counts by session key.

    duration_ms = usual_ms × work_times × pace_times. Usual is what a session would take if each phase, or each thing it
    counts, cost its median; usual_ms is that of the median session, work_times how much more there was to do than in
    that one, pace_times how much longer it took than usual. slowest_phase: where most of it went. saving_ms: beside the
    planning of the next session. why: see `Spent.sentence`.
    """
    sessions = spent(frame)
    costs = _usual_costs(sessions.values())
    expected = {
        key: sum(costs[phase] * max(1, one.things.get(phase, 1)) for phase in one.own) for key, one in sessions.items()
    }
    usual = median(expected.values()) if expected else 0.0
    rows = []
    for key, one in sessions.items():
        slow = max(one.own.items(), key=itemgetter(1), default=("", 0.0))
        times = (expected[key] / usual if usual else 1.0, one.planning / expected[key] if expected[key] else 1.0)
        rows.append(
            (
                key, one.kind, one.planning, usual, *times, *slow, one.saving, one.waited,
                one.sentence(Work.of(work.get(key, {}))),
            )
        )  # fmt: skip
    table = pd.DataFrame(rows, columns=SLOWEST_COLUMNS)
    return table.sort_values("duration_ms", ascending=False, kind="stable").head(most).reset_index(drop=True)


def _usual_costs(sessions: Iterable[Spent]) -> dict[str, float]:
    """Phase → the median over the sessions of what it took, a thing where it counts them."""
    costs: dict[str, list[float]] = {}
    for one in sessions:
        for phase, ms in one.own.items():
            costs.setdefault(phase, []).append(ms / max(1, one.things.get(phase, 1)))
    return {phase: median(each) for phase, each in costs.items()}


def spent(frame: pd.DataFrame) -> dict[str, Spent]:
    """Every session's, in order of their first span. frame: of `timing.spans`."""
    found: dict[str, Spent] = {}
    names = ("session", "session_type", "kind", "name", "depth", "duration_ms", "self_ms", "rows")
    for key, day, kind, name, depth, ms, own, things in zip(*(frame[each].tolist() for each in names), strict=True):
        if key == PROGRAM:
            continue
        one = found.setdefault(key, Spent(day))
        if kind == WAIT:
            one.waited += ms
        elif kind == PHASE and name == SAVE and depth == 0:
            one.saving += ms
        elif kind == PHASE:
            one.planning += ms if depth == 0 else 0.0
            one.own[name] = one.own.get(name, 0.0) + own
            if things is not None and not isnan(things):
                one.things[name] = one.things.get(name, 0) + int(things)
    return found
