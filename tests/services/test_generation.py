"""Creation and generation end to end: real PostgreSQL, real catalogue, real worker thread."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from alloy_engine.domain.program import PlannedSession, ProgramDocument
from alloy_engine.domain.vocabulary import GenerationStatus, SessionType
from alloy_engine.errors import Conflict, DatabaseUnavailable, InvalidRequest, NotFound
from alloy_engine.services import Alloy
from alloy_engine.services.generation import JobLost, generate_program
from alloy_engine.settings import Settings
from alloy_engine.storage.counting import count_statements
from alloy_engine.storage.queue.loop import Outcome
from tests.durability.processes import finished, truthful, until
from tests.stepping import after, bench_of, fetched, never, settled, work_off

REQUEST: dict[str, Any] = {
    "goals": {"hypertrophy": 6, "strength": 4},
    "duration_weeks": 8,
    "days_per_week": 3,
    "session_minutes": 45,
    "start_date": "2026-01-05",
    "athlete": {"name": "Test athlete"},
}
TRAINING_SESSIONS = 24
Opener = Callable[..., Alloy]


def training(document: ProgramDocument) -> list[PlannedSession]:
    return [s for m in document.microcycles for s in m.sessions if s.type is not SessionType.RECOVERY]


def test_creation_is_one_short_transaction(opened: Opener) -> None:
    alloy = opened(worker=False)
    with count_statements(alloy.database.engine) as counted:
        created = alloy.create({**REQUEST, "duration_weeks": 12, "days_per_week": 7})
    assert counted.statements <= 7
    assert counted.commits == 1
    document = alloy.program(created.id)
    assert sum(len(m.sessions) for m in document.microcycles) == 84
    assert alloy.status(created.id).status is GenerationStatus.PENDING


def test_a_bad_request_stores_nothing(opened: Opener) -> None:
    alloy = opened(worker=False)
    with count_statements(alloy.database.engine) as counted, pytest.raises(InvalidRequest):
        alloy.create({**REQUEST, "days_per_week": 9})
    assert counted.statements == 0
    assert alloy.programs() == ()


def test_the_worker_generates_everything_and_show_agrees_with_plan(opened: Opener) -> None:
    alloy = opened()
    created = alloy.create(REQUEST)
    status = finished(alloy, created.id)
    assert status.status is GenerationStatus.COMPLETED
    assert status.sessions_done == status.sessions_total == TRAINING_SESSIONS
    shown = alloy.program(created.id)
    planned = alloy.plan(REQUEST)
    assert shown.model_copy(update={"id": None}).model_dump_json() == planned.model_dump_json()


def test_decisions_phases_and_branches_are_stored_for_every_session(opened: Opener) -> None:
    alloy = opened()
    created = alloy.create(REQUEST)
    finished(alloy, created.id)
    document = alloy.program(created.id)
    phases = {(row.session, row.name) for row in alloy.timing(created.id)}
    for microcycle in document.microcycles:
        for session in microcycle.sessions:
            key = f"{microcycle.index}-{session.day}"
            decisions = alloy.decisions(created.id, key)
            if session.type is SessionType.RECOVERY:
                assert decisions == ()
                continue
            chosen = {d.chosen.movement for d in decisions if d.chosen is not None and not d.dropped}
            assert chosen == {e.movement for b in session.blocks for e in b.exercises}
            assert {"session", "compose", "select", "prescribe", "fit"} <= {n for s, n in phases if s == key}
            assert "7.1" in alloy.flow(created.id, key)
    assert "7.1" in alloy.flow(created.id)


def test_a_run_that_was_interrupted_is_resumed_to_the_same_bytes(opened: Opener) -> None:
    alloy = opened(worker=False)
    created = alloy.create(REQUEST)
    done = 0
    for _ in range(4):
        assert work_off(alloy, after(4)) == [Outcome.AGAIN]
        status = alloy.status(created.id)
        assert done < status.sessions_done < TRAINING_SESSIONS
        assert status.status is GenerationStatus.PENDING, "nobody works on it"
        assert status.totals[GenerationStatus.IN_PROGRESS] == 0
        done = status.sessions_done
    assert work_off(alloy) == [Outcome.DONE]
    shown = alloy.program(created.id)
    assert shown.model_copy(update={"id": None}).model_dump_json() == alloy.plan(REQUEST).model_dump_json()


def test_a_worker_that_lost_its_job_writes_nothing(opened: Opener) -> None:
    alloy = opened(worker=False)
    created = alloy.create(REQUEST)
    lost = fetched(alloy.database)
    assert lost is not None
    settled(alloy.database, lost, Outcome.AGAIN)
    assert fetched(alloy.database) is not None
    with pytest.raises(JobLost):
        generate_program(alloy.workshop, lost, bench_of(alloy), never)
    status = alloy.status(created.id)
    assert (status.status, status.sessions_done) == (GenerationStatus.PENDING, 0)


def test_cancel_keeps_what_is_done_and_ends_the_rest(opened: Opener) -> None:
    alloy = opened(worker=False)
    created, seen = alloy.create(REQUEST), 0

    def cancel_after_six() -> bool:
        nonlocal seen
        seen += 1
        if seen == 7:
            alloy.cancel(created.id)
        return False

    assert work_off(alloy, cancel_after_six) == [Outcome.DROPPED]
    status = alloy.status(created.id)
    assert status.status is GenerationStatus.CANCELLED
    assert status.totals[GenerationStatus.COMPLETED] == 6
    assert status.totals[GenerationStatus.CANCELLED] == TRAINING_SESSIONS - 6
    with pytest.raises(Conflict):
        alloy.cancel(created.id)
    alloy.regenerate(created.id)
    assert work_off(alloy) == [Outcome.DONE]
    assert alloy.status(created.id).sessions_done == TRAINING_SESSIONS


def test_a_status_is_of_one_moment(opened: Opener) -> None:
    alloy = opened(worker=False)
    program = alloy.create(REQUEST).id
    asked: list[str] = []

    def cancel_after_the_first(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not asked and "queued_ms" in statement:
            asked.append(statement)
        elif len(asked) == 1:
            asked.append(statement)
            alloy.cancel(program)

    event.listen(alloy.database.engine, "before_cursor_execute", cancel_after_the_first)
    seen = truthful(alloy.status(program))
    assert (seen.status, seen.totals[GenerationStatus.PENDING]) == (GenerationStatus.PENDING, seen.sessions_total)
    assert truthful(alloy.status(program)).status is GenerationStatus.CANCELLED


def test_a_program_cancelled_before_its_start_never_starts(opened: Opener) -> None:
    alloy = opened(worker=False)
    created = alloy.create(REQUEST)
    alloy.cancel(created.id)
    assert work_off(alloy) == []
    status = alloy.status(created.id)
    assert (status.status, status.sessions_done) == (GenerationStatus.CANCELLED, 0)


def test_sessions_that_cannot_be_filled_fail_with_the_reason_and_the_rest_goes_on(opened: Opener) -> None:
    everywhere = ["neck", "shoulder", "elbow", "wrist", "upper_back", "lower_back", "hip", "knee", "ankle"]
    patterns = ["squat", "hinge", "lunge", "horizontal_push", "vertical_push", "horizontal_pull", "vertical_pull"]
    limits = [{"region": region, "severity": "severe"} for region in everywhere]
    limits += [{"pattern": pattern, "severity": "severe"} for pattern in [*patterns, "isolation", "core"]]
    alloy = opened()
    created = alloy.create({**REQUEST, "athlete": {"equipment": "bodyweight", "limitations": limits}})
    status = finished(alloy, created.id)
    assert status.totals[GenerationStatus.FAILED] > 0
    assert status.totals[GenerationStatus.PENDING] == 0
    document = alloy.program(created.id)
    for session in training(document):
        if session.status is GenerationStatus.FAILED:
            assert session.note
            assert session.blocks == ()
        else:
            assert session.blocks
    assert document.unmet


@pytest.mark.parametrize("moment", [0.0, 0.3, 0.6, 0.9])
def test_a_worker_can_be_stopped_while_it_starts(opened: Opener, moment: float) -> None:
    alloy = opened()
    time.sleep(moment)
    assert alloy.close(), "it did not end in time"


def test_stopping_does_not_wait_for_a_process_that_is_not_ready(opened: Opener) -> None:
    assert opened(compute="tests.services.never_ready").close()


def test_one_athlete_has_one_active_program(opened: Opener) -> None:
    alloy = opened(worker=False)
    first, second = alloy.create(REQUEST), alloy.create(REQUEST)
    other = alloy.create({**REQUEST, "athlete": {"name": "Another athlete"}})
    active = {card.id: card.is_active for card in alloy.programs()}
    assert active == {first.id: False, second.id: True, other.id: True}


def test_the_same_key_gives_the_same_program(opened: Opener) -> None:
    alloy = opened(worker=False)
    first = alloy.create(REQUEST, key="once")
    again = alloy.create(REQUEST, key="once")
    assert (again.id, again.repeated, first.repeated) == (first.id, True, False)
    assert len(alloy.programs()) == 1


def test_regenerating_one_session_changes_it_and_nothing_else(opened: Opener) -> None:
    alloy = opened()
    created = alloy.create(REQUEST)
    finished(alloy, created.id)
    before = alloy.program(created.id)
    target = training(before)[4]
    key = next(f"{m.index}-{s.day}" for m in before.microcycles for s in m.sessions if s.date == target.date)
    alloy.regenerate_session(created.id, key)
    finished(alloy, created.id)
    after = alloy.program(created.id)
    changed = [old.date for old, new in zip(training(before), training(after), strict=True) if old != new]
    assert changed == [target.date]
    renewed = next(session for session in training(after) if session.date == target.date)
    assert renewed.status is GenerationStatus.COMPLETED
    old_movements = {e.movement for b in target.blocks for e in b.exercises}
    assert {e.movement for b in renewed.blocks for e in b.exercises} - old_movements


def test_regenerating_all_gives_another_program(opened: Opener) -> None:
    alloy = opened()
    created = alloy.create(REQUEST)
    finished(alloy, created.id)
    before = alloy.program(created.id)
    alloy.regenerate(created.id)
    assert finished(alloy, created.id).sessions_done == TRAINING_SESSIONS
    after = alloy.program(created.id)
    assert sum(old != new for old, new in zip(training(before), training(after), strict=True)) > TRAINING_SESSIONS / 2


def test_nothing_is_regenerated_while_it_is_being_generated(opened: Opener) -> None:
    alloy = opened(worker=False)
    created = alloy.create(REQUEST)
    with pytest.raises(Conflict):
        alloy.regenerate(created.id)
    with pytest.raises(NotFound):
        alloy.regenerate("00000000-0000-0000-0000-000000000000")


def test_rename_duplicate_archive_delete(opened: Opener) -> None:
    alloy = opened(worker=False)
    created = alloy.create(REQUEST)
    alloy.rename(created.id, "  Winter block ")
    assert alloy.program(created.id).name == "Winter block"
    for name in ("", "x" * 101, "a\x00b"):
        with pytest.raises(InvalidRequest):
            alloy.rename(created.id, name)
    copy = alloy.duplicate(created.id)
    assert alloy.program(copy.id).request.goals == alloy.program(created.id).request.goals
    alloy.archive(created.id)
    assert [card.id for card in alloy.programs()] == [copy.id]
    assert [card.id for card in alloy.programs(archived=True)] == [created.id]
    alloy.delete(copy.id)
    with pytest.raises(NotFound):
        alloy.program(copy.id)


def test_health_tells_the_truth(opened: Opener, databases: Any) -> None:
    alloy = opened(worker=False)
    state = alloy.health()
    assert state.database
    assert state.worker == "stopped"
    assert not state.ok


def test_a_database_that_is_not_there_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnavailable, match=r"127\.0\.0\.1"):
        Alloy.open(Settings(home=tmp_path, database_url="postgresql://nobody@127.0.0.1:1/none"))


def test_the_creation_itself_is_timed_and_stored_without_the_caller_waiting(opened: Opener) -> None:
    alloy = opened()
    created = alloy.create(REQUEST, asked={"1.1": {"A": 2}})
    finished(alloy, created.id)

    def creation() -> dict[str, Any]:
        return {row.name: row for row in alloy.timing(created.id) if row.session is None and row.run == 0}

    until(lambda: bool(creation()))
    rows = creation()
    assert {"create", "validate", "skeleton", "write"} <= rows.keys()
    assert rows["create"].duration_ms <= created.milliseconds
    assert rows["write"].duration_ms < rows["create"].duration_ms
    flow = alloy.flow(created.id)
    assert flow["1.1"] == {"A": 2}
    assert flow["3.6"] == {"A": 1}
