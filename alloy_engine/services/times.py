"""Use case: read what was timed, of one program, of all its owner has, and by the server."""

from __future__ import annotations

from dataclasses import dataclass

from alloy_engine.storage.database import Database
from alloy_engine.storage.owned import Owned
from alloy_engine.storage.statements import Statements, load_statements
from alloy_engine.storage.traces import PhaseRow, SpanRow, load_session_branches, load_spans


@dataclass(frozen=True, slots=True)
class Times:
    """Every method raises StorageError; those about a program NotFound."""

    mine: Owned
    database: Database

    def spans(self, program: str, *, all_runs: bool = False) -> tuple[SpanRow, ...]:
        """Spans in order of their start: of each session's newest run, or of every run."""
        with self.mine.reading(program) as connection:
            return load_spans(connection, program, all_runs=all_runs)

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
