"""What is saved comes back equal: the contract of every store."""

from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alloy_engine.domain.decision import Decision, FunnelStage
from alloy_engine.domain.program import (
    COACHED,
    AuditRow,
    Gate,
    PlannedBlock,
    PlannedExercise,
    PlannedSession,
    ProgramDocument,
)
from alloy_engine.domain.vocabulary import ExerciseRole, FallbackTier, GenerationStatus, SelectionStatus
from alloy_engine.errors import NotFound
from alloy_engine.storage import programs, sessions, status, structures
from alloy_engine.storage.database import Database
from alloy_engine.storage.decisions import DECISION
from alloy_engine.storage.keys import SessionKey
from alloy_engine.storage.tables import exercises
from tests.storage.samples import (
    a_decision,
    a_program,
    a_request,
    a_session,
    a_structure,
    a_trace,
    an_exercise,
    first_key,
    save,
    stored_program,
)

# Text as people write it: no NUL and no lone surrogates, which PostgreSQL cannot hold.
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)
numbers = st.floats(allow_nan=False, allow_infinity=False)
small = st.integers(0, 300)


def exercise_values() -> st.SearchStrategy[PlannedExercise]:
    return st.builds(
        an_exercise,
        movement=words,
        name=words,
        sets=st.integers(1, 20),
        reps_min=st.none() | small,
        reps_max=st.none() | small,
        seconds=st.none() | small,
        rest_seconds=small,
        rpe=st.none() | numbers,
        percent_1rm=st.none() | numbers,
        load_kg=st.none() | numbers,
        tempo=st.none() | words,
        ramp_sets=st.sampled_from([(), an_exercise().ramp_sets]),
        secondary_muscles=st.sampled_from([(), an_exercise().secondary_muscles]),
        equipment=st.sampled_from([(), an_exercise().equipment]),
        compound=st.booleans(),
        superset=st.none() | words,
        score=st.none() | numbers,
        per_side=st.booleans(),
        relaxation_step=st.integers(0, 6),
        alternatives=st.sampled_from([(), an_exercise().alternatives]),
        note=st.none() | words,
    )


def blocks() -> st.SearchStrategy[tuple[PlannedBlock, ...]]:
    block = st.builds(
        PlannedBlock,
        role=st.sampled_from(ExerciseRole),
        minutes=numbers,
        exercises=st.lists(exercise_values(), min_size=1, max_size=3).map(tuple),
    )
    return st.lists(block, min_size=1, max_size=3).map(tuple)


def test_a_structure_comes_back_equal(store: Database) -> None:
    structure = a_structure()
    program = stored_program(store, structure=structure)
    with store.connect() as c:
        assert structures.load_structure(c, program.id) == structure


def test_focus_is_added_to_a_stored_skeleton(store: Database) -> None:
    program = stored_program(store, structure=a_structure(focus=False))
    with store.begin() as c:
        assert not programs.load_orders(c, program.id).structure_assigned
        structures.save_focus(c, program.id, a_structure(focus=True))
    with store.connect() as c:
        assert structures.load_structure(c, program.id) == a_structure(focus=True)
        assert programs.load_orders(c, program.id).structure_assigned


def test_a_full_session_comes_back_equal(store: Database) -> None:
    program = stored_program(store)
    key, session = first_key(program), a_session(program.structure.days[0])
    with store.begin() as c:
        save(c, key, session, (a_decision(0),), a_trace(), selection_status=SelectionStatus.FEASIBLE)
    with store.connect() as c:
        assert sessions.load_sessions(c, program.id)["1-1"] == session
        assert sessions.load_sessions(c, program.id, key) == {"1-1": session}


def test_decisions_come_back_equal_and_in_slot_order(store: Database) -> None:
    program = stored_program(store)
    key, session = first_key(program), a_session(program.structure.days[0])
    unfilled = a_decision(2, chosen=None, others=0, hold="mesocycle", swapped_from=None, dropped=True, tie="A")
    decisions: tuple[Decision, ...] = (a_decision(0), a_decision(1), unfilled)
    with store.begin() as c:
        save(c, key, session, decisions[::-1])
    with store.connect() as c:
        assert sessions.load_decisions(c, key) == decisions


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(blocks(), words, st.sampled_from(FallbackTier), numbers)
def test_any_session_comes_back_equal(
    hypothesis_program: tuple[Database, SessionKey, PlannedSession],
    made: tuple[PlannedBlock, ...],
    note: str,
    fallback: FallbackTier,
    estimate: float,
) -> None:
    store, key, session = hypothesis_program
    changed = {"blocks": made, "note": note, "fallback": fallback, "estimated_minutes": estimate}
    session = session.model_copy(update=changed)
    with store.begin() as c:
        save(c, key, session)
        assert sessions.load_sessions(c, key.program, key)[key.text] == session


@pytest.fixture
def hypothesis_program(store: Database) -> tuple[Database, SessionKey, PlannedSession]:
    program = stored_program(store)
    return store, first_key(program), a_session(program.structure.days[0])


def test_every_field_of_an_exercise_is_a_column() -> None:
    assert set(PlannedExercise.model_fields) - set(COACHED) <= set(exercises.columns.keys())


def test_the_whole_document_comes_back_as_planned(store: Database) -> None:
    request = a_request(seed=-(2**63), start_date="2026-01-05", athlete={"one_rep_maxes": {
        "back_squat": {"value": 140.0}, "bench_press": {"value": 225.5, "unit": "lb"}, "a": {"value": 1.1},
    }})  # fmt: skip
    program = stored_program(store, request=request)
    planned = {}
    with store.begin() as c:
        for day in program.structure.days:
            key = SessionKey(program.id, day.microcycle, day.day)
            blocks = a_session(day).blocks if day.type.is_lifting else ()
            planned[day.key] = a_session(day, blocks=blocks)
            save(c, key, planned[day.key])
        gates = (Gate(name="muscles", ok=True, detail="7 of 7"),)
        programs.save_microcycle(c, program.id, 3, status=GenerationStatus.COMPLETED, gates=gates)
        audit = tuple(
            AuditRow(check=f"check {n}", status=word, value="12", band="10–20", detail="d", source="s", ceiling=None)
            for n, word in enumerate(("ok", "limited", "warn", "fail"))
        )
        programs.save_findings(c, program.id, warnings=("w", "v", "w"), unmet=("u",), audit=audit)
        status.take(c, program.id)
        status.finish(c, program.id, GenerationStatus.COMPLETED)
    with store.connect() as c:
        document = programs.load_program(c, program.id)
    assert document.id == program.id
    assert document.request == request
    assert ProgramDocument.model_validate_json(document.model_dump_json()) == document
    assert document.request.model_dump_json() == request.model_dump_json(), "the order of keys is kept"
    assert (document.warnings, document.unmet, document.audit) == (("w", "v"), ("u",), audit)
    assert document.microcycles[2].gates == gates
    assert document.status is GenerationStatus.COMPLETED
    assert [s for m in document.microcycles for s in m.sessions] == list(planned.values())
    for shown, microcycle in zip(document.microcycles, program.structure.microcycles, strict=True):
        assert (shown.index, shown.start_date, shown.length_days) == (
            microcycle.index,
            microcycle.start_date,
            microcycle.length_days,
        )
        assert [session.day for session in shown.sessions] == [day.day for day in microcycle.days]


def test_a_partial_program_shows_its_days_as_pending(store: Database) -> None:
    program = stored_program(store)
    with store.connect() as c:
        document = programs.load_program(c, program.id)
    shown = [session for microcycle in document.microcycles for session in microcycle.sessions]
    assert len(shown) == 84
    assert {session.status for session in shown} == {GenerationStatus.PENDING}
    assert [session.date for session in shown] == [day.date for day in program.structure.days]


def test_records_from_before_reasons_and_swaps_can_still_be_read() -> None:
    decision = a_decision(0)
    old = json.loads(DECISION.dump_json(decision))
    del old["swaps"]
    for stage in old["funnel"]:
        del stage["reason"]
    read = DECISION.validate_json(json.dumps(old))
    assert read.swaps == ()
    assert read.funnel[0] == FunnelStage("hard_no", 3, 297)
    assert read.chosen == decision.chosen


def test_saving_again_replaces_what_was_there(store: Database) -> None:
    program = stored_program(store)
    key, day = first_key(program), program.structure.days[0]
    smaller = a_session(day, per_block=1)
    with store.begin() as c:
        save(c, key, a_session(day), (a_decision(0), a_decision(1)))
        save(c, key, smaller, (a_decision(0),))
        assert sessions.load_sessions(c, program.id, key)["1-1"] == smaller
        assert sessions.load_decisions(c, key) == (a_decision(0),)


def test_saving_elsewhere_or_nowhere_is_refused(store: Database) -> None:
    program = stored_program(store)
    session = a_session(program.structure.days[0])
    with store.connect() as c:
        with pytest.raises(NotFound):
            sessions.save_session(c, SessionKey(a_program().id, 1, 1), session)
        with pytest.raises(ValueError, match="day 1 cannot be saved as session 1-2"):
            sessions.save_session(c, SessionKey(program.id, 1, 2), session)
        with pytest.raises(NotFound):
            programs.load_program(c, "not-an-id")
        with pytest.raises(NotFound):
            sessions.load_decisions(c, dataclasses.replace(first_key(program), day=9))
