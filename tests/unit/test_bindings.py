"""What we start listens on this machine only, unless somebody says otherwise."""

from __future__ import annotations

import tomllib
from pathlib import Path

from alloy_engine.access import Access

ROOT = Path(__file__).resolve().parents[2]


def test_the_studio_is_configured_for_loopback() -> None:
    config = tomllib.loads((ROOT / ".streamlit/config.toml").read_text())
    assert config["server"]["address"] == "127.0.0.1"
    assert "address" not in (ROOT / "Makefile").read_text(), "nothing overrides it"


def test_who_names_no_address_gets_the_closed_door() -> None:
    assert Access().bind == "127.0.0.1"
