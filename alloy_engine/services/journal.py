"""What a run traced, on its way to the database: in batches, each with whatever is saved next.

A transaction cannot hold its own end, so its statements and waits are stored by the one after it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from alloy_engine.errors import StorageError
from alloy_engine.flow import Recorder, recording
from alloy_engine.services.log import logger
from alloy_engine.services.workshop import Workshop
from alloy_engine.storage.database import Connection
from alloy_engine.storage.keys import SessionKey, program_key
from alloy_engine.storage.traces import Trace, insert_batch

QUEUE = "queue"  # the wait before a worker took the program up
Batch = list[tuple[SessionKey | None, Trace]]


@dataclass(slots=True)
class Journal:
    """Of one run over one program. tracer: what concerns the program as a whole, since `started`. first: the
    number of the first span of that, where another worker began the run. waiting: traces by session (None: the
    program) that are not stored yet. told: how often each branch of the program as a whole is stored already."""

    workshop: Workshop
    program: str
    started: dt.datetime
    tracer: Recorder
    run: int = 1
    first: int = 0
    _stored: int = 0
    _told: Counter[tuple[str, str]] = field(default_factory=Counter)
    _waiting: Batch = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)

    @classmethod
    def begun(cls, workshop: Workshop, program: str) -> Journal:
        started = workshop.clock.now()
        return cls(workshop, program, started, _recorder(workshop))

    def queued(self, milliseconds: float) -> None:
        """How long the program waited before it was taken up, which was when the run began."""
        waited = round(milliseconds * 1e6)
        self.tracer.wait(QUEUE, None, -waited, waited)

    def keep(self, key: SessionKey, trace: Trace) -> None:
        """Spans of a session, after those of it that are kept already."""
        first = self._numbers.get(key.text, 0)
        self._numbers[key.text] = first + len(trace.spans)
        self._waiting.append((key, replace(trace, run=self.run, first=first)))

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
        self.keep(key, Trace(started, recorder.spans))

    def write(self, c: Connection, *, closing: bool = False) -> Batch:
        """Store what waits, in the caller's transaction. Once that is committed, hand the result to `settle`.

        Branches of the program as a whole go along as they are taken, so that whoever looks on sees them; but one that
        is taken with every session does not cost a row each time: it waits for the next phase of the program, or for
        the end (closing).
        """
        batch, by = list(self._waiting), self._stored
        news = self.tracer.since(by)
        due = closing or news or self.tracer.kinds > len(self._told)
        taken = self.tracer.beyond(self._told) if due else ()
        if news or taken:
            spans = tuple(span._replace(parent=_rebased(span.parent, by)) for span in news)
            branches = tuple(one._replace(span=_rebased(one.span, by)) for one in taken)
            batch.append((None, Trace(self.started, spans, {}, self.run, self.first + by, branches)))
        insert_batch(c, [(_columns(self.program, key), trace) for key, trace in batch])
        return batch

    def settle(self, batch: Batch) -> None:
        """The batch is stored: send it to whoever listens, and forget it."""
        for key, trace in batch:
            self.workshop.telemetry.send(self.program, key.text if key else None, trace)
            if key is None:
                self._stored += len(trace.spans)
                for fork, branch, times, *_ in trace.taken:
                    self._told[fork, branch] += times
        self._waiting = [each for each in self._waiting if all(each is not stored for stored in batch)]

    def flush(self) -> None:
        """Store what still waits, in a transaction of its own. Timings are not worth an error: what cannot be
        stored is lost."""
        try:
            with self.workshop.database.begin() as connection:
                batch = self.write(connection, closing=True)
            self.settle(batch)
        except StorageError as error:
            logger("generation").info("generation.spans_lost", program=self.program, error=str(error))


def _recorder(workshop: Workshop) -> Recorder:
    return recording(workshop.clock.nanoseconds, listening=workshop.settings.tracing)


def _rebased(index: int | None, by: int) -> int | None:
    """A number among the spans of the run, as one among those that are stored with it."""
    return None if index is None else index - by


def _columns(program: str, key: SessionKey | None) -> dict[str, object]:
    return key.columns if key else {"program_id": program_key(program), "microcycle": None, "day": None}
