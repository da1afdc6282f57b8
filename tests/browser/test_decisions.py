"""The Decisions page in a real browser: from the flow to a choice, why not another, and weights in the hand."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Window
from tests.browser.test_flow import with_a_program

pytestmark = pytest.mark.browser
Opener = Callable[..., Window]


def test_a_choice_is_laid_open_and_weighed_anew(open_window: Opener) -> None:
    window = with_a_program(open_window)
    page = window.page
    page.get_by_role("link", name="To its decisions").click()
    page.wait_for_url(re.compile(r"/Decisions\?.*id="))
    expect(page.get_by_text("From the catalogue to the candidates")).to_be_visible()
    window.settle()
    window.keep("16-decisions")
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        window.settle()
        assert not window.overflows()
    page.set_viewport_size({"width": 1280, "height": 900})

    window.turn_to("Rules")
    expect(page.get_by_text("1 Pattern alignment")).to_be_visible()
    expect(page).to_have_url(re.compile("part=Rules"))
    window.turn_to("Weights")
    expect(page.get_by_text("How far each weight can move")).to_be_visible()
    window.settle()  # a key that falls into a drawing is none
    expect(page.get_by_role("button", name="Plan the whole program with this")).to_be_disabled()
    slider = page.get_by_role("slider").nth(5)
    slider.focus()
    page.keyboard.press("PageUp")
    expect(page.get_by_role("button", name="Plan the whole program with this")).to_be_enabled()
    window.keep("17-weights")
    window.turn_to("Otherwise?")
    page.get_by_role("button", name="Look for it").click()
    expect(page.get_by_text("One rule:")).to_be_visible(timeout=60_000)
    assert window.errors == []
    assert window.strangers == []
