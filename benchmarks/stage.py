"""Where pages are measured: a server, an engine without a worker of its own, and pages that find it there."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator

import streamlit as st
from streamlit.logger import set_log_level

from alloy_engine.services import Alloy, process
from alloy_engine.services.memory import here_for_good
from benchmarks.surroundings import engine


@contextlib.contextmanager
def stage() -> Iterator[tuple[Alloy, str]]:
    """The engine and the URL of its server; the pages run in this process, by Streamlit's own runner."""
    set_log_level(logging.ERROR)  # Streamlit misses the browser, as it should
    with engine() as (alloy, url), _handed_to_pages(alloy):
        yield alloy, url


@contextlib.contextmanager
def _handed_to_pages(alloy: Alloy) -> Iterator[None]:
    """The pages find this engine where they look for the process's own, and none that they have met before."""
    process._HOLDER._alloy = alloy
    here_for_good()  # as where the process opens its own
    st.cache_resource.clear()
    try:
        yield
    finally:
        st.cache_resource.clear()
        process._HOLDER._alloy = None
