"""What commands share: an engine to work with, a document to read, and JSON to print."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

from alloy_engine.errors import Fault, InvalidRequest
from alloy_engine.intake import LARGEST_BODY, read_json
from alloy_engine.settings import Settings

if TYPE_CHECKING:
    from alloy_engine.services import Alloy

DONE, FAILED, BAD_INPUT = 0, 1, 2


def open_engine(*, worker: bool) -> Alloy:
    from alloy_engine.services import Alloy, configure_log

    settings = Settings.from_environment()
    configure_log(os.environ.get("ALLOY_LOG_LEVEL", "WARNING").upper())
    return Alloy.open(settings, worker=worker)


def print_json(value: object) -> None:
    print(json.dumps(value, indent=2))


def read_document(file: str) -> object:
    """The JSON in a file or on standard input, read no further than it may be long; a fault if there is none."""
    try:
        if file == "-":
            content = sys.stdin.buffer.read(LARGEST_BODY + 1)
        else:
            with open(file, "rb") as opened:
                content = opened.read(LARGEST_BODY + 1)
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise InvalidRequest([Fault("file", file, f"cannot be read: {reason}", "a JSON file, or -")]) from error
    return read_json(content, "file", file)
