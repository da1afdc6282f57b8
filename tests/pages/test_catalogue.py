from __future__ import annotations

from pathlib import Path

import pytest
import streamlit as st
from sqlalchemy import text
from streamlit.testing.v1 import AppTest

from alloy_engine.catalogue.own import cells_of
from alloy_engine.errors import NotFound
from alloy_engine.services import Alloy
from alloy_engine.settings import Settings
from tests.pages.conftest import REQUEST, Open, text_of
from tests.stepping import work_off

PAGE = "pages/7_Catalogue.py"


def test_a_search_forgives_slips_and_a_card_tells_all(engine: Alloy, open_page: Open) -> None:
    page = open_page(PAGE, q="gobet sqaut", movement="goblet_squat")
    assert not page.exception
    assert page.dataframe[0].value["id"].iloc[0] == "goblet_squat"
    said = text_of(page)
    assert "Goblet Squat" in [one.value for one in page.subheader]
    assert "kettlebell, or dumbbell" in said
    assert "In no program yet" in said


def test_relations_lead_on_and_uses_lead_to_programs(engine: Alloy, open_page: Open) -> None:
    program = engine.create(REQUEST)
    work_off(engine)
    used = engine.program(program.id).microcycles[0].sessions[0].blocks[1].exercises[0].movement
    page = open_page(PAGE, movement=used)
    assert not page.exception
    assert "In no program yet" not in text_of(page)
    page = open_page(PAGE, movement="goblet_squat")
    harder = engine.catalogue["goblet_squat"].harder[0]
    page.button(f"Harder-{harder}").click().run()
    assert not page.exception
    assert engine.catalogue[harder].name in [one.value for one in page.subheader]


def test_nothing_found_and_an_unknown_movement_say_so(engine: Alloy, open_page: Open) -> None:
    page = open_page(PAGE, q="xyzzyx")
    assert "No movement fits" in text_of(page)
    page = open_page(PAGE, movement="no_such")
    assert "There is no movement" in text_of(page)
    assert not page.exception


def test_filters_narrow_the_list(engine: Alloy, open_page: Open) -> None:
    page = open_page(PAGE)
    assert len(page.dataframe[0].value) == len(engine.catalogue)
    page.multiselect("patterns").set_value(["vertical_pull"]).run()
    page.selectbox("place").set_value("bodyweight").run()
    assert not page.exception
    rows = page.dataframe[0].value
    assert 0 < len(rows) < 20
    assert set(rows["pattern"]) == {"Vertical pull"}


def test_coverage_and_new_equipment_answer(engine: Alloy, open_page: Open) -> None:
    page = open_page(PAGE)
    assert len(page.get("plotly_chart")) == 2
    page.selectbox("owned-preset").set_value("bodyweight").run()
    page.multiselect("new-kit").set_value(["pull_up_bar"]).run()
    assert not page.exception
    assert any("more movements with pull-up bar" in one.value for one in page.success)


def test_an_own_movement_is_added_found_and_removed(engine: Alloy, open_page: Open) -> None:
    page = open_page(PAGE)
    page.selectbox("like").set_value("goblet_squat").run()
    _named(page, "Garden Squat")
    assert not page.exception
    assert any("Garden Squat" in one.value for one in page.success)
    assert engine.catalogue["garden_squat"].pattern == "squat"
    assert "867" in page.caption[0].value
    page.button("remove-garden_squat").click().run()
    assert not page.exception
    with pytest.raises(NotFound):
        engine.catalogue["garden_squat"]


def test_what_an_own_movement_lacks_is_told_and_nothing_is_added(engine: Alloy, open_page: Open) -> None:
    page = open_page(PAGE)
    page.selectbox("like").set_value("goblet_squat").run()
    _named(page, "Back Squat")
    assert not page.exception
    assert any(one.value.startswith("**Name**") for one in page.error)
    assert len(engine.catalogue) == 866


def test_what_was_refused_is_still_there_when_the_page_is_loaded_again(engine: Alloy, open_page: Open) -> None:
    page = open_page(PAGE)
    page.selectbox("like").set_value("goblet_squat").run()
    next(one for one in page.multiselect if one.label == "Helps").set_value(["calves"])
    next(one for one in page.text_input if one.label == "Other names").set_value("yard squat, porch squat")
    next(one for one in page.selectbox if one.label == "Skill").set_value("expert")
    _named(page, "Back Squat")
    again = open_page(PAGE, part="Your own", own="".join(page.query_params["own"]))
    assert not again.exception
    assert again.selectbox("like").value == "goblet_squat"
    typed = {one.label: one.value for one in (*again.text_input, *again.multiselect, *again.selectbox)}
    assert (typed["Name"], typed["Other names"]) == ("Back Squat", "yard squat, porch squat")
    assert (typed["Helps"], typed["Skill"]) == (["calves"], "expert")
    _named(again, "Terrace Squat")
    assert not again.exception
    assert engine.catalogue["terrace_squat"].secondary == ("calves",)
    assert "own" not in again.query_params
    broken = open_page(PAGE, part="Your own", own="x")
    assert not broken.exception
    assert broken.selectbox("like").value is None


def test_what_is_typed_is_kept_by_itself_over_pages_and_loads_and_another_start(engine: Alloy, open_page: Open) -> None:
    page = open_page(PAGE, part="Your own")
    page.selectbox("like").set_value("goblet_squat").run()
    next(one for one in page.text_input if one.label == "Name").set_value("Porch Squat").run()
    next(one for one in page.selectbox if one.label == "Skill").set_value("expert").run()
    again = open_page(PAGE, part="Your own", own="".join(page.query_params["own"]))
    page.switch_page("pages/1_Create.py").run()
    page.switch_page(PAGE).run()
    for one in (page, again):
        assert not one.exception
        assert one.selectbox("like").value == "goblet_squat"
        assert next(each for each in one.text_input if each.label == "Name").value == "Porch Squat"
        assert next(each for each in one.selectbox if each.label == "Skill").value == "expert"
    again.selectbox("like").set_value("back_squat").run()
    assert next(each for each in again.text_input if each.label == "Name").value == "Porch Squat"
    assert next(each for each in again.selectbox if each.label == "Skill").value != "expert"


def test_what_another_process_added_is_there_at_the_next_page(
    engine: Alloy, open_page: Open, database_url: str, tmp_path: Path
) -> None:
    assert not open_page(PAGE).exception
    cells = {**cells_of(engine.catalogue["goblet_squat"]), "aliases": "", "easier": "", "harder": ""}
    with Alloy.open(Settings(home=tmp_path, database_url=database_url), worker=False) as other:
        other.add_movement({**cells, "id": "yard_squat", "name": "Yard Squat"})
    assert "yard_squat" not in engine.catalogue
    st.cache_data.clear()  # a second later
    page = open_page(PAGE, movement="yard_squat")
    assert not page.exception
    assert "Yard Squat" in [one.value for one in page.subheader]


def test_an_own_movement_that_no_longer_fits_is_named_with_the_reason(engine: Alloy, open_page: Open) -> None:
    engine.add_movement({**cells_of(engine.catalogue["goblet_squat"]), "id": "yard_squat", "name": "Yard Squat",
                         "aliases": "", "easier": "", "harder": ""})  # fmt: skip
    with engine.database.begin() as connection:
        connection.execute(text("UPDATE own_movements SET cells = jsonb_set(cells, '{pattern}', '\"sideways\"')"))
    engine.stock.refresh(engine.database)
    page = open_page(PAGE, part="Your own")
    assert not page.exception
    assert any("is left out" in one.value and "sideways" in one.value for one in page.warning)
    assert "yard_squat" not in engine.catalogue


def test_an_empty_list_of_own_movements_offers_the_form(engine: Alloy, open_page: Open) -> None:
    page = open_page(PAGE, part="Your own")
    assert not page.exception
    assert "Movements you add stand beside the catalogue's" in text_of(page)
    assert not [button for button in page.button if button.label == "Remove"]


def _named(page: AppTest, name: str) -> None:
    next(one for one in page.text_input if one.label == "Name").set_value(name)
    next(one for one in page.button if one.label == "Add it").click().run()
