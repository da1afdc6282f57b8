from __future__ import annotations

import pytest
from sqlalchemy import make_url
from streamlit.testing.v1 import AppTest

from alloy_engine.services import Alloy
from tests.database import Databases
from tests.pages.conftest import REQUEST, Open, text_of
from tests.stepping import work_off


def test_without_programs_there_is_a_first_step_and_three_examples(engine: Alloy, open_page: Open) -> None:
    page = open_page()
    assert not page.exception
    assert "Your first program" in text_of(page)
    assert [button.key for button in page.button] == [
        "create", "example-strength-athlete", "example-home-hypertrophy", "example-bodyweight-fat-loss",
    ]  # fmt: skip


def test_an_example_becomes_a_program_and_opens(engine: Alloy, open_page: Open) -> None:
    page = open_page()
    page.button("example-home-hypertrophy").click().run()
    assert not page.exception
    assert [card.name for card in engine.programs()] == ["Muscle at home"]
    assert page.title[0].value == "Muscle at home"


def test_an_example_pressed_twice_is_one_program_and_later_another(engine: Alloy, open_page: Open) -> None:
    page = open_page()
    key = page.session_state["pressing-home-hypertrophy"]
    page.button("example-home-hypertrophy").click().run()
    assert engine.create(REQUEST, key=key).repeated, "a second press under way has the first one's key"
    page.switch_page("app.py").run()
    page.button("example-home-hypertrophy").click().run()
    assert not page.exception
    assert len(engine.programs()) == 2


def test_a_waiting_program_shows_how_far_it_is(engine: Alloy, open_page: Open) -> None:
    engine.create(REQUEST)
    page = open_page()
    assert not page.exception
    assert "Waiting" in text_of(page)
    assert page.get("progress")[0].proto.text == "0 of 24 sessions"


def test_a_finished_program_is_ready_and_shows_no_progress(engine: Alloy, open_page: Open) -> None:
    engine.create(REQUEST)
    work_off(engine)
    page = open_page()
    assert "Ready" in text_of(page)
    assert "Strength \\$6, Hypertrophy \\$4 · 8 weeks, 3 days × 45 min" in text_of(page)
    assert not page.get("progress")


def test_archived_programs_are_behind_a_toggle(engine: Alloy, open_page: Open) -> None:
    kept, put_away = engine.create(REQUEST), engine.create(REQUEST | {"name": "Put away"})
    engine.archive(put_away.id)
    page = open_page()
    assert kept.name in _links(page)
    assert "Put away" not in _links(page)
    page.toggle("show_archived").set_value(True).run()
    assert "Put away" in _links(page)
    assert kept.name not in _links(page)


def test_long_lists_are_paged(engine: Alloy, open_page: Open) -> None:
    for number in range(12):
        engine.create(REQUEST | {"name": f"Program {number:02d}"})
    page = open_page()
    assert "Program 11" in _links(page)
    assert "Program 01" not in _links(page)
    assert page.button("programs-newer").disabled
    page.button("programs-older").click().run()
    assert not page.exception
    assert "Program 01" in _links(page)
    assert "Program 11" not in _links(page)
    assert page.button("programs-older").disabled
    page.button("programs-newer").click().run()
    assert "Program 11" in _links(page)


def test_programs_are_found_by_name_from_any_page(engine: Alloy, open_page: Open) -> None:
    for number in range(12):
        engine.create(REQUEST | {"name": f"Program {number:02d}"})
    page = open_page()
    page.button("programs-older").click().run()
    page.text_input("programs-find").set_value("gram 11").run()
    assert not page.exception
    assert _links(page).count("Program 11") == 1
    assert "Program 00" not in _links(page)
    assert not [button for button in page.button if button.key == "programs-older"]
    page.text_input("programs-find").set_value("nobody's").run()
    assert "No program is called" in text_of(page)


@pytest.mark.parametrize("where", ["pages/2_Program.py", "pages/3_Timing.py"])
def test_a_page_about_one_program_lets_choose_among_any_number(engine: Alloy, open_page: Open, where: str) -> None:
    for number in range(10):
        engine.create(REQUEST | {"name": f"Program {number:02d}"})
    page = open_page(where)
    assert "Program 09" in _links(page)
    assert "Program 00" not in _links(page)
    page.button("chooser-older").click().run()
    assert "Program 00" in _links(page)
    page.text_input("chooser-find").set_value("05").run()
    assert "Program 05" in _links(page)
    assert "Program 04" not in _links(page)
    page.text_input("chooser-find").set_value("nobody's").run()
    assert not page.exception
    assert "No program is called" in text_of(page)


def test_the_worker_that_does_not_run_is_seen(engine: Alloy, open_page: Open) -> None:
    assert "Worker stopped" in text_of(open_page())


def test_a_database_that_is_down_is_said_so(
    engine: Alloy, databases: Databases, database_url: str, open_page: Open
) -> None:
    databases._drop(make_url(database_url).database or "")
    page = open_page()
    assert not page.exception
    assert "Database down" in text_of(page)
    assert "The database does not answer" in text_of(page)
    create = open_page("pages/1_Create.py")  # it needs none until something is to be kept
    assert "The database does not answer" not in text_of(create)
    create.button("step-3").click().run()
    others = [create.button("create").click().run(), open_page("pages/2_Program.py"), open_page("pages/5_Decisions.py")]
    for other in (*others, open_page("pages/7_Catalogue.py", movement="goblet_squat")):
        assert not other.exception
        assert "The database does not answer" in text_of(other)
        assert "database-again" in [button.key for button in other.button]


def _links(page: AppTest) -> str:
    return " ".join(link.proto.label for link in page.get("page_link"))
