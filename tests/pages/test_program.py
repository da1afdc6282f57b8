from __future__ import annotations

from streamlit.testing.v1 import AppTest

from alloy_engine.domain.program import PlannedSession
from alloy_engine.domain.vocabulary import ExerciseRole, GenerationStatus, Muscle, SessionType
from alloy_engine.reporting import prescription_text
from alloy_engine.reporting.frames import working_sets
from alloy_engine.reporting.wording import long_date_of
from alloy_engine.services import Alloy
from alloy_engine.storage import status
from alloy_engine.storage.keys import SessionKey
from tests.pages.conftest import REQUEST, Open, text_of
from tests.stepping import work_off, work_partly
from tests.storage.samples import save

PAGE = "pages/2_Program.py"


def test_without_programs_it_leads_to_the_wizard(engine: Alloy, open_page: Open) -> None:
    page = open_page(PAGE)
    assert not page.exception
    assert "There is no program yet" in text_of(page)
    assert "Create a program" in [link.proto.label for link in page.main.get("page_link")]


def test_without_an_id_it_offers_the_latest_programs(engine: Alloy, open_page: Open) -> None:
    engine.create(REQUEST)
    page = open_page(PAGE)
    assert "Which program?" in text_of(page)
    assert "Eight weeks" in [link.proto.label for link in page.get("page_link")]


def test_a_program_that_is_gone_is_said_so(engine: Alloy, open_page: Open) -> None:
    page = open_page(PAGE, id="01a20e42-4f8e-7483-95e5-9b6db959f8c8")
    assert not page.exception
    assert "It may have been deleted" in text_of(page)


def test_waiting_shows_progress_and_a_way_to_cancel(engine: Alloy, open_page: Open) -> None:
    program = engine.create(REQUEST).id
    page = open_page(PAGE, id=program)
    assert not page.exception
    assert page.get("progress")[0].proto.text == "Waiting for the worker. 0 of 24 sessions planned."
    assert "This session is being planned" in text_of(page)
    assert page.get("download_button")[0].proto.disabled
    page.button("cancel").click().run()
    work_off(engine)
    page.run()
    assert engine.status(program).status is GenerationStatus.CANCELLED
    assert "Generation was cancelled after 0 sessions" in text_of(page)


def test_while_it_is_generated_what_is_done_can_be_read(engine: Alloy, open_page: Open) -> None:
    program = engine.create(REQUEST).id
    work_partly(engine, 5)
    status = engine.status(program)
    assert status.status is GenerationStatus.IN_PROGRESS
    page = open_page(PAGE, id=program)
    assert not page.exception
    assert page.get("progress")[0].proto.text.startswith(f"{status.sessions_done} of 24 sessions planned")
    assert 0 < status.sessions_done < 24
    assert ":blue-badge[Generating]" in text_of(page)
    assert page.button("regenerate-session").disabled
    assert "cancel" in _keys(page)


def test_every_session_can_be_read_with_all_it_prescribes(engine: Alloy, program: str, open_page: Open) -> None:
    document = engine.program(program)
    week = document.microcycles[1]
    session = next(one for one in week.sessions if one.type is not SessionType.RECOVERY)
    page = open_page(PAGE, id=program, week="2", day=str(session.day))
    assert not page.exception
    shown = text_of(page).replace("\u00a0", " ")
    assert long_date_of(session.date) in shown
    for block in session.blocks:
        for exercise in block.exercises:
            assert exercise.name in shown.replace("\\", "")
            assert prescription_text.work(exercise) in shown
    (link,) = [one for one in page.get("page_link") if one.proto.label == "Why these, and why not others?"]
    assert f"session=2-{session.day}" in link.proto.query_string


def test_a_known_maximum_is_shown_as_weight(engine: Alloy, open_page: Open) -> None:
    squat = {"movement": "back_squat", "rule": "hard_yes", "cadence": "weekly"}
    program = engine.create(REQUEST | {"movement_rules": [squat]}).id
    work_off(engine)
    document = engine.program(program)
    week, session, exercise = next(
        (week, one, exercise)
        for week in document.microcycles
        for one in week.sessions
        for block in one.blocks
        for exercise in block.exercises
        if exercise.load_kg
    )
    page = open_page(PAGE, id=program, week=str(week.index), day=str(session.day))
    assert prescription_text.weight(exercise.load_kg) in text_of(page).replace("\u00a0", " ")


def test_training_shows_lifts_muscles_and_why(engine: Alloy, program: str, open_page: Open) -> None:
    document = engine.program(program)
    page = open_page(PAGE, id=program, view="Training")
    assert not page.exception
    shown = text_of(page)
    for heading in ("Every lift over the weeks", "Hard sets a week", "Body map", "Pushes and pulls", "Sets by pattern"):
        assert f"**{heading}**" in shown
    lifts = {e.name for w in document.microcycles for s in w.sessions for b in s.blocks if b.role == "main"
             for e in b.exercises}  # fmt: skip
    table = next(frame.value for frame in page.dataframe if "lift" in frame.value)
    assert lifts == {name.removesuffix(" (2)") for name in table["lift"]}
    assert "Source: practice rule" in shown.replace("\\", "")
    page.selectbox("source-muscle").set_value(Muscle.CHEST).run()
    assert "hard sets** in microcycle 1" in text_of(page)


def test_training_of_a_program_that_waits_is_said_to_fill(engine: Alloy, open_page: Open) -> None:
    page = open_page(PAGE, id=engine.create(REQUEST).id, view="Training")
    assert not page.exception
    assert "It fills as lifting sessions are planned" in text_of(page)


def test_a_session_says_why_its_numbers_are_what_they_are(engine: Alloy, program: str, open_page: Open) -> None:
    page = open_page(PAGE, id=program)
    shown = text_of(page).replace("\\", "")
    assert "Why these numbers?" in shown
    assert "Main lift, blended by dollars: strength (6 of 10) 3–6 sets" in shown


def test_the_week_line_the_calendar_and_the_table_say_why(engine: Alloy, program: str, open_page: Open) -> None:
    week = engine.program(program).microcycles[0]
    shown = text_of(open_page(PAGE, id=program)).replace("\\", "")
    sets = sum(working_sets(one) for one in week.sessions)
    assert f"= {sets}. Warm-ups" in shown
    assert "Sessions: 3 days a week × 7 days / 7 = 3, so 3." in shown
    assert "3 training days in seven were asked for" in shown
    assert "recovery days are not counted" in shown


def test_a_recovery_day_is_a_day_of_rest(engine: Alloy, program: str, open_page: Open) -> None:
    week = engine.program(program).microcycles[0]
    rest = next(one for one in week.sessions if one.type is SessionType.RECOVERY)
    page = open_page(PAGE, id=program, day=str(rest.day))
    assert not page.exception
    assert "Rest" in text_of(page)
    assert "regenerate-session" not in _keys(page)


def test_a_deload_week_is_called_so(engine: Alloy, program: str, open_page: Open) -> None:
    deload = next(week.index for week in engine.program(program).microcycles if week.is_deload)
    page = open_page(PAGE, id=program, week=str(deload))
    assert ":violet-badge[Deload]" in text_of(page)


def test_gates_audit_and_sources_are_there(engine: Alloy, program: str, open_page: Open) -> None:
    document = engine.program(program)
    page = open_page(PAGE, id=program)
    shown = text_of(page).replace("\\", "")
    assert document.audit
    for row in document.audit:
        assert row.source in shown
    assert "Quality gates" in shown
    assert "within 5% of the minutes aimed at" in shown
    assert "70% of the places" in shown


def test_unmet_and_warnings_are_visible(engine: Alloy, open_page: Open) -> None:
    request = REQUEST | {"goals": {"strength": 5, "endurance": 5}}
    program = engine.create(request).id
    work_off(engine)
    document = engine.program(program)
    assert document.warnings
    shown = text_of(open_page(PAGE, id=program)).replace("\\", "")
    for line in (*document.warnings, *document.unmet):
        assert line in shown


def test_a_failed_session_says_why_and_can_be_repaired(engine: Alloy, program: str, open_page: Open) -> None:
    blocks = engine.program(program).microcycles[0].sessions[0].blocks
    lift = next(block.exercises[0].movement for block in blocks if block.role is ExerciseRole.MAIN)
    engine.coach.lock(program, "1-1", ExerciseRole.MAIN, lift)
    _fail(engine, program, microcycle=1, day=1)
    page = open_page(PAGE, id=program, day="1")
    assert not page.exception
    assert "This session could not be planned" in text_of(page)
    assert "no movement left" in text_of(page)
    page.button(f"unlock-1-1-{ExerciseRole.MAIN}-{lift}").click().run()
    assert engine.coach.locked(program, "1-1") == ()
    assert "Locked in this session" not in text_of(page)
    page.button("repair").click().run()
    assert engine.status(program).status is GenerationStatus.PENDING
    work_off(engine)
    page.run()
    assert engine.status(program).status is GenerationStatus.COMPLETED
    assert "could not be planned" not in text_of(page)


def test_a_program_that_broke_off_says_so_and_what_is_missing(engine: Alloy, open_page: Open) -> None:
    program = engine.create(REQUEST).id
    with engine.database.begin() as connection:
        status.take(connection, program)
        status.finish(connection, program, GenerationStatus.FAILED, "the disk is full")
    page = open_page(PAGE, id=program)
    assert not page.exception
    shown = text_of(page)
    assert "Generation broke off after 0 of 24 sessions" in shown
    assert "the disk is full" in shown
    assert "Generation ended before this session was planned" in shown
    assert "regenerate-all" in _keys(page)


def test_one_session_can_be_regenerated(engine: Alloy, program: str, open_page: Open) -> None:
    page = open_page(PAGE, id=program)
    page.button("regenerate-session").click().run()
    status = engine.status(program)
    assert (status.terminal, status.sessions_done) == (False, 23)
    work_off(engine)
    assert engine.status(program).sessions_done == 24


def test_all_sessions_can_be_regenerated(engine: Alloy, program: str, open_page: Open) -> None:
    open_page(PAGE, id=program).button("regenerate-all").click().run()
    assert engine.status(program).sessions_done == 0


def test_rename_duplicate_and_archive(engine: Alloy, program: str, open_page: Open) -> None:
    page = open_page(PAGE, id=program)
    page.text_input[0].set_value("Called anew")
    next(button for button in page.button if button.label == "Rename").click().run()
    assert not page.exception
    assert engine.program(program).name == "Called anew"
    page.button("archive").click().run()
    assert [card.name for card in engine.programs(archived=True)] == ["Called anew"]
    assert page.button("archive").label == "Restore"
    page.button("duplicate").click().run()
    assert [card.name for card in engine.programs()] == ["Called anew (copy)"]
    assert page.title[0].value == "Called anew (copy)"


def test_delete_asks_first(engine: Alloy, program: str, open_page: Open) -> None:
    page = open_page(PAGE, id=program)
    page.button("delete").click().run()
    assert engine.program(program).name == "Eight weeks"
    page.button("delete-for-good").click().run()
    assert not page.exception
    assert not engine.programs()
    assert "Your first program" in text_of(page)


def test_the_chosen_week_survives_a_shorter_program(engine: Alloy, program: str, open_page: Open) -> None:
    page = open_page(PAGE, id=program, week="12")
    assert not page.exception
    assert "Monday, 5 January" in text_of(page)


def _keys(page: AppTest) -> list[str]:
    return [button.key for button in page.button]


def _fail(engine: Alloy, program: str, *, microcycle: int, day: int) -> None:
    """Store one session as failed, as the engine does when nothing can be planned."""
    document = engine.program(program)
    planned = document.microcycles[microcycle - 1].sessions[day - 1]
    failed = PlannedSession(
        day=planned.day, date=planned.date, type=planned.type, focus=planned.focus, status=GenerationStatus.FAILED,
        target_minutes=planned.target_minutes, note="no movement left for the main slot",
    )  # fmt: skip
    with engine.database.begin() as connection:
        save(connection, SessionKey.parse(program, f"{microcycle}-{day}"), failed)
