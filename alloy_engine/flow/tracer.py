"""How code reports which branch it took and how long each phase lasted.

The core is handed a tracer and never looks at a clock itself: `Recorder` gets one from outside.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from types import TracebackType
from typing import Any, NamedTuple, Protocol

from alloy_engine.flow.forks import REGISTRY

# What a span is: work of a phase, a statement the database was sent, or time spent waiting for somebody.
PHASE, SQL, WAIT = "phase", "sql", "wait"
# Places of the fields that a recorder changes: of a span, and of a branch that was taken.
START, DURATION, ROWS = 3, 4, 5
TIMES, AT = 2, 3
Fields = list[Any]


class Span(NamedTuple):
    """Something finished.

    parent: index of the enclosing span in the recorder's list, None at the top. start_ns / duration_ns: nanoseconds,
    start relative to the recorder's first look at its clock. rows: of a statement, read or written; of a phase, how
    many things it went through (see `Tracer.count`); None where that is not known.
    """

    name: str
    kind: str
    parent: int | None
    start_ns: int
    duration_ns: int
    rows: int | None = None


class BranchTaken(NamedTuple):
    """A branch that was taken, and how often. at_ns: when first, on the same scale as spans' starts. span: index of
    the innermost phase open at that moment, None outside any.
    """

    fork: str
    branch: str
    times: int
    at_ns: int
    span: int | None


class Tracer(Protocol):
    """keeps: False if nothing reported is kept; what is costly to report may then be left out."""

    @property
    def keeps(self) -> bool: ...

    def take(self, fork: str, branch: str, times: int = 1) -> None:
        """Report that a branch was taken (so often). FlowError if the registry does not declare it."""

    def phase(self, name: str) -> AbstractContextManager[None]:
        """Time what happens inside under that name, nested in the phase around it."""

    def count(self, things: int) -> None:
        """Report how many things the phase that is open goes through; it is told of once."""


class Silent:
    """Checks branches and keeps nothing."""

    keeps = False

    def take(self, fork: str, branch: str, times: int = 1) -> None:
        if (fork, branch) not in REGISTRY.branches:
            REGISTRY.check(fork, branch)

    def phase(self, name: str) -> AbstractContextManager[None]:
        return nullcontext()

    def count(self, things: int) -> None:
        """Nobody asks."""


class Recorder:
    """Keeps branch counts and spans. `clock` returns nanoseconds and never goes back.

    What it is told it keeps in plain lists, the fields of a `Span` or a `BranchTaken` in their order: there are some
    sixty a session, and most of them nobody ever looks at but whoever stores them.
    """

    keeps = True

    def __init__(self, clock: Callable[[], int]) -> None:
        self._clock = clock
        self._zero = clock()
        self._open: list[int] = []  # numbers of the spans that are open, the innermost last
        self._spans: list[Fields] = []  # the duration of one that is open is None
        self._taken: dict[tuple[str, str], Fields] = {}  # in the order of their first moments

    def take(self, fork: str, branch: str, times: int = 1) -> None:
        pair = fork, branch
        if (known := self._taken.get(pair)) is not None:
            known[TIMES] += times
            return
        if pair not in REGISTRY.branches:
            REGISTRY.check(fork, branch)
        if times:
            around = self._open[-1] if self._open else None
            self._taken[pair] = [fork, branch, times, self._clock() - self._zero, around]

    def phase(self, name: str, kind: str = PHASE) -> AbstractContextManager[None]:
        return _Phase(self, name, kind)

    def begin(self, name: str, kind: str) -> int:
        """Open a span inside the one that is open now; returns what `end` wants."""
        index, parent = len(self._spans), self._open[-1] if self._open else None
        self._open.append(index)
        self._spans.append([name, kind, parent, self._clock() - self._zero, None, None])
        return index

    def end(self, index: int, rows: int | None = None) -> None:
        """Close a span, and with it whatever was left open inside."""
        now, opened = self._clock() - self._zero, None
        while opened != index:
            opened = self._open.pop()
            span = self._spans[opened]
            span[DURATION] = now - span[START]
        if rows is not None and span[ROWS] is None:
            span[ROWS] = rows

    def count(self, things: int) -> None:
        if self._open:
            self._spans[self._open[-1]][ROWS] = things

    def wait(self, name: str, around: int | None, start_ns: int, duration_ns: int) -> None:
        """Add a wait that was measured elsewhere. around: the finished span it happened in, and which it cannot
        outlast, start_ns counted from its beginning; None: from the recorder's first look at its clock."""
        span = None if around is None else self._spans[around]
        if span is not None and span[DURATION] is not None:
            duration_ns = max(0, min(duration_ns, span[DURATION] - start_ns))
            start_ns += span[START]
        self._spans.append([name, WAIT, around, start_ns, duration_ns, None])

    def absorb(self, spans: Sequence[Span], taken: Sequence[BranchTaken], offset_ns: int) -> None:
        """Take over what another recorder saw; `offset_ns` is where its zero lies on this one's scale."""
        first, around = len(self._spans), self._open[-1] if self._open else None
        for name, kind, parent, start_ns, duration_ns, rows in spans:
            within = around if parent is None else parent + first
            self._spans.append([name, kind, within, start_ns + offset_ns, duration_ns, rows])
        for fork, branch, times, at_ns, place in taken:
            if (known := self._taken.get((fork, branch))) is not None:
                known[TIMES] += times
            else:
                within = around if place is None else place + first
                self._taken[fork, branch] = [fork, branch, times, at_ns + offset_ns, within]
        self._taken = dict(sorted(self._taken.items(), key=lambda item: item[1][AT]))

    @property
    def fields(self) -> tuple[Sequence[Fields], Sequence[Fields]]:
        """`spans` and `taken` as they are kept: for whoever writes them down at once."""
        return [span for span in self._spans if span[DURATION] is not None] if self._open else self._spans, [
            *self._taken.values()
        ]

    @property
    def branches(self) -> dict[tuple[str, str], int]:
        """How often each branch was taken."""
        return {pair: fields[TIMES] for pair, fields in self._taken.items()}

    @property
    def taken(self) -> tuple[BranchTaken, ...]:
        """Every branch taken, in the order of their first moments."""
        return tuple([BranchTaken(*one) for one in self._taken.values()])

    def beyond(self, told: Mapping[tuple[str, str], int], index: int) -> tuple[BranchTaken, ...]:
        """What was taken more often than `told` has it, by how much; otherwise like `taken`, with spans counted from
        that one on."""
        return tuple(
            [
                BranchTaken(fork, branch, more, at_ns, None if span is None else span - index)
                for fork, branch, times, at_ns, span in self._taken.values()
                if (more := times - told.get((fork, branch), 0)) > 0
            ]
        )

    @property
    def spans(self) -> tuple[Span, ...]:
        """The finished spans in order of their start; asked for while one is open, that one is missing."""
        return tuple([Span(*span) for span in self.fields[0]])

    def since(self, index: int) -> tuple[Span, ...]:
        """The spans from that one on, up to the first that is still open; parents are counted from there as well."""
        ended = itertools.takewhile(lambda span: span[DURATION] is not None, self._spans[index:])
        return tuple(
            [Span(name, kind, None if parent is None else parent - index, *rest) for name, kind, parent, *rest in ended]
        )

    def milliseconds(self) -> dict[str, float]:
        """Total time by phase name, in ms; statements and waits are part of the phase around them."""
        return {name: total / 1e6 for name, total in phase_totals(self.fields[0]).items()}

    def branch_counts(self) -> dict[str, dict[str, int]]:
        """Fork id → branch → how often, in no particular order; the shape that is stored."""
        nested: dict[str, dict[str, int]] = {}
        for fork, branch, times, *_ in self._taken.values():
            if fork in nested:
                nested[fork][branch] = times
            else:
                nested[fork] = {branch: times}
        return nested


class Deaf(Recorder):
    """Checks branches and keeps nothing, where somebody wants a recorder and nobody the record."""

    keeps = False

    def take(self, fork: str, branch: str, times: int = 1) -> None:
        REGISTRY.check(fork, branch)

    def begin(self, name: str, kind: str) -> int:
        return 0

    def end(self, index: int, rows: int | None = None) -> None:
        """Nothing was begun."""

    def count(self, things: int) -> None:
        """Nothing was begun."""

    def wait(self, name: str, around: int | None, start_ns: int, duration_ns: int) -> None:
        """Nobody wants to know."""


def recording(clock: Callable[[], int], *, listening: bool) -> Recorder:
    """One that keeps what it is told, or one that does not."""
    return Recorder(clock) if listening else Deaf(clock)


def phase_totals(spans: Iterable[Sequence[Any]]) -> dict[str, int]:
    """Name of each phase → ns in all; statements and waits are part of the phase around them."""
    total: dict[str, int] = {}
    for name, kind, _parent, _start_ns, duration_ns, _rows in spans:
        if kind == PHASE:
            total[name] = total.get(name, 0) + duration_ns
    return total


def by_fork(counts: Mapping[tuple[str, str], int]) -> dict[str, dict[str, int]]:
    """Fork id → branch → how often, sorted."""
    nested: dict[str, dict[str, int]] = {}
    for (fork, branch), times in sorted(counts.items()):
        nested.setdefault(fork, {})[branch] = times
    return nested


class _Phase:
    """A span that is open as long as the block lasts."""

    __slots__ = ("_index", "_kind", "_name", "_recorder")

    def __init__(self, recorder: Recorder, name: str, kind: str) -> None:
        self._recorder, self._name, self._kind = recorder, name, kind

    def __enter__(self) -> None:
        self._index = self._recorder.begin(self._name, self._kind)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._recorder.end(self._index)
