"""The coach's hand on a session: what a change would do is shown first, and kept once it is made."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from alloy_engine.domain.program import PlannedExercise, PlannedSession
from alloy_engine.domain.vocabulary import ExerciseRole, SessionType
from alloy_engine.reporting import prescription_text as text
from alloy_engine.services import Alloy
from alloy_engine.session.doses.circuits import BY_HAND
from tests.pages.conftest import REQUEST, Open, text_of
from tests.stepping import work_off
from ui.program.swapping import LATER

PAGE = "pages/2_Program.py"
MAIN = ExerciseRole.MAIN


def first(engine: Alloy, program: str) -> tuple[str, PlannedSession]:
    week = engine.program(program).microcycles[0]
    one = next(one for one in week.sessions if one.type is not SessionType.RECOVERY)
    return f"1-{one.day}", one


def lift(one: PlannedSession) -> PlannedExercise:
    return next(block.exercises[0] for block in one.blocks if block.role is MAIN)


def opened(open_page: Open, program: str, key: str) -> AppTest:
    page = open_page(PAGE, id=program)
    page.session_state[f"coach-{key}"] = True
    return page.run()


def changing(open_page: Open, program: str, key: str, way: str) -> AppTest:
    page = opened(open_page, program, key)
    return page.button_group(f"way-{key}").set_value(way).run() if way != "Swap" else page


def test_a_swap_is_seen_before_it_is_made(engine: Alloy, program: str, open_page: Open) -> None:
    key, one = first(engine, program)
    old = lift(one)
    page = changing(open_page, program, key, "Swap")
    assert not page.exception
    choice = page.selectbox(f"instead-{key}-{MAIN}-{old.movement}")
    assert choice.options[0].startswith(f"{old.alternatives[0].name} · score")
    page = choice.set_value(old.alternatives[0].movement).run()
    assert not page.exception
    shown = text_of(page).replace("\\", "")
    assert "What changes" in shown
    assert old.alternatives[0].name in shown
    page.button(f"swap-{key}").click().run()
    work_off(engine)
    page.run()
    assert not page.exception
    swapped = lift(first(engine, program)[1])
    assert (swapped.movement, swapped.instead_of) == (old.alternatives[0].movement, old.movement)
    assert f"**{swapped.name}** :blue-badge[locked]" in text_of(page).replace("\\", "")


def test_numbers_by_hand_are_marked_and_can_be_taken_back(engine: Alloy, program: str, open_page: Open) -> None:
    key, one = first(engine, program)
    old = lift(one)
    page = changing(open_page, program, key, "Prescribe")
    assert page.button(f"edit-{key}").disabled
    page.number_input(f"sets-{key}-{MAIN}-{old.movement}").set_value(old.sets + 3).run()
    assert "not met" in text_of(page)  # the time gate, before anything is stored
    assert first(engine, program)[1] == one
    page.number_input(f"sets-{key}-{MAIN}-{old.movement}").set_value(old.sets + 2)
    page.button(f"edit-{key}").click().run()  # in one go with the last number
    assert lift(first(engine, program)[1]).sets == old.sets + 2
    assert "edited: sets" in text_of(page)
    page.button(f"unedit-{key}").click().run()
    assert not page.exception
    assert first(engine, program)[1] == one


def test_what_was_done_is_logged_beside_the_prescription(engine: Alloy, program: str, open_page: Open) -> None:
    key, one = first(engine, program)
    page = open_page(PAGE, id=program)
    assert "material/check" not in text_of(page)
    page.session_state[f"logbook-{key}"] = True
    page.run()
    page.button(f"log-{key}").click().run()
    assert not page.exception
    (log,) = engine.logbook.of(program, key)
    planned = lift(one)
    assert (log.movement, len(log.sets)) == (planned.movement, planned.sets)
    assert {(done.reps, done.weight_kg, done.rpe) for done in log.sets} == {
        (planned.reps_max, planned.load_kg, planned.rpe)
    }
    assert f":material/check: {text.done(log.sets)}" in text_of(page).replace("\\", "")
    other = engine.coach.substitutes(program, key, MAIN)[0][0]
    engine.coach.swap(program, key, MAIN, planned.movement, other)
    work_off(engine)
    page.run()
    assert f"Done, no longer prescribed:] **Main: {planned.name}**" in text_of(page).replace("\\", "")


def test_a_swap_can_reach_the_later_sessions_and_tells_of_the_week(
    engine: Alloy, program: str, open_page: Open
) -> None:
    key, one = first(engine, program)
    old = lift(one)
    page = changing(open_page, program, key, "Swap")
    page.selectbox(f"instead-{key}-{MAIN}-{old.movement}").set_value(old.alternatives[0].movement).run()
    assert "Week 1 and the audit" in text_of(page)
    page.button_group(f"reach-{key}").set_value(LATER).run()
    assert "The same in" in text_of(page)
    page.button(f"swap-{key}").click().run()
    work_off(engine)
    document = engine.program(program)
    changed = [each for week in document.microcycles for each in week.sessions if each.type is not SessionType.RECOVERY
               if any(e.instead_of == old.movement for block in each.blocks for e in block.exercises)]  # fmt: skip
    assert len(changed) > 1


def test_tempo_and_a_circuits_clock_are_written_by_hand(engine: Alloy, open_page: Open) -> None:
    program = engine.create({**REQUEST, "goals": {"fat_loss": 8, "strength": 2}}).id
    work_off(engine)
    document = engine.program(program)
    key, block = next((f"{week.index}-{one.day}", block) for week in document.microcycles for one in week.sessions
                      for block in one.blocks if block.circuit)  # fmt: skip
    week, day = key.split("-")
    page = open_page(PAGE, id=program, week=week, day=day)
    page.session_state[f"coach-{key}"] = True
    page.session_state[f"way-{key}"] = "Prescribe"
    page.session_state[f"place-{key}"] = (block.role, block.exercises[0].movement)
    page.run()
    assert not page.exception
    assert block.circuit is not None
    name = BY_HAND[block.circuit.type][0]
    number = page.number_input(f"{name}-{key}-{block.role}")
    number.set_value(int(number.value) + 1).run()
    assert "Circuit" in text_of(page)
    last = int(number.value) + 2
    page.number_input(f"{name}-{key}-{block.role}").set_value(last)
    page.button(f"clock-{key}").click().run()  # in one go with the last number
    assert not page.exception
    assert "edited: clock" in text_of(page)
    kept = engine.program(program).microcycles[int(week) - 1].sessions[int(day) - 1].blocks
    assert last in [getattr(each.circuit, name) for each in kept if each.role is block.role]
    page.button(f"unclock-{key}").click().run()
    assert "edited: clock" not in text_of(page)
    blocks = document.microcycles[int(week) - 1].sessions[int(day) - 1].blocks
    paced = next((each.role, one) for each in blocks for one in each.exercises if one.tempo)
    page.selectbox(f"place-{key}").set_value((paced[0], paced[1].movement)).run()
    page.text_input(f"tempo-{key}-{paced[0]}-{paced[1].movement}").set_value("4-1-x").run()
    page.button(f"edit-{key}").click().run()
    assert not page.exception
    assert "edited: tempo" in text_of(page)


def test_bad_numbers_say_what_would_be_taken(engine: Alloy, program: str, open_page: Open) -> None:
    key, one = first(engine, program)
    page = changing(open_page, program, key, "Prescribe")
    page.number_input(f"sets-{key}-{MAIN}-{lift(one).movement}").set_value(50).run()
    assert "whole sets from 1 to 20" in text_of(page)
    assert f"edit-{key}" not in [button.key for button in page.button]


def test_locks_and_notes_show_in_the_session(engine: Alloy, program: str, open_page: Open) -> None:
    key, one = first(engine, program)
    page = changing(open_page, program, key, "Lock")
    page.button(f"lock-{key}").click().run()
    assert lift(first(engine, program)[1]).locked
    assert f"unlock-{key}" in [button.key for button in page.button]
    page.button(f"around-{key}").click().run()
    work_off(engine)
    page = opened(open_page, program, key)
    around = first(engine, program)[1]
    assert lift(around).movement == lift(one).movement
    assert around.blocks != one.blocks
    page.text_area(f"session-note-{key}").set_value("Watch the").run()
    page.text_area(f"session-note-{key}").set_value("Watch the knee")
    page.button(f"save-session-note-{key}").click().run()  # in one go with the last word
    assert not page.exception
    assert "Watch the knee" in [info.value for info in page.info]
    page.button_group(f"way-{key}").set_value("Lock").run()
    page.button(f"unlock-{key}").click().run()
    assert not lift(first(engine, program)[1]).locked


def test_while_it_is_generated_nothing_can_be_changed(engine: Alloy, program: str, open_page: Open) -> None:
    engine.regenerate_session(program, "2-1")
    page = opened(open_page, program, first(engine, program)[0])
    assert "It can be changed once the program is generated" in text_of(page)
