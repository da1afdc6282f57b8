"""One job, whatever happens: the boundary where every error is turned into what becomes of the job."""

from __future__ import annotations

from collections.abc import Callable

from alloy_engine.errors import ConstraintRefused, NotFound, StorageError
from alloy_engine.services.compute.requests import CannotCompute, Compute
from alloy_engine.services.endings import fail_program, hand_back
from alloy_engine.services.generation import Interrupted, JobLost, generate_program
from alloy_engine.services.log import logger
from alloy_engine.services.workshop import Workshop
from alloy_engine.storage.queue.jobs import Ticket
from alloy_engine.storage.queue.loop import Outcome


def work(workshop: Workshop, ticket: Ticket, compute: Compute, stopping: Callable[[], bool]) -> Outcome:
    """Generate the job's program; trouble of the database or the machine is no fault of the program's."""
    try:
        return _worked(workshop, ticket, compute, stopping)
    except JobLost as error:
        logger("worker").info("worker.job_lost", program=ticket.program_id, reason=str(error))
        return Outcome.DROPPED
    except StorageError as error:
        workshop.wayside.take("6.1", "B")
        logger("worker").warning("worker.database_trouble", program=ticket.program_id, error=str(error))
        return Outcome.LATER


def _worked(workshop: Workshop, ticket: Ticket, compute: Compute, stopping: Callable[[], bool]) -> Outcome:
    try:
        generate_program(workshop, ticket, compute, stopping)
    except Interrupted:
        hand_back(workshop, ticket)
        return Outcome.AGAIN
    except CannotCompute as error:
        workshop.wayside.take("6.1", "B")
        logger("worker").warning("worker.cannot_compute", program=ticket.program_id, error=str(error))
        hand_back(workshop, ticket)
        return Outcome.LATER
    except NotFound:
        return Outcome.DONE  # deleted meanwhile
    except JobLost:
        raise
    except Exception as error:  # the worker's boundary: a broken program must not end the worker
        if isinstance(error, StorageError) and not isinstance(error, ConstraintRefused):
            raise
        logger("worker").error("worker.job_failed", program=ticket.program_id, exc_info=error)
        fail_program(workshop, ticket, error)
    return Outcome.DONE
