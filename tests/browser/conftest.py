"""The real studio in a process of its own, and a real browser in front of it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser, Error, Page, expect, sync_playwright

from tests.database import open_home

ROOT = Path(__file__).resolve().parents[2]
OUT = Path(__file__).parent / "out"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
START_SECONDS, STOP_SECONDS = 60, 20
STATE, CONNECTION = "data-test-script-state", "data-test-connection-state"
PRESSES = 3
WINDOWS = pytest.StashKey[list["Window"]]()
# Counts how often the page's script has begun to run.
COUNTING = f"""
window.runs = 0;
new MutationObserver(changes => {{
  window.runs += changes.filter(one => one.target.getAttribute("{STATE}") === "running").length;
}}).observe(document, {{subtree: true, attributes: true, attributeFilter: ["{STATE}"]}});
"""
expect.set_options(timeout=15_000)  # a busy machine draws late, and late is not wrong


@dataclass
class Window:
    """A page with what its console complained about and what it asked of other hosts."""

    page: Page
    errors: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def keep(self, name: str) -> None:
        """Save a picture of the whole page."""
        OUT.mkdir(exist_ok=True)
        size = self.page.viewport_size or {"width": 1280, "height": 800}
        height = self.page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        self.page.set_viewport_size({"width": size["width"], "height": max(size["height"], height)})
        self.page.wait_for_timeout(400)
        self.page.screenshot(path=OUT / f"{name}.png")
        self.page.set_viewport_size(size)

    def act(self, action: Callable[[], object]) -> None:
        """Do what makes the script run, and wait for that run to end: a busy machine takes its time to begin it. Only
        once the page is at rest: what is typed into a field that is being drawn anew is lost.
        """
        self.settle()
        before = self.page.evaluate("window.runs")
        action()
        self.page.wait_for_function("before => window.runs > before", arg=before)
        self.settle()

    def settle(self) -> None:
        """Wait until the page's script has run to its end and its elements are drawn."""
        self.page.wait_for_timeout(300)
        self.page.locator(f"[data-testid=stApp][{STATE}=notRunning]").wait_for()
        self.page.wait_for_timeout(300)

    def turn_to(self, tab: str) -> None:
        """Choose a tab. A press that falls into a drawing of the row anew is none, and is made again."""
        chosen = self.page.get_by_role("tab", name=tab, selected=True)
        for _ in range(PRESSES):
            self.page.get_by_role("tab", name=tab).click()
            self.settle()
            if chosen.count():
                return
        expect(chosen).to_be_visible()

    def state(self) -> str:
        """What a failure is understood by: whether the page still has its server, and what is shown of it."""
        app = self.page.get_by_test_id("stApp")
        states = [app.get_attribute(name) for name in (STATE, CONNECTION)] if app.count() else []
        tabs = self.page.get_by_role("tab", selected=True).all_inner_texts()
        return f"{self.page.url}\n{states}, tabs {tabs}, {self.errors}"

    def overflows(self) -> bool:
        """Whether the page has to be scrolled sideways."""
        return self.page.evaluate(
            "(() => { const main = document.querySelector('[data-testid=stMain]');"
            " return main.scrollWidth > main.clientWidth; })()"
        )


@pytest.fixture(scope="module")
def studio() -> Iterator[str]:
    """Address of the running app, on a free port with a data folder of its own: each walk begins with an empty one."""
    with open_home("studio") as home, running_studio(home) as address:
        yield address


@contextmanager
def running_studio(home: Path, *options: str, **settings: str) -> Iterator[str]:
    """Address of an app of one's own. options: of Streamlit's command line. settings: of the environment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.port", str(port), *options]
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment |= {"ALLOY_HOME": str(home / "data"), **settings}
    with (home / "studio.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        address = f"http://127.0.0.1:{port}"
        try:
            _wait(address, process, port)
            yield address
        finally:
            process.terminate()
            process.wait(STOP_SECONDS)


def _wait(address: str, process: subprocess.Popen[bytes], port: int) -> None:
    """Until it answers. Whoever else got the port in the meantime does not count: they would end at any moment."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):  # noqa: S310  our own address
                if _listens(process, port):
                    return
        except (urllib.error.URLError, TimeoutError, psutil.NoSuchProcess):
            pass
        time.sleep(0.2)
    raise AssertionError("the studio did not start")


def _listens(process: subprocess.Popen[bytes], port: int) -> bool:
    listening = (one for one in psutil.Process(process.pid).net_connections("tcp") if one.status == psutil.CONN_LISTEN)
    return any(one.laddr.port == port for one in listening)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def open_window(browser: Browser, studio: str, request: pytest.FixtureRequest) -> Iterator[Callable[..., Window]]:
    """Opens the studio in a window of its own size and colour scheme."""
    contexts, windows = [], request.node.stash.setdefault(WINDOWS, [])

    def opened(path: str = "/", *, width: int = 1280, height: int = 800, scheme: str = "light") -> Window:
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        contexts.append(context)
        context.add_init_script(COUNTING)
        page = context.new_page()
        page.set_default_timeout(20_000)
        window = Window(page)
        windows.append(window)
        page.on("console", lambda message: window.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: window.errors.append(str(error)))
        page.on("request", lambda asked: window.strangers.append(asked.url) if _strange(asked.url, studio) else None)
        page.goto(studio + path)
        page.get_by_test_id("stHeading").first.wait_for()
        return window

    yield opened
    for context in contexts:
        context.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report = yield
    if call.when == "call" and call.excinfo is not None:
        with suppress(Error):  # it has crashed, or was closed
            report.sections += [("window", window.state()) for window in item.stash.get(WINDOWS, [])]
    return report


def _strange(url: str, studio: str) -> bool:
    own = (studio, studio.replace("http", "ws", 1), "data:", "blob:")
    return not url.startswith(own)
