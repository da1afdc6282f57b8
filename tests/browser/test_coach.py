"""A coach's hand on a session in a real browser: swap with its preview, lock, regenerate around it, edit, note."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Window

pytestmark = pytest.mark.browser
Opener = Callable[..., Window]
GENERATED_MS = 60_000


def test_a_session_is_changed_by_hand(open_window: Opener) -> None:
    window = open_window()
    page = window.page
    page.get_by_role("button", name="Try", exact=True).first.click()
    page.wait_for_url(re.compile(r"/Program\?.*id="))
    expect(page.get_by_text("Ready", exact=True)).to_be_visible(timeout=GENERATED_MS)
    page.get_by_text("Change this session").click()
    page.get_by_role("combobox", name="Instead").click()
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Week 1 and the audit")).to_be_visible()
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        window.settle()
        assert not window.overflows()
    page.set_viewport_size({"width": 1280, "height": 900})
    window.keep("18-swap")
    page.get_by_role("button", name="Swap").last.click()
    expect(page.get_by_text("locked", exact=True)).to_be_visible(timeout=GENERATED_MS)
    expect(page.get_by_role("button", name="Regenerate this session")).to_be_enabled(timeout=GENERATED_MS)

    window.settle()
    page.get_by_text("Lock", exact=True).click()
    page.get_by_role("button", name="Unlock").click()  # a swap locks what it brings
    window.settle()
    page.locator(".st-key-lock-1-1 button").click()
    window.act(page.get_by_role("button", name="Regenerate around it").click)
    expect(page.get_by_role("button", name="Regenerate this session")).to_be_enabled(timeout=GENERATED_MS)
    expect(page.get_by_text("locked", exact=True).first).to_be_visible()
    window.settle()

    page.get_by_text("Prescribe", exact=True).click()
    sets = page.get_by_role("spinbutton", name="Sets")
    window.act(lambda: (sets.fill("6"), sets.press("Enter")))  # filling alone may start the run on a slow machine
    page.get_by_role("button", name="Keep these numbers").click()
    expect(page.get_by_text("edited: sets")).to_be_visible()
    note = page.get_by_role("textbox", name="Note on this session")
    window.act(lambda: (note.fill("Watch the knee"), note.press("Control+Enter")))
    page.get_by_role("button", name="Save note").last.click()
    expect(page.get_by_test_id("stAlert").get_by_text("Watch the knee")).to_be_visible()
    assert window.errors == []
    assert window.strangers == []
