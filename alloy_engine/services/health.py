"""Use case: how database and worker are doing, for whoever asks whether all is well or watches the figures."""

from __future__ import annotations

from dataclasses import replace

from alloy_engine.errors import StorageError
from alloy_engine.services.clock import SystemClock
from alloy_engine.services.documents import Health
from alloy_engine.services.materials import Materials
from alloy_engine.services.metrics import Present
from alloy_engine.services.worker import Worker
from alloy_engine.storage.database import Database
from alloy_engine.storage.queue.jobs import queue_length
from alloy_engine.storage.tallies import tally
from alloy_engine.version import ENGINE_VERSION


def health(database: Database, worker: Worker, materials: Materials, clock: SystemClock) -> Health:
    """Never raises: a database that is down is an answer."""
    queue, answers, detail = 0, True, ""
    try:
        detail = database.ping()
        with database.connect() as connection:
            queue = queue_length(connection)
    except StorageError as error:
        answers, detail = False, str(error)
    state, worker_detail = worker.state
    return Health(
        database=answers,
        database_detail=detail,
        worker=state,
        worker_detail=worker_detail,
        version=ENGINE_VERSION,
        catalogue_version=materials.catalogue.version,
        policy_version=materials.policy.version,
        queue=queue,
        checked_at=clock.now(),
    )


def present(database: Database, worker: Worker) -> Present:
    """Never raises either: what only the database knows is left out."""
    state = Present(ENGINE_VERSION, worker.state[0], database.pool)
    try:
        with database.connect() as connection:
            return replace(
                state,
                database=True,
                queue=queue_length(connection),
                programs=tally(connection, "programs"),
                sessions=tally(connection, "sessions"),
            )
    except StorageError:
        return state
