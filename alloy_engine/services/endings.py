"""How a program leaves a worker's hands without being generated: handed back, or failed for good."""

from __future__ import annotations

from alloy_engine.domain.vocabulary import GenerationStatus
from alloy_engine.flow import Recorder
from alloy_engine.services.fence import fenced
from alloy_engine.services.log import logger
from alloy_engine.services.workshop import Workshop
from alloy_engine.storage import status
from alloy_engine.storage.queue.jobs import Ticket
from alloy_engine.storage.traces import add_branches


def hand_back(workshop: Workshop, ticket: Ticket) -> None:
    """Leave the program to whoever comes next; what is planned stays. Raises JobLost."""
    with fenced(workshop.database, ticket) as connection:
        status.put_back(connection, ticket.program_id, lost=False)
    logger("generation").info("generation.handed_back", program=ticket.program_id)


def fail_program(workshop: Workshop, ticket: Ticket, error: Exception) -> None:
    """End a program that cannot be generated: it says why, its finished sessions stay. Raises JobLost."""
    with fenced(workshop.database, ticket) as connection:
        status.put_back(connection, ticket.program_id, lost=False)
        if status.take(connection, ticket.program_id) is not None:
            reason = f"{type(error).__name__}: {error}"
            status.finish(connection, ticket.program_id, GenerationStatus.FAILED, reason)
            ended = Recorder(workshop.clock.nanoseconds)
            ended.take("10.1", "D")
            add_branches(connection, ticket.program_id, ended.branch_counts())
