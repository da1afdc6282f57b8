"""Use case: read what was timed, of one program, of all its owner has, and by the server."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from alloy_engine.storage.database import Database
from alloy_engine.storage.owned import Owned
from alloy_engine.storage.statements import Statements, load_statements
from alloy_engine.storage.stored_traces import (
    Place,
    SpanRow,
    StoredTrace,
    Visit,
    load_spans,
    load_traces,
    spans_of,
    visits_of,
    zero_of,
)  # fmt: skip
from alloy_engine.storage.traces import PhaseRow, load_session_branches


@dataclass(frozen=True, slots=True)
class Times:
    """Every method raises StorageError; those about a program NotFound."""

    mine: Owned
    database: Database

    def spans(self, program: str, *, all_runs: bool = False) -> tuple[SpanRow, ...]:
        """Spans in order of their start: of each session's newest run, or of every run."""
        with self.mine.reading(program) as connection:
            return load_spans(connection, program, all_runs=all_runs)

    def follow(self, program: str) -> Followed:
        """Somebody who looks at it again and again."""
        return Followed(self.mine, program)

    def work(self, program: str) -> dict[str, dict[str, dict[str, int]]]:
        """Session → fork → branch → how often: what there was to do in each."""
        with self.mine.reading(program) as connection:
            return load_session_branches(connection, program)

    def phases(self, *, most: int = 20) -> tuple[PhaseRow, ...]:
        """Phases of the newest programs, run by run."""
        return self.mine.phases(most=most)

    def statements(self, most: int = 20) -> Statements:
        """What the database spent its time on, where it counts that."""
        with self.database.connect() as connection:
            return load_statements(connection, most)


class Followed:
    """What was traced of one program, as far as somebody has looked: each look reads only what was stored since.

    Nothing is forgotten while it is followed, not even what retention has deleted meanwhile.
    """

    def __init__(self, mine: Owned, program: str) -> None:
        self._mine, self._program = mine, program
        self._known: set[int] = set()
        self._traces: dict[Place, list[StoredTrace]] = {}
        self._zero: dt.datetime | None = None

    def look(self) -> frozenset[Place]:
        """Read what is new; which sessions and runs it belongs to. Raises StorageError, NotFound."""
        with self._mine.reading(self._program) as connection:
            news = load_traces(connection, self._program, self._known)
        for trace in news:
            self._traces.setdefault(trace.place, []).append(trace)
        self._known |= {trace.id for trace in news}
        self._zero = self._zero or zero_of(news)
        return frozenset(trace.place for trace in news)

    def spans(self, place: Place) -> tuple[SpanRow, ...]:
        """Of one session and run, timed from a moment that is the same for all of them."""
        return () if self._zero is None else tuple(spans_of(self._traces[place], self._zero))

    def visits(self, place: Place) -> tuple[Visit, ...]:
        """The branches one session took in one run."""
        return tuple(visits_of(self._traces[place]))
