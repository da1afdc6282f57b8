from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from alloy_engine.domain.request import ProgramRequest
from alloy_engine.services import Alloy
from alloy_engine.settings import DATA_FOLDER
from tests.pages.conftest import REQUEST, Open, text_of
from ui import draft as drafts

PAGE = "pages/1_Create.py"


@pytest.fixture
def wizard(engine: Alloy, open_page: Open) -> AppTest:
    page = open_page(PAGE)
    assert not page.exception
    return page


def test_it_starts_with_goals_and_a_week_to_look_at(wizard: AppTest) -> None:
    assert wizard.get("progress")[0].proto.text == "All ten dollars are placed."
    assert "The week it makes" in text_of(wizard)
    assert "Upper" in text_of(wizard)
    assert not _by(wizard, "goals.strength.less").disabled
    assert _by(wizard, "goals.strength.more").disabled


def test_steppers_move_dollars_and_a_fault_keeps_the_step(wizard: AppTest) -> None:
    _by(wizard, "goals.strength.less").click().run()
    assert wizard.get("progress")[0].proto.text == "$1 left to place."
    assert "Accepted: one to three distinct goals" in text_of(wizard)
    assert "as soon as the request has no faults" in text_of(wizard)
    wizard.button("next").click().run()
    assert "What should it do?" in text_of(wizard)
    assert wizard.button("step-0").label == "! · Goals"
    _by(wizard, "goals.mobility.more").click().run()
    wizard.button("next").click().run()
    assert "When does it happen?" in text_of(wizard)


def test_what_is_pressed_before_the_page_is_drawn_anew_counts_as_it_is_by_then(wizard: AppTest) -> None:
    """Whoever is quick, or has a slow machine, presses buttons that know nothing of the press before."""
    _by(wizard, "goals.strength.less").click()
    wizard.button("next").click().run()
    assert "What should it do?" in text_of(wizard), "a dollar is left to place"
    _by(wizard, "goals.mobility.more").click()
    _by(wizard, "goals.speed.more").click().run()
    assert sum(_document(wizard)["goals"].values()) == 10
    wizard.button("step-2").click().run()
    for movement in ("bench_press", "deadlift", "back_squat"):
        _widget(wizard, "selectbox", "movement_rules.add").set_value(movement).run()
    _by(wizard, "movement_rules.0.remove").click()
    _by(wizard, "movement_rules.1.remove").click().run()
    assert [rule["movement"] for rule in _document(wizard)["movement_rules"]] == ["back_squat"]


def test_a_fourth_goal_cannot_be_funded(wizard: AppTest) -> None:
    _by(wizard, "goals.strength.less").click().run()
    _by(wizard, "goals.speed.more").click().run()
    _by(wizard, "goals.strength.less").click().run()
    assert _by(wizard, "goals.mobility.more").disabled
    assert not _by(wizard, "goals.speed.more").disabled
    assert "3 goals are funded" in wizard.get("progress")[0].proto.text


def test_interfering_goals_are_warned_about_at_once(wizard: AppTest) -> None:
    for _ in range(5):
        _by(wizard, "goals.hypertrophy.less").click().run()
    for _ in range(5):
        _by(wizard, "goals.endurance.more").click().run()
    assert wizard.warning


def test_the_draft_survives_steps_and_page_switches(wizard: AppTest) -> None:
    wizard.button("step-1").click().run()
    _widget(wizard, "slider", "session_minutes").set_value(90).run()
    wizard.button("step-2").click().run()
    _widget(wizard, "text_input", "athlete_name").set_value("Somebody").run()
    wizard.switch_page("app.py").run()
    wizard.switch_page(PAGE).run()
    assert not wizard.exception
    assert _widget(wizard, "text_input", "athlete_name").value == "Somebody"
    wizard.button("step-1").click().run()
    assert _widget(wizard, "slider", "session_minutes").value == 90


def test_the_week_follows_the_schedule(wizard: AppTest) -> None:
    wizard.button("step-1").click().run()
    assert _training_days(wizard) == 4
    _widget(wizard, "button_group", "days_per_week").set_value(6).run()
    _widget(wizard, "slider", "session_minutes").set_value(30).run()
    assert _training_days(wizard) == 6
    assert "30\u00a0min" in text_of(wizard)


def test_a_hybrid_without_training_is_a_fault_beside_it(wizard: AppTest) -> None:
    draft = wizard.session_state["wizard_draft"]
    draft["split"] = "hybrid"
    for row in draft["hybrid_days"]:
        row["type"] = "recovery"
    wizard.button("step-1").click().run()
    assert "Has no training day" in text_of(wizard)
    _widget(wizard, "selectbox", "hybrid_days.0.type").set_value("upper").run()
    assert not wizard.exception
    assert "Has no training day" not in text_of(wizard)
    assert wizard.multiselect


def test_rows_come_and_go(wizard: AppTest) -> None:
    wizard.button("step-2").click().run()
    _widget(wizard, "selectbox", "movement_rules.add").set_value("bench_press").run()
    _widget(wizard, "selectbox", "one_rep_maxes.add").set_value("back_squat").run()
    _widget(wizard, "selectbox", "activities.add").set_value("tennis").run()
    _widget(wizard, "selectbox", "limitations.add").set_value("region:knee").run()
    assert not wizard.exception
    document = _document(wizard)
    assert document["movement_rules"] == [{"movement": "bench_press", "rule": "preferred"}]
    assert document["athlete"]["one_rep_maxes"] == {"back_squat": {"value": 100.0, "unit": "kg"}}
    assert document["activities"] == [{"activity": "tennis"}]
    assert document["athlete"]["limitations"] == [{"region": "knee", "severity": "mild"}]
    _by(wizard, "movement_rules.0.remove").click().run()
    assert "movement_rules" not in _document(wizard)


@pytest.mark.parametrize("path", sorted((DATA_FOLDER / "examples").glob("*.json")), ids=lambda path: path.stem)
def test_a_request_fills_the_wizard_and_comes_out_the_same(path: Path, wizard: AppTest) -> None:
    text = path.read_text(encoding="utf-8")
    wizard.button("step-3").click().run()
    wizard.text_area("json-in").set_value(text).run()
    wizard.button("json-fill").click().run()
    assert not wizard.exception
    for step in range(4):
        wizard.button(f"step-{step}").click().run()
        assert not wizard.exception
    expected = ProgramRequest.model_validate_json(text)
    assert ProgramRequest.model_validate(json.loads(wizard.get("code")[0].value)) == expected


def test_a_bad_request_is_refused_with_all_its_faults(wizard: AppTest) -> None:
    wizard.button("step-3").click().run()
    before = _document(wizard)
    wizard.text_area("json-in").set_value('{"goals": {"strength": 4}, "days_per_week": 9, "colour": "red"}').run()
    wizard.button("json-fill").click().run()
    assert {error.value.split("**")[1] for error in wizard.error} == {"goals", "days\\_per\\_week", "colour"}
    assert _document(wizard) == before


def test_what_is_not_json_is_said_so(wizard: AppTest) -> None:
    wizard.button("step-3").click().run()
    wizard.text_area("json-in").set_value("{").run()
    wizard.button("json-fill").click().run()
    assert "is not JSON" in wizard.error[0].value


def test_starting_over_begins_a_new_draft_and_every_step_is_counted(wizard: AppTest, engine: Alloy) -> None:
    new = _document(wizard)
    _by(wizard, "goals.strength.less").click().run()
    wizard.button("next").click().run()
    _by(wizard, "goals.mobility.more").click().run()
    wizard.button("next").click().run()
    wizard.button("start-over").click().run()
    assert _document(wizard) == new
    counts = engine.wayside_counts()
    assert counts["1.1"] == {"A": 5, "B": 1}
    assert counts["1.1.1"] == {"A": 1, "B": 1}
    assert counts["1.1.2"] == {"A": 1, "B": 1, "C": 5}
    assert counts["1.6"] == {"A": 4, "B": 2}
    assert counts["1.3.1"] == {"A": 5, "B": 3}  # whoever goes on is checked once more


def test_create_opens_the_program(wizard: AppTest, engine: Alloy) -> None:
    wizard.button("step-3").click().run()
    wizard.button("create").click().run()
    assert not wizard.exception
    (card,) = engine.programs()
    assert wizard.query_params["id"] == card.id
    assert wizard.title[0].value == card.name


def test_pressing_create_twice_makes_one_program(wizard: AppTest, engine: Alloy) -> None:
    wizard.button("step-3").click().run()
    wizard.button("create").click().run()
    wizard.switch_page(PAGE).run()
    wizard.button("create").click().run()
    assert len(engine.programs()) == 1
    wizard.switch_page(PAGE).run()
    _widget(wizard, "number_input", "seed").set_value(9).run()
    wizard.button("create").click().run()
    assert len(engine.programs()) == 2


def test_a_press_that_is_still_being_answered_is_the_same_press(wizard: AppTest, engine: Alloy) -> None:
    """A double click: the second is under way before the page has answered the first."""
    wizard.button("step-3").click().run()
    key, document = wizard.session_state["wizard_key"], _document(wizard)
    with ThreadPoolExecutor(8) as pool:
        others = [pool.submit(engine.create, document, door="app", key=key) for _ in range(8)]
        wizard.button("create").click().run()
    assert not wizard.exception
    (card,) = engine.programs()
    assert {other.result().id for other in others} == {card.id} == {wizard.query_params["id"]}


def test_every_field_of_the_request_is_in_the_draft() -> None:
    request = ProgramRequest.model_validate(REQUEST)
    document = drafts.document(drafts.of_request(request) | {"split": "hybrid"})
    leaves = {"name", "hybrid", "disciplines", "movement_rules", "activities", "start_date", "weights"}
    assert set(ProgramRequest.model_fields) - leaves <= set(document)


def _document(page: AppTest) -> dict:
    return drafts.document(page.session_state["wizard_draft"])


def _by(page: AppTest, ending: str) -> Button:
    return next(button for button in page.button if button.key.endswith(ending))


def _widget(page: AppTest, kind: str, ending: str) -> Any:
    return next(widget for widget in page.get(kind) if widget.key and widget.key.endswith(ending))


def _training_days(page: AppTest) -> int:
    """Days of the first week in the preview that are not rest."""
    return sum("Rest" not in plan for plan in page.table[0].value["plan"])
