"""Transactions of a worker, open only while the job is its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from alloy_engine.errors import AlloyError
from alloy_engine.flow import Recorder
from alloy_engine.storage.database import Connection, Database
from alloy_engine.storage.queue.jobs import Ticket, is_ours


class JobLost(AlloyError):
    """Another worker has the job now, the coach cancelled it, or it is gone; what was computed is dropped."""


@contextmanager
def fenced(database: Database, ticket: Ticket, recorder: Recorder | None = None) -> Iterator[Connection]:
    """One transaction, in which nobody can take the job away. Raises JobLost before anything is written.

    recorder: as for `Database.begin`.
    """
    with database.begin(recorder) as connection:
        if not is_ours(connection, ticket):
            raise JobLost(f"job {ticket.job} of program {ticket.program_id} is not this worker's any more")
        yield connection
