"""The diagnostic log: one JSON object a line, on stderr."""

from __future__ import annotations

import logging
import sys

import structlog

ROOT = "alloy"


def configure_log(level: str = "INFO") -> None:
    """Set up the log of this process; `level` is a name of the standard library's.

    Never logged: names, notes, connection strings.
    """
    threshold = logging.getLevelNamesMapping().get(level, logging.INFO)
    logging.getLogger(ROOT).setLevel(threshold)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        # Looked up for each line: whoever put another stream there for a while may have closed it since.
        logger_factory=lambda *_: structlog.WriteLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )


def log_level() -> str:
    """The name of this process's level, for the processes it starts."""
    return logging.getLevelName(logging.getLogger(ROOT).getEffectiveLevel())


def logger(name: str) -> structlog.typing.FilteringBoundLogger:
    return structlog.get_logger().bind(room=name)
