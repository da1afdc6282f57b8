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


class Span(NamedTuple):
    """Something finished; a tuple, since a program has thousands that go from process to process.

    start_ns / duration_ns: nanoseconds, start relative to the recorder's first look at its clock. parent: index of
    the enclosing span in the recorder's list, None at the top. rows: of a statement, read or written; of a phase, how
    many things it went through (see `Tracer.count`); None where that is not known.
    """

    name: str
    parent: int | None
    start_ns: int
    duration_ns: int
    kind: str = PHASE
    rows: int | None = None


class BranchTaken(NamedTuple):
    """A branch that was taken, and how often; a tuple as well. at_ns: when first, on the same scale as spans' starts.
    span: index of the innermost phase open at that moment, None outside any.
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
        REGISTRY.check(fork, branch)

    def phase(self, name: str) -> AbstractContextManager[None]:
        return nullcontext()

    def count(self, things: int) -> None:
        """Nobody asks."""


class Recorder:
    """Keeps branch counts and spans. `clock` returns nanoseconds and never goes back."""

    keeps = True

    def __init__(self, clock: Callable[[], int]) -> None:
        self._clock = clock
        self._zero = clock()
        # of every span that is open, the innermost last: its number, name, kind, the one around it, its start
        self._open: list[tuple[int, str, str, int | None, int]] = []
        self._spans: list[Span | None] = []
        self._counted: dict[int, int] = {}
        # of every branch taken: how often, when first, and in which phase that was
        self._taken: dict[tuple[str, str], _Taken] = {}

    def take(self, fork: str, branch: str, times: int = 1) -> None:
        known = self._taken.get((fork, branch))
        if known is not None:
            known.times += times
            return
        REGISTRY.check(fork, branch)
        if times:
            around = self._open[-1][0] if self._open else None
            self._taken[fork, branch] = _Taken(times, self._clock() - self._zero, around)

    def phase(self, name: str, kind: str = PHASE) -> AbstractContextManager[None]:
        return _Phase(self, name, kind)

    def begin(self, name: str, kind: str) -> int:
        """Open a span inside the one that is open now; returns what `end` wants."""
        index = len(self._spans)
        self._spans.append(None)
        self._open.append((index, name, kind, self._open[-1][0] if self._open else None, self._clock()))
        return index

    def end(self, index: int, rows: int | None = None) -> None:
        """Close a span, and with it whatever was left open inside."""
        end, opened = self._clock(), -1
        while opened != index:
            opened, name, kind, parent, start = self._open.pop()
            counted = self._counted.pop(opened, None) if self._counted else None
            self._spans[opened] = Span(name, parent, start - self._zero, end - start, kind, counted)
        if rows is not None and counted is None:
            self._spans[index] = Span(name, parent, start - self._zero, end - start, kind, rows)

    def count(self, things: int) -> None:
        if self._open:
            self._counted[self._open[-1][0]] = things

    def wait(self, name: str, around: int | None, start_ns: int, duration_ns: int) -> None:
        """Add a wait that was measured elsewhere. around: the finished span it happened in, and which it cannot
        outlast, start_ns counted from its beginning; None: from the recorder's first look at its clock."""
        span = None if around is None else self._spans[around]
        if span is not None:
            duration_ns = max(0, min(duration_ns, span.duration_ns - start_ns))
            start_ns += span.start_ns
        self._spans.append(Span(name, around, start_ns, duration_ns, WAIT))

    def absorb(self, spans: Sequence[Span], taken: Sequence[BranchTaken], offset_ns: int) -> None:
        """Take over what another recorder saw; `offset_ns` is where its zero lies on this one's scale."""
        first, around = len(self._spans), self._open[-1][0] if self._open else None
        for span in spans:
            parent = around if span.parent is None else span.parent + first
            self._spans.append(span._replace(parent=parent, start_ns=span.start_ns + offset_ns))
        for fork, branch, times, at_ns, place in taken:
            within = around if place is None else place + first
            self._taken.setdefault((fork, branch), _Taken(0, at_ns + offset_ns, within))
            self.take(fork, branch, times)

    @property
    def branches(self) -> dict[tuple[str, str], int]:
        """How often each branch was taken."""
        return {key: known.times for key, known in self._taken.items()}

    @property
    def taken(self) -> tuple[BranchTaken, ...]:
        """Every branch taken, in the order of their first moments."""
        order = sorted(self._taken.items(), key=lambda item: item[1].at_ns)
        return tuple([BranchTaken(*key, known.times, known.at_ns, known.span) for key, known in order])

    def beyond(self, told: Mapping[tuple[str, str], int]) -> tuple[BranchTaken, ...]:
        """What was taken more often than `told` has it, by how much; otherwise like `taken`."""
        more = (one._replace(times=one.times - told.get((one.fork, one.branch), 0)) for one in self.taken)
        return tuple([one for one in more if one.times > 0])

    @property
    def spans(self) -> tuple[Span, ...]:
        """The finished spans in order of their start; asked for while one is open, that one is missing."""
        return tuple(span for span in self._spans if span is not None)

    def since(self, index: int) -> tuple[Span, ...]:
        """The spans from that one on, up to the first that is still open."""
        news = self._spans[index:]
        return tuple(itertools.takewhile(lambda span: span is not None, news))  # type: ignore[arg-type]

    def milliseconds(self) -> dict[str, float]:
        """Total time by phase name, in ms; statements and waits are part of the phase around them."""
        total: dict[str, float] = {}
        for span in self.spans:
            if span.kind == PHASE:
                total[span.name] = total.get(span.name, 0.0) + span.duration_ns / 1e6
        return total

    def branch_counts(self) -> dict[str, dict[str, int]]:
        """Fork id → branch → how often, in no particular order; the shape that is stored."""
        return nested_counts((fork, branch, known.times) for (fork, branch), known in self._taken.items())


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


def nested_counts(taken: Iterable[Sequence[Any]]) -> dict[str, dict[str, int]]:
    """Fork id → branch → how often, of (fork, branch, times, …) each, in their order."""
    nested: dict[str, dict[str, int]] = {}
    for fork, branch, times, *_ in taken:
        nested.setdefault(fork, {})[branch] = times
    return nested


def by_fork(counts: Mapping[tuple[str, str], int]) -> dict[str, dict[str, int]]:
    """Fork id → branch → how often, sorted."""
    nested: dict[str, dict[str, int]] = {}
    for (fork, branch), times in sorted(counts.items()):
        nested.setdefault(fork, {})[branch] = times
    return nested


class _Taken:
    """As `BranchTaken` has it, while it is still counted."""

    __slots__ = ("at_ns", "span", "times")

    def __init__(self, times: int, at_ns: int, span: int | None) -> None:
        self.times, self.at_ns, self.span = times, at_ns, span


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
