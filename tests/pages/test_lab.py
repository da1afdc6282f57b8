from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from alloy_engine.services import Alloy
from alloy_engine.services.lab import STRATEGIES
from tests.pages.conftest import Open, text_of
from ui.lab.running import Running, bench

PAGE = "pages/8_Lab.py"


def ended() -> Running:
    """The lab that was begun, once it is over."""
    running = bench().now
    assert running is not None
    running.join(120)
    assert not running.lives
    return running


@pytest.fixture
def page(engine: Alloy, open_page: Open) -> AppTest:
    opened = open_page(PAGE)
    assert not opened.exception
    return opened


def test_before_the_first_run_it_says_what_is_compared(page: AppTest) -> None:
    told = text_of(page)
    assert all(strategy.about in told for strategy in STRATEGIES.values())
    assert "Your programs are not touched" in told
    assert not page.button("lab-run").disabled
    assert not page.get("plotly_chart")


def test_a_run_shows_progress_and_then_its_figures(page: AppTest, engine: Alloy) -> None:
    page.get("button_group")[0].set_value(["single_transaction", "default"])
    page.slider("lab-creators").set_value(1)
    page.slider("lab-limit").set_value(60)
    page.number_input("lab-days").set_value(2)
    page.button("lab-run").click().run()
    assert not page.exception
    assert page.get("progress")
    assert page.button("lab-run").disabled
    assert page.slider("lab-creators").disabled
    running = ended()
    assert [trial.end for trial in running.trials] == ["completed", "completed"], running.trouble
    page.run()
    assert not page.exception
    assert not page.button("lab-run").disabled
    assert len(page.get("plotly_chart")) == 3
    assert "The network is simulated: 5 ms" in text_of(page)
    assert [metric.label for metric in page.metric] == [
        "Answer, One transaction (the hang)",
        "Answer, Default (A and C)",
    ]
    assert list(page.dataframe[0].value["end"]) == ["complete", "complete"]
    assert engine.programs() == ()


def test_a_hang_is_called_one(page: AppTest) -> None:
    page.get("button_group")[0].set_value(["single_transaction"])
    page.toggle("lab-helper").set_value(True)
    page.slider("lab-limit").set_value(5)
    page.button("lab-run").click().run()
    ended()
    page.run()
    assert not page.exception
    assert list(page.dataframe[0].value["end"]) == ["hung: no answer by the limit"]
    assert page.metric[0].value.startswith("over ")
    assert "helper service is simulated" in text_of(page)


def test_a_run_is_cancelled(page: AppTest) -> None:
    page.slider("lab-limit").set_value(60)
    page.button("lab-run").click().run()
    page.button("lab-cancel").click().run()
    running = ended()
    assert len(running.trials) <= 1
    page.run()
    assert not page.exception
    assert "Cancelled" in text_of(page)


def test_without_a_way_there_is_nothing_to_run(page: AppTest) -> None:
    page.get("button_group")[0].set_value([]).run()
    assert not page.exception
    assert page.button("lab-run").disabled


def test_a_lab_that_cannot_be_says_why(page: AppTest, engine: Alloy) -> None:
    url, engine.database.url = engine.database.url, "postgresql://nobody@127.0.0.1:1/none"
    page.button("lab-run").click().run()
    running = ended()
    engine.database.url = url
    assert running.trouble
    page.run()
    assert not page.exception
    assert "The lab could not go on" in text_of(page)
