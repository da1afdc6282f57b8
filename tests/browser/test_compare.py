"""From the wizard to other settings, held side by side, and the better one kept."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Window

pytestmark = pytest.mark.browser
PLANNED_MS = 60_000


def test_settings_are_tried_beside_one_another_and_one_is_kept(open_window: Callable[..., Window]) -> None:
    window = open_window("/Create", width=390)
    page = window.page
    expect(page.get_by_text("First week planned in")).to_be_visible(timeout=PLANNED_MS)
    page.get_by_role("button", name="Fat loss").click()
    expect(page.get_by_text("$6")).to_be_visible()
    expect(page.get_by_text("First week planned in")).to_be_visible(timeout=PLANNED_MS)
    window.settle()
    page.reload()
    expect(page.get_by_text("$6")).to_be_visible()  # the address kept it
    expect(page.get_by_text("First week planned in")).to_be_visible(timeout=PLANNED_MS)
    window.settle()
    assert not window.overflows()
    window.keep("compare-1-wizard")

    page.get_by_role("button", name="Fat loss").click()  # and on, while its first look is still being planned
    page.get_by_role("link", name="What if").click()
    page.wait_for_url(re.compile(r"/Compare\?.*settings="))
    page.get_by_label("Days a week").first.click()
    page.get_by_role("option", name="2", exact=True).click()
    expect(page.get_by_text("Where they first part")).to_be_visible(timeout=PLANNED_MS)
    expect(page).to_have_url(re.compile("b-days_per_week=2"))
    window.settle()
    assert not window.overflows()
    window.keep("compare-2-what-if")
    page.locator("[class*=st-key-keep-B] button:visible").first.click()
    page.wait_for_url(re.compile(r"/Program\?.*id="))
    expect(page.get_by_text("2 days").first).to_be_visible()
    # A page that is opened by its own address first looks for the server below it.
    assert [error for error in window.errors if "404" not in error] == []
    assert window.strangers == []
