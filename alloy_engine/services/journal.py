"""What a run traced, on its way to the database: in batches, one every half second (`Settings.trace_seconds`).

A batch goes with whatever is saved then; if nothing is saved for long, in a transaction of its own. A transaction
cannot hold its own end, so its statements and waits are stored by a later one.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from alloy_engine.errors import StorageError
from alloy_engine.flow import BranchTaken, Packed, Recorder, Trace, recording
from alloy_engine.services.log import logger
from alloy_engine.services.workshop import Workshop
from alloy_engine.storage.database import Connection
from alloy_engine.storage.keys import SessionKey
from alloy_engine.storage.traces import Part, insert_batch

QUEUE = "queue"  # the wait before a worker took the program up
PATIENCE = 2  # times the pause between two batches, for something to be saved that a batch could go with


class Batch(NamedTuple):
    """What was written. waited: how many of those that waited it holds. spans, taken: of the program as a whole."""

    parts: Sequence[Part] = ()
    waited: int = 0
    spans: int = 0
    taken: Sequence[BranchTaken] = ()


@dataclass(slots=True)
class Journal:
    """Of one run over one program. tracer: what concerns the program as a whole, since `started`. first: the
    number of the first span of that, where another worker began the run. waiting: traces of sessions that are not
    stored yet, in order; the first `sure` of them are of work that is committed. told: how often each branch of the
    program as a whole is stored already."""

    workshop: Workshop
    program: str
    started: dt.datetime
    tracer: Recorder
    run: int = 1
    first: int = 0
    _stored: int = 0
    _written_ns: int | None = None
    _sure: int = 0
    _told: Counter[tuple[str, str]] = field(default_factory=Counter)
    _waiting: list[Part] = field(default_factory=list)
    _numbers: dict[tuple[int, int], int] = field(default_factory=dict)

    @classmethod
    def begun(cls, workshop: Workshop, program: str) -> Journal:
        return cls(workshop, program, workshop.clock.now(), _recorder(workshop))

    def queued(self, milliseconds: float) -> None:
        """How long the program waited before it was taken up, which was when the run began."""
        waited = round(milliseconds * 1e6)
        self.tracer.wait(QUEUE, None, -waited, waited)

    def keep(self, key: SessionKey, trace: Packed) -> None:
        """Spans of a session, after those of it that are kept already."""
        if trace.holds_nothing:
            return
        first = self._numbers.get(key.place, 0)
        self._numbers[key.place] = first + trace.length
        self._waiting.append(Part(key, first, trace))

    @contextmanager
    def timed(self, phase: str, key: SessionKey | None) -> Iterator[Recorder]:
        """A recorder for what is done for a session (None: for the program); kept if it comes to its end."""
        if key is None:
            with self.tracer.phase(phase):
                yield self.tracer
            return
        started, recorder = self.workshop.clock.now(), _recorder(self.workshop)
        with recorder.phase(phase):
            yield recorder
        self.keep(key, Packed.of(recorder, started))

    def write(self, c: Connection, *, closing: bool = False) -> Batch:
        """Store what waits, in the caller's transaction, if it is time to; closing: it is. Once that is committed,
        hand the result to `settle`.

        Spans and branches of the program as a whole go along as they come, so that whoever looks on sees them.
        """
        return self._write(c) if closing or self._is_due(1) else Batch()

    def settle(self, batch: Batch) -> None:
        """The transaction is committed: send the batch to whoever listens, and forget it."""
        if self.workshop.telemetry.listens:
            for key, first, trace in batch.parts:
                self.workshop.telemetry.send(self.program, key.text if key else None, trace.opened(self.run, first))
        self._stored += batch.spans
        for fork, branch, times, *_ in batch.taken:
            self._told[fork, branch] += times
        del self._waiting[: batch.waited]
        self._sure = len(self._waiting)

    def meanwhile(self) -> None:
        """Store what waits if it has waited for long, since nothing is being saved."""
        if self._waiting and self._is_due(PATIENCE):
            self.flush()

    def flush(self, *, lost: bool = False) -> None:
        """Store what still waits of work that is committed, in a transaction of its own. Timings are not worth an
        error: what cannot be stored is lost.

        lost: the job is somebody else's; then only of sessions, since the program's spans are numbered by the other.
        """
        del self._waiting[self._sure :]
        try:
            with self.workshop.database.begin() as connection:
                batch = self._write(connection, program=not lost)
            self.settle(batch)
        except StorageError as error:
            logger("generation").info("generation.spans_lost", program=self.program, error=str(error))

    def _write(self, c: Connection, *, program: bool = True) -> Batch:
        parts, by = list(self._waiting), self._stored
        spans, taken = (self.tracer.since(by), self.tracer.beyond(self._told, by)) if program else ((), ())
        if spans or taken:
            parts.append(Part(None, self.first + by, Trace(self.started, spans, taken=taken).packed()))
        insert_batch(c, self.program, self.run, parts)
        self._written_ns = self.workshop.clock.nanoseconds()
        return Batch(parts, len(self._waiting), len(spans), taken)

    def _is_due(self, pauses: int) -> bool:
        """Whether the last batch is so many pauses ago; the first is due at once."""
        if self._written_ns is None:
            return True
        pause_ns = self.workshop.settings.trace_seconds * 1e9
        return self.workshop.clock.nanoseconds() - self._written_ns >= pauses * pause_ns


def _recorder(workshop: Workshop) -> Recorder:
    return recording(workshop.clock.nanoseconds, listening=workshop.settings.tracing)
