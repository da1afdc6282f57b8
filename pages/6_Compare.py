"""Programs side by side, one request under changed settings, and sweeps over settings."""

from __future__ import annotations

import streamlit as st

from ui import shell
from ui.compare import programs, sweep, whatif
from ui.engine import alloy, guarded
from ui.navigation import forget_week

PARTS = {"Programs": programs.show, "What if": whatif.show, "Sweep": sweep.show}

shell.frame("Compare")
forget_week()
shell.heading("Compare", "Programs side by side, and what other settings would make of a request.")
with guarded():
    part = st.segmented_control("Compare", list(PARTS), default="Programs", required=True, key="part",
                                bind="query-params", label_visibility="collapsed")  # fmt: skip
    PARTS[part](alloy())
