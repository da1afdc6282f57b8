"""The wizard's first look at a program, and the link to its settings."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from alloy_engine.domain.program import PlannedSession
from alloy_engine.domain.vocabulary import Units
from alloy_engine.reporting import prescription_text
from alloy_engine.services import Alloy
from alloy_engine.settings import DATA_FOLDER
from tests.pages.conftest import REQUEST, Open, text_of
from ui import draft as drafts
from ui.link import pack, unpack
from ui.wizard.first_week import work_table

PAGE = "pages/1_Create.py"
CLASHING = {
    **REQUEST,
    "athlete": {"equipment": "bodyweight", "experience": "beginner"},
    "split": "hybrid",
    "hybrid": {"days": [{"day": 1, "type": "upper"}, {"day": 2, "type": "lower"}]},
}


def looked(page: AppTest) -> AppTest:
    """The page once the first look is there."""
    page.session_state["wizard_first_look"].join(60)
    page.run()
    assert not page.exception
    return page


def document_of(page: AppTest) -> dict[str, Any]:
    return drafts.document(page.session_state["wizard_draft"])


def first_sessions(engine: Alloy, document: dict[str, Any]) -> list[PlannedSession]:
    return [one for one in engine.plan(document).microcycles[0].sessions if one.blocks]


def test_the_first_week_is_the_one_that_is_planned(engine: Alloy, open_page: Open) -> None:
    page = looked(open_page(PAGE))
    told = text_of(page)
    assert "First week planned in" in told
    sessions = first_sessions(engine, document_of(page))
    days = [one for one in page.expander if " of 60 min" in one.label]
    assert len(days) == len(sessions) == 4
    for day, session in zip(days, sessions, strict=True):
        shown = list(day.table[0].value["work"])
        assert shown == work_table(session, Units.KG)["work"]
        main = session.blocks[1].exercises[0]
        assert any(prescription_text.work(main).replace(" ", "\u00a0") in cell for cell in shown)


def test_while_a_newer_one_is_planned_the_old_one_stays_and_is_marked(engine: Alloy, open_page: Open) -> None:
    page = looked(open_page(PAGE))
    latest = page.session_state["wizard_first_look"]
    before = latest.shown
    page.button("step-1").click().run()
    slider = next(one for one in page.slider if one.key.endswith("session_minutes"))
    slider.set_value(30).run()
    latest.join(60)
    looked(page)
    assert latest.shown is not before
    assert [one.target_minutes for one in latest.shown.week.sessions if one.blocks] == [30] * 4


def test_a_certificate_is_shown_as_one(engine: Alloy, open_page: Open) -> None:
    example = json.loads((DATA_FOLDER / "examples" / "strength-athlete.json").read_text())
    page = looked(open_page(PAGE, settings=pack(example)))
    assert engine.reachability(document_of(page)).certified
    assert any("This can be met" in one.value for one in page.success)


def test_a_clash_is_told_and_its_repair_goes_into_the_draft(engine: Alloy, open_page: Open) -> None:
    page = looked(open_page(PAGE, settings=pack(CLASHING)))
    report = engine.reachability(document_of(page))
    repair = next(clash.repair for clash in report.clashes if clash.repair)
    assert not any("This can be met" in one.value for one in page.success)
    page.button("step-2").click().run()
    assert page.button("repair-0").label == f"Mend it: {' and '.join(repair.changes)}"
    page.button("repair-0").click().run()
    assert not page.exception
    assert document_of(page) == drafts.document(drafts.of_request(repair.request))
    assert "Who trains, and with what?" in text_of(page)
    looked(page)
    left = page.session_state["wizard_first_look"].shown.reachability.clashes
    assert {clash.shortfall.key for clash in left} < {clash.shortfall.key for clash in report.clashes}


def test_while_the_first_week_is_planned_the_page_says_so(engine: Alloy, open_page: Open) -> None:
    page = looked(open_page(PAGE))
    latest, planned = page.session_state["wizard_first_look"], threading.Event()
    before = latest.shown
    latest.ask("another question", lambda: before if planned.wait(60) else None)
    latest.ask = lambda *_: None
    page.run()
    assert not page.exception
    assert "Planning the first week" in text_of(page)
    assert "Still of the settings before" in text_of(page)
    assert not page.button("next").disabled
    planned.set()
    assert "Planning the first week" not in text_of(looked(page))


def test_planning_that_fails_says_so_and_the_form_goes_on(engine: Alloy, open_page: Open) -> None:
    page = looked(open_page(PAGE))
    latest = page.session_state["wizard_first_look"]

    def fails() -> None:
        raise ZeroDivisionError("by nothing")

    latest.ask("another question", fails)
    latest.join(60)
    latest.ask = lambda *_: None
    page.run()
    assert any("by nothing" in one.value for one in page.error)
    assert not page.button("next").disabled


def test_the_address_follows_the_settings_and_fills_a_new_wizard(engine: Alloy, open_page: Open) -> None:
    page = open_page(PAGE)
    next(one for one in page.button if one.key.endswith("goals.strength.less")).click().run()
    next(one for one in page.button if one.key.endswith("goals.mobility.more")).click().run()
    link = page.query_params["settings"]
    link = link[0] if isinstance(link, list) else link
    assert unpack(link) == document_of(page)
    again = open_page(PAGE, settings=link)
    assert document_of(again) == document_of(page)
    assert any(link in one.value for one in again.get("code"))
    assert engine.wayside_counts()["1.1.3"] == {"A": 1}


def test_dollars_that_are_not_placed_yet_survive_too(engine: Alloy, open_page: Open) -> None:
    page = open_page(PAGE)
    next(one for one in page.button if one.key.endswith("goals.strength.less")).click().run()
    again = open_page(PAGE, settings=pack(document_of(page)))
    assert document_of(again)["goals"] == {"strength": 4, "hypertrophy": 5}
    assert not again.error


@pytest.mark.parametrize(
    ("link", "said", "branch"),
    [
        ("nonsense!", "cannot be read", "C"),
        (pack({**REQUEST, "days_per_week": 9}), "days\\_per\\_week", "B"),
        (pack({"goals": {"glory": 10}}), "goals", "B"),
    ],
)
def test_a_bad_link_says_what_is_wrong_and_changes_nothing(
    link: str, said: str, branch: str, engine: Alloy, open_page: Open
) -> None:
    page = open_page(PAGE, settings=link)
    assert not page.exception
    assert "The link could not be used" in page.error[0].value
    assert said in page.error[0].value
    assert document_of(page) == drafts.document(drafts.new())
    assert engine.wayside_counts()["1.1.3"] == {branch: 1}
    page.button("link-refused").click().run()
    assert not page.error
