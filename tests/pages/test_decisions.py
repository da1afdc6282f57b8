from __future__ import annotations

from sqlalchemy import text
from streamlit.testing.v1 import AppTest

from alloy_engine.domain.owner import LOCAL
from alloy_engine.domain.vocabulary import Dimension, GenerationStatus
from alloy_engine.reporting.decisions.frames import slot_label
from alloy_engine.services import Alloy
from alloy_engine.services.explore import explore
from alloy_engine.services.weight_presets import WeightPresets
from alloy_engine.storage import status
from tests.pages.conftest import REQUEST, Open, last_sweep, standing_still, text_of
from tests.stepping import work_off, work_partly
from ui.decisions.firing import PLACE, RANDOM, VARIED

PAGE = "pages/5_Decisions.py"


def with_a_choice(engine: Alloy, program: str, session: str) -> int:
    """A slot of the session for which several qualified and one was chosen."""
    slots = explore(engine, program, session).slots
    return next(index for index, one in slots.items() if one.qualified > 1 and not one.decision.hold)


def test_without_programs_it_leads_to_the_wizard(engine: Alloy, open_page: Open) -> None:
    page = open_page(PAGE)
    assert not page.exception
    assert "There is no program yet" in text_of(page)


def test_before_anything_is_planned_it_says_so(engine: Alloy, open_page: Open) -> None:
    page = open_page(PAGE, id=engine.create(REQUEST).id)
    assert not page.exception
    assert "No session of it is planned yet" in text_of(page)


def test_while_it_is_generated_what_is_planned_can_be_looked_at(engine: Alloy, open_page: Open) -> None:
    program = engine.create(REQUEST).id
    work_partly(engine, 3)
    page = open_page(PAGE, id=program)
    assert not page.exception
    assert len(page.selectbox("session").options) == 3
    work_off(engine)


def test_a_program_that_broke_off_says_so(engine: Alloy, open_page: Open) -> None:
    program = engine.create(REQUEST).id
    with engine.database.begin() as connection:
        status.take(connection, program)
        status.finish(connection, program, GenerationStatus.FAILED, "the machine said no")
    page = open_page(PAGE, id=program)
    assert not page.exception
    assert "Generation broke off" in text_of(page)


def test_the_place_stands_in_the_address_and_every_part_is_drawn(engine: Alloy, program: str, open_page: Open) -> None:
    explored = explore(engine, program, "2-3")
    slot = with_a_choice(engine, program, "2-3")
    page = open_page(PAGE, id=program, session="2-3", slot=str(slot))
    assert not page.exception
    assert page.selectbox("session").value == "2-3"
    assert page.selectbox("slot").value == str(slot)
    decision = explored.account(slot).decision
    assert decision.chosen is not None
    name = engine.catalogue[decision.chosen.movement].name
    assert slot_label(decision, lambda _: name) in page.selectbox("slot").options
    assert f"**{name}**" in text_of(page).replace("\\", "")
    ranked = next(table.value for table in page.dataframe if "standing" in table.value)
    assert list(ranked["movement"]) == [card.movement for card in explored.account(slot).candidates]
    assert "Not as it was stored" not in text_of(page)
    for part in ("Why not?", "Rules", "Weights", "Policy"):
        other = open_page(PAGE, id=program, session="2-3", slot=str(slot), part=part)
        assert not other.exception, part
    other = explored.account(slot).candidates[-1].movement
    assert (
        open_page(PAGE, id=program, session="2-3", slot=str(slot), part="Rules", way=other).selectbox("way").value
        == other
    )
    page.selectbox("session").select("1-1").run()
    assert page.query_params["session"] == "1-1"
    assert "slot" not in page.query_params


def test_why_not_answers_for_one_that_a_filter_removed(engine: Alloy, open_page: Open) -> None:
    program = engine.create({**REQUEST, "movement_rules": [{"movement": "front_squat", "rule": "hard_no"}]}).id
    work_off(engine)
    slots = explore(engine, program, "1-1").slots
    slot = next(
        index
        for index, one in slots.items()
        if any("front_squat" in fallen.movements and fallen.stage.stage == "hard_no" for fallen in one.funnel)
    )
    page = open_page(PAGE, id=program, session="1-1", slot=str(slot), part="Why not?", why="front_squat")
    assert not page.exception
    assert "A rule of the coach forbids it." in text_of(page).replace("\\", "")


def test_weights_rank_anew_without_touching_the_program_and_plan_another(
    engine: Alloy, program: str, open_page: Open
) -> None:
    slot = with_a_choice(engine, program, "1-1")
    before = engine.program(program)
    page = open_page(PAGE, id=program, session="1-1", slot=str(slot), part="Weights")
    key = f"{program}-1-1-{slot}"
    assert page.button("plan-with").disabled
    page.slider(f"weight-{key}-goal_alignment").set_value(0.9).run()
    page.toggle(f"on-{key}-compound_bonus").set_value(False).run()
    assert not page.exception
    assert engine.program(program) == before
    page.button("plan-with").click().run()
    (newest, *_) = engine.programs()
    assert newest.id != program
    assert engine.program(newest.id).request.weights == {"compound_bonus": 0.0, "goal_alignment": 0.9}


def test_all_weights_at_nothing_is_said(engine: Alloy, program: str, open_page: Open) -> None:
    slot = with_a_choice(engine, program, "1-1")
    page = open_page(PAGE, id=program, session="1-1", slot=str(slot), part="Weights")
    for toggle in page.toggle:
        toggle.set_value(False)
    page.run()
    assert not page.exception
    assert "Every weight is 0" in text_of(page)


def test_nonsense_in_the_address_is_passed_over(engine: Alloy, program: str, open_page: Open) -> None:
    page = open_page(PAGE, id=program, session="99-9", slot="x", why="no_such", against="me")
    assert not page.exception
    assert page.selectbox("session").value == "1-1"


def test_another_users_program_is_not_found(engine: Alloy, open_page: Open) -> None:
    assert engine.owner == LOCAL
    theirs = engine.as_user("https://id.example|ann").create(REQUEST).id
    work_off(engine)
    page = open_page(PAGE, id=theirs, session="1-1", slot="1")
    assert not page.exception
    assert "It may have been deleted" in text_of(page)
    assert not page.selectbox


def test_a_preset_is_kept_and_offered_here_and_in_the_wizard(engine: Alloy, program: str, open_page: Open) -> None:
    slot = with_a_choice(engine, program, "1-1")
    key = f"{program}-1-1-{slot}"
    page = open_page(PAGE, id=program, session="1-1", slot=str(slot), part="Weights")
    page.slider(f"weight-{key}-goal_alignment").set_value(0.9).run()
    page.text_input("preset-name").set_value("Goals").run()
    page.text_input("preset-name").set_value("Goals first")
    page.button("preset-save").click().run()
    assert not page.exception
    (kept,) = WeightPresets.of(engine).all().values()
    assert kept[Dimension.GOAL_ALIGNMENT] == 0.9
    again = open_page(PAGE, id=program, session="1-1", slot=str(slot), part="Weights")
    again.selectbox("preset-start").select("Goals first").run()
    assert again.slider(f"weight-{key}-goal_alignment").value == 0.9
    again.button("preset-remove").click().run()
    assert not again.exception
    assert WeightPresets.of(engine).all() == {}


def test_rules_are_counted_over_a_sweep_that_can_be_cancelled(engine: Alloy, program: str, open_page: Open) -> None:
    page = open_page(PAGE, id=program, part="Policy")
    page.button_group("rules-over").set_value(RANDOM).run()
    assert "none is stored" in text_of(page)
    page.number_input("rules-count").set_value(2).run()
    page.button("rules-run").click().run()
    run = last_sweep(PLACE, RANDOM).run
    run.join(120)
    assert run.trouble == ""
    page.run()
    assert not page.exception
    assert "every pick of 2 programs" in text_of(page)
    assert list(page.dataframe[-1].value["beside"]) != [0] * len(page.dataframe[-1].value)
    assert len(engine.programs()) == 1
    page.button_group("rules-over").set_value(VARIED).run()
    page.button("rules-run").click().run()
    run = last_sweep(PLACE, VARIED).run
    with standing_still(run):
        again = open_page(PAGE, id=program, part="Policy", **{"rules-over": VARIED})  # loaded anew
        again.button("rules-cancel").click().run()
        run.join(120)
    page.run()
    assert not page.exception
    assert "Cancelled after" in text_of(page)


def test_a_sweep_for_the_rules_that_fails_says_why_and_can_be_run_again(
    engine: Alloy, program: str, open_page: Open
) -> None:
    page = open_page(PAGE, id=program, part="Policy")
    page.button_group("rules-over").set_value(RANDOM).run()
    page.button("rules-run").click().run()
    assert page.button("rules-run").disabled
    run = last_sweep(PLACE, RANDOM).run
    with standing_still(run):
        run._process.kill()
        run.join(120)
    page.run()
    assert not page.exception
    assert "The sweep could not go on" in page.error[0].value
    assert not page.button("rules-run").disabled


def test_a_sweep_of_which_nothing_could_be_planned_names_a_reason() -> None:
    def drawn() -> None:
        import pandas as pd

        from ui.decisions import firing

        firing._found(pd.DataFrame({"error": ["no lift was left"] * 2, "rules_decided": "", "rules_beside": ""}))

    page = AppTest.from_function(drawn).run()
    assert not page.exception
    assert page.error[0].value == "None of 2 programs could be planned: no lift was left"


def test_what_it_would_take_and_the_best_session_are_looked_for_when_asked(
    engine: Alloy, program: str, open_page: Open
) -> None:
    slot = with_a_choice(engine, program, "1-1")
    page = open_page(PAGE, id=program, session="1-1", slot=str(slot), part="Otherwise?")
    assert not page.exception
    assert "One rule" not in text_of(page)
    page.button("flips-look").click().run()
    assert not page.exception
    assert "is forbidden" in text_of(page)
    page.button("optimum-look").click().run()
    assert not page.exception
    assert "proven best" in text_of(page)


def test_a_session_of_another_version_shows_its_stored_record(engine: Alloy, program: str, open_page: Open) -> None:
    with engine.database.begin() as connection:
        connection.execute(text("UPDATE policy_versions SET content = '{\"scoring\": {}}'"))
    page = open_page(PAGE, id=program, session="1-1")
    assert not page.exception
    assert "cannot be opened up any more" in text_of(page)
    decision = next(one for one in engine.decisions(program, "1-1") if one.chosen)
    assert decision.chosen is not None
    assert decision.chosen.movement in page.code[0].value


def test_the_wizard_takes_a_preset_into_its_draft(engine: Alloy, open_page: Open) -> None:
    WeightPresets.of(engine).save("Goals first", {"goal_alignment": 0.9, "compound_bonus": 0})
    page = open_page("pages/1_Create.py")
    page.button("step-2").click().run()
    box = next(one for one in page.selectbox if one.label == "Take a preset")
    box.select("Goals first").run()
    assert not page.exception
    taken = {row["dimension"]: row["weight"] for row in page.session_state["wizard_draft"]["weights"]}
    assert taken == {"compound_bonus": 0.0, "goal_alignment": 0.9}
    assert any(one.label.startswith("Goal alignment, usually") for one in page.number_input)
