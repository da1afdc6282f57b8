"""The studio's worker: one, however often pages rerun and whoever asks first."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import streamlit as st

from alloy_engine.domain.vocabulary import GenerationStatus
from alloy_engine.services import close_shared, shared
from tests.durability.processes import finished
from tests.pages.conftest import REQUEST, Open


@pytest.fixture
def environment(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("ALLOY_HOME", str(tmp_path))
    st.cache_resource.clear()
    yield
    close_shared()
    st.cache_resource.clear()


def workers() -> int:
    return sum(thread.name == "alloy-worker" for thread in threading.enumerate())


def test_reruns_and_threads_share_one_worker_and_it_works(environment: None, open_page: Open) -> None:
    before = workers()
    with ThreadPoolExecutor(8) as pool:
        engines = set(pool.map(lambda _: shared(), range(8)))
    assert len(engines) == 1
    page = open_page()
    for _ in range(4):
        page.run()
    assert not page.exception
    assert workers() == before + 1
    engine = shared()
    status = finished(engine, engine.create(REQUEST).id)
    assert status.status is GenerationStatus.COMPLETED
    close_shared()
    assert workers() == before
