from __future__ import annotations

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from alloy_engine.domain.vocabulary import GenerationStatus
from alloy_engine.flow.forks import REGISTRY
from alloy_engine.services import Alloy
from alloy_engine.storage import status
from tests.pages.conftest import REQUEST, Open, text_of
from tests.stepping import work_off, work_partly
from ui.flow.source import ROOT, code_of

PAGE = "pages/4_Flow.py"


def graph(page: AppTest) -> dict[str, Any]:
    """What the component is given."""
    (component,) = page.get("bidi_component")
    return json.loads(component.proto.json)


def finished(engine: Alloy, **changes: object) -> str:
    program = engine.create({**REQUEST, **changes}).id
    work_off(engine)
    return program


def test_without_programs_it_leads_to_the_wizard(engine: Alloy, open_page: Open) -> None:
    page = open_page(PAGE)
    assert not page.exception
    assert "There is no program yet" in text_of(page)


def test_before_anything_is_planned_the_graph_is_there_and_untaken(engine: Alloy, open_page: Open) -> None:
    page = open_page(PAGE, id=engine.create(REQUEST).id)
    assert not page.exception
    nodes = graph(page)["nodes"]
    assert set(nodes) == {fork.id for fork in REGISTRY}
    assert nodes["7.1"]["tone"] == "untaken"
    assert page.get("progress")[0].proto.text == "Waiting for the worker. 0 of 24 sessions planned."


def test_while_it_is_generated_the_graph_fills(engine: Alloy, open_page: Open) -> None:
    program = engine.create(REQUEST).id
    work_partly(engine, 5)
    page = open_page(PAGE, id=program)
    assert not page.exception
    assert page.get("progress")
    early = int(graph(page)["nodes"]["7.4"]["label"].split(" ")[0])
    assert 0 < early < 24
    nodes = graph(page)["nodes"]
    assert {nodes[fork]["tone"] for fork in ("4.0", "4.1", "4.2", "4.2.5", "5.0")} == {"regular"}
    work_off(engine)


def test_a_finished_program_shows_what_was_taken_as_often_as_it_is_stored(
    engine: Alloy, program: str, open_page: Open
) -> None:
    page = open_page(PAGE, id=program)
    assert not page.exception
    given, stored = graph(page), engine.flow(program)
    for fork, counts in stored.items():
        shown = {branch: part["label"] for branch, part in given["nodes"][fork]["branches"].items()}
        assert {branch for branch, label in shown.items() if label != "–"} == set(counts), fork
    assert given["nodes"]["7.4"]["label"].startswith("24 · ")
    assert given["path"] == []
    one = graph(open_page(PAGE, id=program, scope="1-1"))
    assert one["nodes"]["7.4"]["label"].startswith("1 · ")
    steps = {(step["fork"], step["branch"]) for step in one["path"]}
    assert steps == {(fork, branch) for fork, taken in engine.flow(program, "1-1").items() for branch in taken}
    assert given["structure"] == one["structure"]  # so that nothing is laid out anew


def test_a_fork_in_the_address_is_told_with_its_code_and_sessions(program: str, open_page: Open) -> None:
    page = open_page(PAGE, id=program, fork="7.3", scope="2")
    assert not page.exception
    assert graph(page)["selected"] == "7.3"
    assert "7.3 Swap" in text_of(page)
    assert "def improve(" in page.code[0].value
    assert "`alloy_engine/selection/swaps.py`" in text_of(page)
    branches, sessions = page.dataframe[0].value, page.dataframe[1].value
    assert list(branches["meaning"]) == list(REGISTRY["7.3"].branches.values())
    assert branches["share"].sum() == pytest.approx(100)
    assert [link.split("#")[1] for link in sessions["program"]] == ["2-1", "2-3", "2-5"]
    assert sessions["program"][0].startswith(f"Program?id={program}&week=2&day=1")
    assert sessions["decisions"][0] == f"Decisions?id={program}&session=2-1"
    assert not page.get("plotly_chart")  # three sessions are too few
    page.button("Comes after-7.0").click().run()
    assert page.query_params["fork"] == "7.0"
    assert "7.0 Slot" in text_of(page)


def test_choices_stand_in_the_address_and_come_back_from_it(program: str, open_page: Open) -> None:
    page = open_page(PAGE, id=program)
    page.selectbox("scope").select("1").run()
    page.selectbox("outcome").select("untaken").run()
    page.text_input("find").set_value("swap").run()
    assert (page.query_params["scope"], page.query_params["outcome"]) == ("1", "untaken")
    again = open_page(PAGE, id=program, scope="1", outcome="untaken", find="swap", chapter="7")
    assert graph(again)["nodes"] == graph(page)["nodes"]
    assert graph(again)["zoom"] == "chapter 7"
    page.selectbox("scope").select("all").run()
    assert "scope" not in page.query_params
    nonsense = open_page(PAGE, id=program, scope="99-9", chapter="x", fork="0.0", run="7", against="me")
    assert not nonsense.exception
    assert graph(nonsense)["selected"] is None


def test_the_candidates_way_is_drawn_from_the_stored_funnels(engine: Alloy, program: str, open_page: Open) -> None:
    page = open_page(PAGE, id=program, below="Candidates", scope="1-1")
    assert not page.exception
    table = page.dataframe[0].value.set_index("stage")
    scored = [one for one in engine.decisions(program, "1-1") if one.hold is None]
    assert table.loc["Chosen", "left"] == sum(one.chosen is not None for one in scored)
    assert table.loc["Catalogue", "left"] == len(scored) * len(engine.catalogue)
    assert table["left"].is_monotonic_decreasing
    assert len(page.get("plotly_chart")) == 1


def test_two_programs_are_held_against_each_other(engine: Alloy, program: str, open_page: Open) -> None:
    one, other = program, finished(engine, name="Other", goals={"mobility": 6, "hypertrophy": 4})
    page = open_page(PAGE, id=one, against=other, below="Difference")
    assert not page.exception
    said = text_of(page)
    assert "First fork that went another way" in said
    mine, theirs = engine.choices(one), engine.choices(other)
    session = next(a.session for a, b in zip(mine, theirs, strict=False) if (a.chosen, a.role) != (b.chosen, b.role))
    assert f"**First choice that differs:** session {session}" in said
    table = page.dataframe[0].value
    assert (table["times"] - table["times_other"] == table["times_more"]).all()
    assert "more" in {part["tone"] for card in graph(page)["nodes"].values() for part in card["branches"].values()}


def test_two_runs_of_one_program_are_told_apart(engine: Alloy, program: str, open_page: Open) -> None:
    engine.regenerate_session(program, "1-1")
    work_off(engine)
    page = open_page(PAGE, id=program, run="2")
    assert not page.exception
    assert graph(page)["nodes"]["7.4"]["label"].startswith("1 · ")
    assert graph(open_page(PAGE, id=program))["nodes"]["7.4"]["label"].startswith("24 · ")
    against = open_page(PAGE, id=program, against="run 1", scope="1-1", below="Difference")
    assert not against.exception
    assert "session 1-1" in text_of(against)


def test_all_forks_are_listed(program: str, open_page: Open) -> None:
    page = open_page(PAGE, id=program, below="All forks")
    assert not page.exception
    assert list(page.dataframe[0].value["fork"]) == [fork.id for fork in REGISTRY]


def test_a_program_that_broke_off_says_so(engine: Alloy, open_page: Open) -> None:
    program = engine.create(REQUEST).id
    with engine.database.begin() as connection:
        status.take(connection, program)
        status.finish(connection, program, GenerationStatus.FAILED, "the machine said no")
    page = open_page(PAGE, id=program)
    assert not page.exception
    assert "Generation broke off" in text_of(page)
    assert graph(page)["nodes"]["7.1"]["tone"] == "untaken"


def test_the_source_of_every_fork_can_be_read() -> None:
    for fork in REGISTRY:
        for where in fork.places:
            code = code_of(where)
            assert code is not None, where
            assert f"def {where.split(':')[1].split('.')[-1]}(" in code.text
            assert (ROOT / code.path).read_text().splitlines()[code.line - 1].strip() == code.text.splitlines()[0]


def test_a_choice_that_another_program_does_not_have_is_dropped(engine: Alloy, program: str, open_page: Open) -> None:
    long, short = finished(engine, days_per_week=5), program
    theirs = {one.session for one in engine.choices(short)}
    own = next(one.session for one in engine.choices(long) if one.session not in theirs)
    page = open_page(PAGE, id=long, scope=own)
    assert page.selectbox("scope").value == own
    page.query_params["id"] = short
    page.run()
    assert not page.exception
    assert page.selectbox("scope").value == "all"
