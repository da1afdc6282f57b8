"""What every command shares: an engine to work with, and JSON to print."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

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
