"""The studio's first page, and the ASGI app that serves studio and HTTP routes from one process."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx


def page() -> None:
    from ui import home, shell
    from ui.engine import alloy, guarded
    from ui.navigation import forget_week

    shell.frame("Programs")
    forget_week()
    shell.heading(
        "Programs",
        "Alloy turns ten dollars of goals into a whole training program, and can show how every choice was made.",
    )
    with guarded():
        home.show(alloy())


if get_script_run_ctx(suppress_warning=True) is not None:  # a browser's session, or a test, runs this file
    page()
else:  # the server imports it once
    import sys

    from alloy_engine.errors import SettingsError
    from alloy_engine.http import asgi_parts
    from ui.account import signs_in

    try:
        app = st.App(__file__, **asgi_parts(st.get_option("server.address") or "", sign_in=signs_in()))
    except SettingsError as error:
        sys.exit(f"alloy: {error}")
