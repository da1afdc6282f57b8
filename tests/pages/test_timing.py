from __future__ import annotations

import json
import re
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from alloy_engine.reporting import timing
from alloy_engine.reporting.timing.spans import COUNTED
from alloy_engine.reporting.timing.why import spent
from alloy_engine.services import Alloy
from tests.pages.conftest import REQUEST, Open, text_of
from tests.stepping import work_off, work_partly
from ui.followed import Traces

PAGE = "pages/3_Timing.py"
TOLD = re.compile(rf"(\d+) ({'|'.join(dict.fromkeys(many for _, many in COUNTED.values()))})")


def test_without_programs_it_leads_to_the_wizard(engine: Alloy, open_page: Open) -> None:
    page = open_page(PAGE)
    assert not page.exception
    assert "There is no program yet" in text_of(page)


def test_before_the_first_session_there_is_a_word_instead_of_bars(engine: Alloy, open_page: Open) -> None:
    page = open_page(PAGE, id=engine.create(REQUEST).id)
    assert not page.exception
    assert "first bars appear with the first session" in text_of(page)
    assert _metrics(page)["Sessions"] == "0 / 24"


def test_while_it_is_generated_there_are_bars_and_progress(engine: Alloy, open_page: Open) -> None:
    program = engine.create(REQUEST).id
    work_partly(engine, 5)
    page = open_page(PAGE, id=program)
    assert not page.exception
    assert page.get("progress")
    assert len(page.get("plotly_chart")) == 1


def test_a_finished_program_shows_where_its_time_went(engine: Alloy, program: str, open_page: Open) -> None:
    page = open_page(PAGE, id=program, view="Phases")
    assert not page.exception
    metrics = _metrics(page)
    assert metrics["Sessions"] == "24 / 24"
    assert all(metrics[label].endswith("s") for label in ("Waited in queue", "Generated in", "A session"))
    path, phases = page.dataframe[0].value, page.dataframe[1].value
    assert phases["share"].sum() == pytest.approx(100)
    assert set(phases["phase"]) >= {"compose", "select", "prescribe", "gates", "save"}
    assert phases.set_index("phase").loc["save", "statements"] > 24
    assert path["share"].sum() == pytest.approx(100, abs=0.1)
    assert {"queue", "open", "session"} <= set(path["step"])


def test_the_slowest_sessions_say_why(engine: Alloy, program: str, open_page: Open) -> None:
    page = open_page(PAGE, id=program, view="Slowest sessions")
    assert not page.exception
    slowest = page.dataframe[0].value
    assert len(slowest) == 10
    assert (slowest["duration_ms"].diff().dropna() <= 0).all()
    worst = slowest.iloc[0]
    # Which phase is the dearest of a session differs from run to run: every number told must be the one it counted.
    told = [(row.session, *each) for row in slowest.itertuples() for each in TOLD.findall(row.why)]
    counted = spent(timing.spans(engine.timing(program)))
    for session, number, what in told:
        assert int(number) in {
            things for phase, things in counted[session].things.items() if COUNTED.get(phase, ("", ""))[1] == what
        }
    assert {what for _, _, what in told} & {"score cards written", "movements scored"}
    cards = sum(len(one.others) + (one.chosen is not None) for one in engine.decisions(program, worst["session"]))
    assert counted[worst["session"]].things["select"] == cards
    assert worst["duration_ms"] == pytest.approx(worst["usual_ms"] * worst["work_times"] * worst["pace_times"])


def test_every_other_view_answers_with_one_run_and_with_two(engine: Alloy, program: str, open_page: Open) -> None:
    for view in ("History", "Compare", "Statements"):
        page = open_page(PAGE, id=program, view=view)
        assert not page.exception
    assert "counted" in text_of(page) or "CREATE EXTENSION" in text_of(page)
    followed = Traces(engine.owner, program, engine.times.follow(program))
    followed.look()
    engine.regenerate(program)
    work_off(engine)
    followed.look()
    pd.testing.assert_frame_equal(followed.spans(), timing.spans(engine.timing(program)))
    compared = open_page(PAGE, id=program, view="Compare")
    assert not compared.exception
    assert set(compared.dataframe[0].value["phase"]) >= {"select", "save"}
    assert len(compared.get("plotly_chart")) == 1


def test_demo_controls_are_off_and_make_a_copy_that_says_what_it_is(
    engine: Alloy, program: str, open_page: Open
) -> None:
    page = open_page(PAGE, id=program)
    assert "Generate the demo copy" not in [button.label for button in page.button]
    page.toggle("demo").set_value(True).run()
    next(box for box in page.selectbox if box.label == "Fail a session").set_value("1-3")
    next(button for button in page.button if button.label == "Generate the demo copy").click().run()
    assert not page.exception
    copy, original = engine.programs()
    assert original.id == program
    work_off(engine)
    shown = open_page(PAGE, id=copy.id)
    assert "session 1-3 fails" in text_of(shown)
    assert "A demo" not in text_of(open_page(PAGE, id=program))


def test_a_session_can_be_looked_at_from_close_and_a_microcycle_cut_out_by_click_or_by_link(
    program: str, open_page: Open
) -> None:
    page = open_page(PAGE, id=program)
    page.selectbox("zoom").set_value("2-1").run()
    assert not page.exception
    linked = open_page(PAGE, id=program, zoom=page.query_params["zoom"])
    for one in (page, linked):
        assert linked.selectbox("zoom").value == "2-1"
        assert {trace["name"] for trace in _chart(one)["data"]} == {"work", "statements", "waits"}
    next(button for button in page.button if button.label == "All sessions again").click().run()
    assert "zoom" not in page.query_params
    page.selectbox("microcycle").set_value("2").run()
    assert not page.exception
    linked = open_page(PAGE, id=program, microcycle=page.query_params["microcycle"])
    for one in (page, linked):
        rows = _chart(one)["layout"]["yaxis"]["categoryarray"]
        assert len(rows) == 3
        assert all(row.startswith("2-") for row in rows)
    nonsense = open_page(PAGE, id=program, zoom="99-9", microcycle="x")
    assert not nonsense.exception
    assert nonsense.selectbox("zoom").value == nonsense.selectbox("microcycle").value == "all"


def _chart(page: AppTest) -> dict[str, Any]:
    return json.loads(page.get("plotly_chart")[-1].proto.spec)


def _metrics(page: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in page.metric}
