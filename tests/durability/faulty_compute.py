"""A compute process whose engine fails where the test wants it to: ALLOY_TEST_FAULTS, JSON, day key → fault.

hang: loops for ever, taking no branch. die: ends the process as the system would. raise: an ordinary error.
hang again, die again: the template does it too. die once: only until the file ALLOY_TEST_ONCE is there.
"""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from typing import Any

from alloy_engine.domain.calendar import DayPlan
from alloy_engine.generate import SessionResult, plan_session, plan_template
from alloy_engine.services.compute.one_session import Engine
from alloy_engine.services.compute.serve import serve

FAULTS: dict[str, str] = json.loads(os.environ.get("ALLOY_TEST_FAULTS", "{}"))


def struck(fault: str) -> None:
    match fault.split(maxsplit=1)[0]:
        case "hang":
            while True:
                pass
        case "die":
            if fault != "die once" or _first_time():
                os.kill(os.getpid(), signal.SIGKILL)
        case "raise":
            raise ValueError("poisoned")


def _first_time() -> bool:
    mark = Path(os.environ["ALLOY_TEST_ONCE"])
    if mark.exists():
        return False
    mark.touch()
    return True


def plan(day: DayPlan, *arguments: Any, **named: Any) -> SessionResult:
    struck(FAULTS.get(day.key, "none"))
    return plan_session(day, *arguments, **named)


def template(day: DayPlan, *arguments: Any, **named: Any) -> SessionResult:
    fault = FAULTS.get(day.key, "none")
    struck(fault if fault.endswith("again") else "none")
    return plan_template(day, *arguments, **named)


if __name__ == "__main__":
    serve(Engine(plan, template))
