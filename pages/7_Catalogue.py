"""The movements programs are made of: search, cards, coverage, what a new kit would bring, and the coach's own."""

from __future__ import annotations

import streamlit as st

from ui import shell
from ui.catalogue import coverage, find, kit, own
from ui.engine import alloy, guarded
from ui.navigation import forget_week

shell.frame("Catalogue")
forget_week()
with guarded():
    engine = alloy()
    shell.heading("Catalogue", f"{len(engine.catalogue)} movements that programs are made of.")
    movements, depth, equipment, own_ones = st.tabs(
        ["Movements", "Coverage", "New equipment", "Your own"], key="part", bind="query-params"
    )
    with movements:
        find.show(engine)
    with depth:
        coverage.show(engine)
    with equipment:
        kit.show(engine)
    with own_ones:
        own.show(engine)
