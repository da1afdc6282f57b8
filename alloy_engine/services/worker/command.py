"""A worker in a process of its own, on this machine or any other with the same DATABASE_URL."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable

from prometheus_client import start_http_server

from alloy_engine.errors import AlloyError, DatabaseUnavailable, EmbeddedServerError
from alloy_engine.services.alloy import Alloy
from alloy_engine.services.log import logger
from alloy_engine.settings import Settings

LOOPBACK = "127.0.0.1"
PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.5, 5.0


def run_worker(settings: Settings, concurrency: int, metrics_port: int | None = None) -> bool:
    """Work until asked to stop (SIGTERM, or an interrupt at the keyboard); False if it did not end cleanly.

    concurrency: programs at the same time, each planned in a process of its own. metrics_port: where on this
    machine its figures can be read. A database that is not there yet is waited for. Raises AlloyError for what
    waiting does not mend.
    """
    if concurrency < 1:
        raise AlloyError(f"--concurrency is {concurrency}; accepted: 1 or more")
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    alloy = open_patiently(lambda: Alloy.open(settings, concurrency=concurrency), stopping)
    if alloy is None:
        return True
    if metrics_port is not None:
        _show_metrics(alloy, metrics_port)
    logger("worker").info("worker.started", concurrency=concurrency)
    stopping.wait()
    logger("worker").info("worker.stopping")
    return alloy.close()


def open_patiently(opened: Callable[[], Alloy], stopping: threading.Event) -> Alloy | None:
    """The engine, as soon as its database answers; None if asked to stop before."""
    pause = PAUSE_SECONDS
    while not stopping.is_set():
        try:
            return opened()
        except (DatabaseUnavailable, EmbeddedServerError) as error:
            logger("worker").warning("database.waited_for", error=str(error))
        stopping.wait(pause)
        pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
    return None


def _show_metrics(alloy: Alloy, port: int) -> None:
    """In a thread of its own, for this machine only. Raises AlloyError, the engine closed, if it cannot."""
    try:
        start_http_server(port, LOOPBACK, alloy.metrics.registry)
    except (OSError, OverflowError) as error:
        alloy.close()
        raise AlloyError(f"--metrics-port is {port}: {error}; accepted: a free port of this machine") from error
