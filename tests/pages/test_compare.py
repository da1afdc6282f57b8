from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from alloy_engine.services import Alloy
from tests.pages.conftest import REQUEST, Open, last_sweep, standing_still, text_of
from tests.pages.test_whose import opened
from tests.stepping import work_off
from ui.compare.planning import Planning
from ui.link import pack

PAGE = "pages/6_Compare.py"
OTHER = {**REQUEST, "name": "Speed block", "goals": {"speed": 10}, "days_per_week": 2}
WHAT_IF = {"part": "What if", "b-days_per_week": "2", "b-session_minutes": "30"}
SWEEP = {"part": "Sweep", "across": "Weeks"}
PATIENCE = 120


@pytest.fixture
def programs(engine: Alloy, program: str) -> list[str]:
    """Three programs, the last one not generated yet."""
    other = engine.create(OTHER).id
    work_off(engine)
    return [program, other, engine.create({**REQUEST, "name": "Still waiting"}).id]


def ended(page: AppTest) -> Planning:
    """What the page planned, once it is there."""
    _, planning = page.session_state["what_if"]
    planning.join(PATIENCE)
    assert not planning.lives
    page.run()
    assert not page.exception
    return planning


def query(page: AppTest, name: str) -> str | None:
    value = page.query_params.get(name)
    return value[0] if isinstance(value, list) else value


# Programs


def test_without_programs_it_leads_to_the_first(engine: Alloy, open_page: Open) -> None:
    page = open_page(PAGE)
    assert not page.exception
    assert "There is no program yet" in text_of(page)


def test_programs_are_found_added_and_taken_out(programs: list[str], open_page: Open) -> None:
    page = open_page(PAGE)
    assert "Choose two to four programs" in text_of(page)
    page.text_input("compare-find").set_value("speed").run()
    assert [one.key for one in page.button if one.key.startswith("compare-")] == [f"compare-{programs[1]}"]
    page.button(f"compare-{programs[1]}").click().run()
    page.text_input("compare-find").set_value("").run()
    page.button(f"compare-{programs[0]}").click().run()
    assert not page.exception
    assert query(page, "ids") == f"{programs[1]},{programs[0]}"
    assert "Where they first part" in text_of(page)
    page.button(f"remove-{programs[1]}").click().run()
    assert query(page, "ids") == programs[0]
    assert "Choose two to four programs" in text_of(page)


def test_two_programs_side_by_side(programs: list[str], engine: Alloy, open_page: Open) -> None:
    page = open_page(PAGE, ids=",".join(programs[:2]))
    assert not page.exception
    told = text_of(page)
    settings = page.table[0].value
    assert dict(zip(settings["Setting"], settings["B"], strict=True))["Days a week"] == "2"
    assert "Microcycle 1, day 1, slot" in told
    assert "planned in" in told
    assert len(page.get("plotly_chart")) == 1
    page.button(f"open-{programs[1]}").click().run()
    assert query(page, "id") == programs[1]


def test_the_stored_records_tell_why(engine: Alloy, open_page: Open) -> None:
    ids = []
    for goals in ({"strength": 10}, {"hypertrophy": 10}):
        ids.append(engine.create({**REQUEST, "name": f"For {next(iter(goals))}", "goals": goals}).id)
        work_off(engine)
    page = open_page(PAGE, ids=",".join(ids))
    assert not page.exception
    told = text_of(page)
    assert "A took " in told
    assert "B took " in told


def test_what_is_not_ready_or_gone_is_said(programs: list[str], open_page: Open) -> None:
    gone = "01a21890-0000-7000-8000-000000000000"
    page = open_page(PAGE, ids=",".join([programs[0], gone, programs[2]]))
    assert not page.exception
    said = [one.value for one in page.warning]
    assert any("not there any more" in one for one in said)
    assert any("still being generated" in one for one in said)


# What if


def test_nothing_changed_plans_nothing(programs: list[str], open_page: Open) -> None:
    page = open_page(PAGE, part="What if", **{"from": programs[0]})
    assert not page.exception
    assert "Starts from **Eight weeks**" in text_of(page)
    assert "Change something above" in text_of(page)
    assert "what_if" not in page.session_state


def test_changed_settings_are_planned_and_one_is_kept(programs: list[str], engine: Alloy, open_page: Open) -> None:
    page = open_page(PAGE, **{**WHAT_IF, "from": programs[0]})
    assert not page.exception
    planning = ended(page)
    assert planning.answer is not None
    assert "Where they first part" in text_of(page)
    assert "2 days, 30 minutes" in text_of(page)
    settings = page.table[0].value
    assert list(settings["Setting"]) == ["Days a week", "Minutes a session"]
    assert list(settings["B"]) == ["2", "30"]
    assert len(engine.programs()) == 3
    page.button("keep-B").click().run()
    assert not page.exception
    assert len(engine.programs()) == 4
    kept = engine.program(str(query(page, "id")))
    assert (kept.request.days_per_week, kept.request.session_minutes) == (2, 30)


def test_while_it_is_planned_progress_is_shown_and_the_newest_wins(engine: Alloy, open_page: Open) -> None:
    page = open_page(PAGE, **WHAT_IF, settings=pack({**REQUEST, "duration_weeks": 12}))
    _, first = page.session_state["what_if"]
    assert page.get("progress") or not first.lives
    page.selectbox("b-days_per_week").set_value("3").run()
    _, second = page.session_state["what_if"]
    assert second is not first
    assert first.is_cancelled
    ended(page)
    assert second.documents[1]["days_per_week"] == 3
    assert list(page.table[0].value["B"]) == ["30"]


def test_planning_can_be_cancelled_and_taken_up_again(engine: Alloy, open_page: Open) -> None:
    page = open_page(PAGE, **WHAT_IF, settings=pack(REQUEST))
    _, planning = page.session_state["what_if"]
    planning.cancel()
    planning.answer = None
    planning.join(PATIENCE)
    planning.answer = None
    page.run()
    assert "Cancelled" in text_of(page)
    page.button("what-if-again").click().run()
    assert ended(page).answer is not None


def test_settings_that_cannot_be_planned_are_said(engine: Alloy, open_page: Open) -> None:
    page = open_page(PAGE, **WHAT_IF, settings=pack({**REQUEST, "goals": {"speed": 3}}))
    assert not page.exception
    assert "These settings cannot be planned" in page.error[0].value
    assert "goals" in page.error[0].value
    page.button("origin-wizard").click().run()
    assert not page.error
    assert ended(page).answer is not None


# Sweep


def test_a_sweep_draws_its_heat_maps_and_one_is_kept(programs: list[str], engine: Alloy, open_page: Open) -> None:
    page = open_page(PAGE, **{**SWEEP, "from": programs[0]})
    assert not page.exception
    assert "Every combination is planned" in text_of(page)
    page.multiselect("of-duration_weeks").set_value(["8", "10"]).run()
    page.button("sweep-run").click().run()
    assert not page.exception
    run = last_sweep("compare", "sweep").run
    assert page.get("progress") or not run.lives
    run.join(PATIENCE)
    assert run.trouble == ""
    page.run()
    assert not page.exception
    assert len(page.get("plotly_chart")) == 4
    page.selectbox("sweep-kept").set_value(1).run()
    page.button("sweep-keep").click().run()
    assert not page.exception
    kept = engine.program(str(query(page, "id")))
    assert kept.request.duration_weeks == 10
    key = last_sweep("compare", "sweep").key
    assert engine.create(kept.request.model_dump(mode="json"), key=f"{key}-1").id == str(kept.id)  # twice makes one


def test_a_sweep_can_be_cancelled(engine: Alloy, open_page: Open) -> None:
    page = open_page(PAGE, part="Sweep", down="Minutes a session", settings=pack(REQUEST))
    page.button("sweep-run").click().run()
    run = last_sweep("compare", "sweep").run
    assert run.total == 42
    with standing_still(run):
        again = open_page(PAGE, part="Sweep", down="Minutes a session", settings=pack(REQUEST))  # the page, loaded anew
        assert again.get("progress")
        assert again.button("sweep-run").disabled
        elsewhere = open_page(PAGE, part="Sweep")  # where nothing is asked yet
        assert "started from other settings" in text_of(elsewhere)
        stranger = opened(PAGE, "ben", part="Sweep", settings=pack(REQUEST))
        assert not stranger.get("progress")
        stranger.button("sweep-run").click().run()
        assert any("Another sweep is running" in one.value for one in stranger.warning)
        elsewhere.button("sweep-cancel").click().run()
        run.join(PATIENCE)
    for one in (page, again, elsewhere):
        one.run()
        assert not one.exception
        assert "Cancelled after" in text_of(one)


def test_a_sweep_that_fails_says_why_and_one_value_is_none(engine: Alloy, open_page: Open) -> None:
    page = open_page(PAGE, **SWEEP, settings=pack(REQUEST))
    page.multiselect("of-duration_weeks").set_value(["8"]).run()
    assert page.button("sweep-run").disabled
    page.multiselect("of-duration_weeks").set_value(["8", "10"]).run()
    page.button("sweep-run").click().run()
    run = last_sweep("compare", "sweep").run
    with standing_still(run):
        run._process.kill()
        run.join(PATIENCE)
    page.run()
    assert not page.exception
    assert "The sweep could not go on" in page.error[0].value
