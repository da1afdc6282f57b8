"""The flow graph in a real browser: laid out, chosen from by mouse and by keyboard, replayed, saved."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Window

pytestmark = pytest.mark.browser
Opener = Callable[..., Window]
GENERATED_MS = 60_000


def with_a_program(open_window: Opener) -> Window:
    """A window on the flow page of a program that is ready."""
    window = open_window()
    page = window.page
    window.settle()
    if page.get_by_text("Try an example").count():
        page.get_by_text("Try an example").click()
    page.get_by_role("button", name="Try", exact=True).first.click()
    page.wait_for_url(re.compile(r"/Program\?.*id="))
    expect(page.get_by_text("Ready", exact=True)).to_be_visible(timeout=GENERATED_MS)
    page.get_by_role("link", name="Flow", exact=True).click()
    page.locator(".flow[data-ready=yes]").wait_for()
    window.settle()
    return window


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", name=text)).to_be_visible()


def test_a_fork_is_chosen_by_mouse_and_by_keyboard(open_window: Opener, tmp_path: Path) -> None:
    window = with_a_program(open_window)
    page = window.page
    window.keep("13-flow")
    page.locator('[data-fork="7.3"]').click()
    heading(page, "7.3 Swap")
    expect(page).to_have_url(re.compile(r"fork=7\.3"))
    expect(page.locator('[data-fork="7.3"]')).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("def improve(")).to_be_visible()
    window.settle()

    page.locator('[data-fork="7.3"]').focus()
    page.keyboard.press("ArrowUp")
    reached = page.evaluate(FOCUSED)
    assert reached not in (None, "7.3")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"fork={re.escape(reached)}(&|$)"))
    expect(page.locator(f'[data-fork="{reached}"]')).to_have_attribute("aria-pressed", "true")
    window.settle()
    assert page.evaluate(FOCUSED) == reached  # a choice does not throw the reader out of the graph

    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as SVG").click()
    saved.value.save_as(tmp_path / "flow.svg")
    text = (tmp_path / "flow.svg").read_text()
    assert text.startswith("<svg")
    assert 'data-fork="7.3"' in text
    assert "var(--" not in text
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as PNG").click()
    saved.value.save_as(tmp_path / "flow.png")
    assert (tmp_path / "flow.png").read_bytes().startswith(b"\x89PNG")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Mermaid").click()
    assert Path(saved.value.path()).read_text().startswith("flowchart LR")

    page.get_by_role("combobox", name="Looking at").press_sequentially("session 1-", delay=40)
    page.get_by_role("option", name=re.compile(r"Session 1-\d")).first.click()
    replay = page.get_by_role("group", name="Replay of one session")
    for _ in range(3):
        replay.get_by_role("button", name="One step on").click()
    expect(replay.get_by_role("status")).to_contain_text("3 / ")
    expect(page.locator(".branch.current")).to_have_count(1)
    assert page.locator(".branch.passed").count() == 2
    expect(page).to_have_url(re.compile(r"scope=1-\d"))
    assert not window.overflows()
    window.keep("14-flow-replay")
    assert window.errors == []
    assert window.strangers == []


FOCUSED = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at?.dataset?.fork ?? null;
}"""
