"""python -m benchmarks.studio: what the pages that watch the engine cost, with twelve weeks of seven days.

The real pages, run by Streamlit's own script runner as the server runs them, in this process; the worker that generates
the program is a process of its own. Counted is this process's processor time, so that neither the worker nor other work
on the machine is among it. A poll is what the browser asks for by itself while a program is generated: the page's
fragment. To have many of them the program is a demo, in which every session is slowed down.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import median
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

from streamlit.proto.ClientState_pb2 import ContextInfo
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.scriptrunner import RerunData
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import ElementTree
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from alloy_engine.services import Alloy
from alloy_engine.services.compute.demo import Demo
from alloy_engine.services.demonstrate import demonstrate
from benchmarks.figures import Figure, print_only
from benchmarks.stage import stage
from benchmarks.surroundings import REQUEST, ROOT, finish, workers

TIMING, FLOW = "pages/3_Timing.py", "pages/4_Flow.py"
VIEWS = {
    TIMING: ("view", ["Waterfall", "Phases", "Slowest sessions", "History", "Compare", "Statements"]),
    FLOW: ("below", ["Fork", "Candidates", "Difference", "All forks"]),
}
NAMES = {TIMING: "Timing", FLOW: "Flow"}
SLOW_MS, POLL_SECONDS, TIMES = 150, 1.0, 5


def figures() -> list[Figure]:
    with stage() as (alloy, url), workers(alloy, url, 1):
        program = alloy.create(REQUEST).id
        finish(alloy, program)
        found = [figure for page in VIEWS for figure in _polls(alloy, page, program)]
        return found + [figure for page in VIEWS for figure in _answers(page, program)]


def _polls(alloy: Alloy, page: str, program: str) -> list[Figure]:
    """Processor time of each poll from the first session to the last."""
    Opened(page, id=program)  # once, so that everything is imported
    copy = demonstrate(alloy, program, Demo(slow_phase="select", slow_ms=SLOW_MS))
    opened, spent = Opened(page, id=copy), []
    while True:
        milliseconds = opened.poll()
        status = alloy.status(copy)
        if status.terminal:  # that poll may have been the whole page, which comes once, at the end
            break
        if status.sessions_done:
            spent.append(milliseconds)
        time.sleep(POLL_SECONDS)
    return [
        Figure(f"{NAMES[page]}, a live poll, processor time, median of {len(spent)}", median(spent)),
        Figure(f"{NAMES[page]}, a live poll, the dearest", max(spent)),
    ]


def _answers(page: str, program: str) -> Iterator[Figure]:
    """Processor time of a finished program's page, view by view: the median of some visits, each a new one."""
    name, views = VIEWS[page]
    for view in views:
        spent = []
        for _ in range(TIMES):
            begin = time.process_time()
            Opened(page, id=program, **{name: view})
            spent.append((time.process_time() - begin) * 1e3)
        yield Figure(f"{NAMES[page]}, {view}, processor time", median(spent))


class Opened:
    """A page as one visitor has it open; raises RuntimeError with what the page raised."""

    def __init__(self, page: str, **query: str) -> None:
        self._test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        self._test.switch_page(page)
        for name, value in query.items():
            self._test.query_params[name] = value
        self._test.run()
        if self._test.exception:
            raise RuntimeError(self._test.exception[0].message)
        self._widgets, self._pages = self._test._tree.get_widget_states(), self._test._registered_pages

    def poll(self) -> float:
        """Run the page's fragment as the browser's clock has it run; milliseconds of processor time."""
        with patch("streamlit.testing.v1.app_test.LocalScriptRunner", self._runner):
            self._test._run(self._widgets)
        return self._test._tree.milliseconds  # type: ignore[attr-defined]

    def _runner(self, *arguments: Any, **named: Any) -> LocalScriptRunner:
        runner = FragmentRunner(*arguments, **named)
        runner._pages_manager._set_pages(self._pages)
        return runner


class Spent(ElementTree):
    """What a fragment's run came to: no elements, which nobody here reads."""

    milliseconds = 0.0


class FragmentRunner(LocalScriptRunner):
    """Streamlit's runner for tests, running the page's own fragment instead of the whole page."""

    def run(
        self,
        widget_state: WidgetStates | None = None,
        query_params: dict[str, Any] | None = None,
        timeout: float = 3,
        page_hash: str = "",
        context_info: ContextInfo | None = None,
    ) -> ElementTree:
        parents = self._fragment_storage._parent_by_id  # type: ignore[attr-defined]
        (fragment,) = (key for key, parent in parents.items() if parent is None)
        self._requests = ScriptRequests()  # it begins with a request for the whole page
        self.request_rerun(
            RerunData(
                query_string=urlencode(query_params or {}, doseq=True), widget_states=widget_state,
                page_script_hash=page_hash, fragment_id=fragment, is_auto_rerun=True,
            )
        )  # fmt: skip
        spent, begin = Spent(), time.process_time()
        self.start()
        self.join()
        spent.milliseconds = (time.process_time() - begin) * 1e3
        return spent


if __name__ == "__main__":
    print_only(figures)
