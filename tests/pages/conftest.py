"""Pages run for real: Streamlit's own test runner over a real engine on a database of the test's own."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest

from alloy_engine.domain.owner import LOCAL
from alloy_engine.services import Alloy, process
from alloy_engine.services.sweep.aside import SweepAside
from alloy_engine.settings import Settings
from tests.database import Databases
from tests.stepping import filled, with_program_if_asked
from ui import sweeping

ROOT = Path(__file__).resolve().parents[2]
REQUEST: dict[str, Any] = {
    "name": "Eight weeks",
    "athlete": {"name": "Tester", "one_rep_maxes": {"back_squat": {"value": 140, "unit": "kg"}}},
    "goals": {"strength": 6, "hypertrophy": 4},
    "duration_weeks": 8,
    "days_per_week": 3,
    "session_minutes": 45,
    "start_date": "2026-01-05",
}
Open = Callable[..., AppTest]


@pytest.fixture
def database_url(request: pytest.FixtureRequest, databases: Databases, tmp_path: Path) -> Iterator[str]:
    """URL of a database that only this test knows; with the program in it where the test asks for `program`."""
    with with_program_if_asked(request, databases, "a page's", filled(tmp_path, REQUEST)) as url:
        yield url


@pytest.fixture
def program(engine: Alloy) -> str:
    """Id of a program of REQUEST, generated to its end. It is made once and copied to each test's own database."""
    (card,) = engine.programs()
    return card.id


@pytest.fixture
def engine(database_url: str, tmp_path: Path) -> Iterator[Alloy]:
    """The process's engine, without a worker thread: jobs wait until the test works them off."""
    opened = Alloy.open(Settings(home=tmp_path, database_url=database_url), worker=False)
    process._HOLDER._alloy = opened
    st.cache_resource.clear()
    st.cache_data.clear()  # a program has the same id in every test
    yield opened
    process.close_shared()
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture
def open_page() -> Open:
    """Opens app.py or a page of it, with query parameters, and runs it once."""
    return lambda page="app.py", **query: app_test(page, **query).run()


def app_test(page: str = "app.py", **query: str) -> AppTest:
    """The same before it is run, to be told first who looks at it."""
    test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    test._bidi_component_manager = _components()
    if page != "app.py":
        test.switch_page(page)
    for name, value in query.items():
        test.query_params[name] = value
    return test


@cache
def _components() -> BidiComponentManager:
    """One for all, as in a running studio: Streamlit looks for components in every package that is installed."""
    found = BidiComponentManager()
    found.discover_and_register_components(start_file_watching=False)
    return found


def text_of(test: AppTest) -> str:
    """Everything a reader of the page sees as text, tables included."""
    parts = [element.value for kind in ("title", "subheader", "caption", "markdown", "info", "warning", "error")
             for element in test.get(kind)]  # fmt: skip
    parts += [element.value.to_string() for element in test.table]
    parts += [element.label for element in test.expander]
    return "\n".join(str(part) for part in parts)


def last_sweep(place: str, name: str) -> Any:
    """What a page of the local user's remembers of it, with its `run`."""
    return sweeping._remembered(LOCAL, place)[name]


@contextmanager
def standing_still(run: SweepAside) -> Iterator[None]:
    """The sweep's process does nothing meanwhile: it is under way then, however fast or slow the machine is."""
    os.kill(run._process.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        with suppress(ProcessLookupError):  # it was ended meanwhile
            os.kill(run._process.pid, signal.SIGCONT)
