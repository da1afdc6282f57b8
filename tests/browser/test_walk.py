"""One coach's way through the studio, in a real browser: wizard, creation, live progress, program, timing."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Window

pytestmark = pytest.mark.browser
Opener = Callable[..., Window]
GENERATED_MS = 60_000


def stepper(page: Page, name: str) -> Locator:
    """The − or + of a name (Streamlit keeps a second button out of sight to measure it)."""
    return page.locator(f"[class*={name}] button").first


def click_a_session_bar(page: Page) -> None:
    """The widest bar of the waterfall that is not the program's own, which stand in the first row."""
    bars = page.locator(".js-plotly-plot .barlayer .point path")
    expect(bars.first).to_be_visible()
    boxes = bars.evaluate_all("all => all.map(bar => bar.getBoundingClientRect()).map(box => [box.y, box.width])")
    top = min(y for y, _ in boxes)
    widest = max(range(len(boxes)), key=lambda place: boxes[place][1] if boxes[place][0] > top + 5 else 0)
    bars.nth(widest).scroll_into_view_if_needed()
    box = bars.nth(widest).bounding_box()
    assert box is not None
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*middle)
    page.wait_for_timeout(300)  # a bar is chosen by what the pointer rests on
    page.mouse.click(*middle)


def test_from_an_idea_to_a_program(open_window: Opener) -> None:
    window = open_window()
    page = window.page
    expect(page.get_by_text("Your first program")).to_be_visible()
    window.keep("1-home-empty")

    page.get_by_role("button", name="Create a program").click()
    stepper(page, "goals-strength-less").click()
    expect(page.get_by_text("$1 left to place.")).to_be_visible()
    page.get_by_role("button", name="Next: Schedule").click()
    expect(page.get_by_text("What should it do?")).to_be_visible()  # a fault keeps the step
    stepper(page, "goals-mobility-more").click()
    expect(page.get_by_text("All ten dollars are placed.")).to_be_visible()
    window.keep("2-goals")

    page.get_by_role("button", name="Next: Schedule").click()
    page.get_by_role("radio", name="7", exact=True).or_(page.get_by_role("button", name="7", exact=True)).first.click()
    window.keep("3-schedule")
    page.get_by_role("button", name="Next: Preferences").click()
    name = page.get_by_label("Athlete's name")
    window.act(lambda: (name.fill("Browser athlete"), name.press("Enter")))
    page.get_by_text("Known one-rep maxes").click()
    window.settle()
    page.get_by_role("combobox", name="Add a maximum").press_sequentially("back squ", delay=40)
    window.settle()
    page.get_by_role("option").filter(has_text="Barbell back squat").click()
    expect(page.get_by_role("spinbutton", name="Back Squat")).to_have_value("100.00")
    window.keep("4-preferences")

    page.get_by_role("button", name="Next: Coach & review").click()
    expect(page.get_by_text("The whole request")).to_be_visible()
    expect(page.get_by_text("Browser athlete, intermediate")).to_be_visible()
    window.keep("5-review")
    page.get_by_role("button", name="Create program").click()

    page.wait_for_url(re.compile(r"/Program\?.*id="))
    window.keep("6-just-created")
    expect(page.get_by_text("Ready", exact=True)).to_be_visible(timeout=GENERATED_MS)
    expect(page.get_by_role("button", name="Regenerate all")).to_be_enabled()
    days = page.get_by_role("group", name="Days of microcycle 1").get_by_role("button")
    expect(days).to_have_count(7)
    days.nth(2).click()
    expect(days.nth(2)).to_have_attribute("aria-pressed", "true")
    page.get_by_text("Quality gates").wait_for()
    assert not window.overflows()
    window.keep("7-program")

    page.get_by_role("button", name="Regenerate this session").click()
    window.turn_to("Quality")
    window.turn_to("Sessions")
    expect(page.get_by_role("button", name="Regenerate this session")).to_be_enabled(timeout=GENERATED_MS)
    expect(page.get_by_text("Ready", exact=True)).to_be_visible(timeout=GENERATED_MS)

    window.turn_to("Whole program")
    expect(page).to_have_url(re.compile(r"view=Whole"))
    expect(page.get_by_text("Hard sets a week, by muscle")).to_be_visible()
    window.keep("8-whole-program")
    window.turn_to("Quality")
    expect(page.get_by_text("An audit warns; it never blocks.")).to_be_visible()
    window.keep("9-quality")

    page.get_by_role("link", name="Timing").click()
    expect(page.get_by_text("Waterfall", exact=True)).to_be_visible()
    expect(page.get_by_text("84 / 84").or_(page.get_by_text(re.compile(r"^\d+ / \d+$")))).to_be_visible()
    window.keep("10-timing")
    click_a_session_bar(page)
    expect(page.get_by_text("INSERT INTO exercises")).to_be_visible()
    page.get_by_role("button", name="All sessions again").click()
    expect(page.get_by_text("INSERT INTO exercises")).to_have_count(0)

    page.get_by_role("link", name="Programs").click()
    expect(page.get_by_text("Browser athlete").or_(page.get_by_text("Ready", exact=True)).first).to_be_visible()
    window.keep("11-home")
    assert window.errors == []
    assert window.strangers == []


def test_on_a_phone_in_the_dark_a_session_needs_no_sideways_scrolling(open_window: Opener) -> None:
    window = open_window(width=390, height=844, scheme="dark")
    page = window.page
    window.settle()
    if page.get_by_text("Try an example").count():
        page.get_by_text("Try an example").click()
    page.get_by_role("button", name="Try", exact=True).first.click()
    page.wait_for_url(re.compile(r"/Program\?.*id="))
    expect(page.get_by_text("Ready", exact=True)).to_be_visible(timeout=GENERATED_MS)
    expect(page.get_by_role("table").first).to_be_visible()
    assert not window.overflows()
    table = page.get_by_role("table").first.bounding_box()
    assert table is not None
    assert table["x"] + table["width"] <= 390
    window.keep("12-phone-dark")
    assert window.errors == []
