"""Workers that stop, come back, meet, or lose their queue: one of them finishes, and nobody else writes."""

from __future__ import annotations

import signal
from collections.abc import Callable

from sqlalchemy import text

from alloy_engine.domain.vocabulary import GenerationStatus
from alloy_engine.services import Alloy
from alloy_engine.storage.migrate import migrate_to
from alloy_engine.storage.queue import repair
from alloy_engine.storage.queue.jobs import lock_of
from tests.durability.processes import LONG, REQUEST, Started, assert_exact, finished, plain, until
from tests.durability.promise import Fault, watched
from tests.stepping import work_off, work_partly

Start = Callable[..., Started]
Opener = Callable[..., Alloy]
WORKER = ("alloy_engine", "worker")


def begun(alloy: Alloy, program: str, sessions: int = 3) -> None:
    until(lambda: alloy.status(program).sessions_done >= sessions)


def ask(alloy: Alloy, question: str, **values: object) -> object:
    with alloy.database.connect() as c:
        return c.execute(text(question), values).scalar_one()


def test_a_killed_worker_is_replaced_by_another_that_lives(alloy: Alloy, start: Start) -> None:
    first, _second = start(*WORKER), start(*WORKER)
    requests = [{**LONG, "athlete": {"name": f"Athlete {n}"}} for n in range(2)]
    programs = [alloy.create(request).id for request in requests]
    with watched(alloy, *programs):
        for program in programs:
            begun(alloy, program)
        first.kill()
        fault = Fault()
        for program, request in zip(programs, requests, strict=True):
            assert_exact(alloy, program, request)
            fault.assert_survived(alloy, program)


def test_a_frozen_worker_is_replaced_and_writes_nothing_when_it_thaws(alloy: Alloy, start: Start) -> None:
    frozen = start(*WORKER)
    program = alloy.create(LONG).id
    with watched(alloy, program):
        begun(alloy, program)
        frozen.send(signal.SIGSTOP)
        fault = Fault()
        start(*WORKER)
        assert_exact(alloy, program, LONG)
        fault.assert_survived(alloy, program)
        before = ask(alloy, "SELECT max(xmin::text::bigint) FROM sessions")
        frozen.send(signal.SIGCONT)
        thawed = Fault()
        others = [alloy.create({**REQUEST, "athlete": {"name": f"Athlete {n}"}}).id for n in range(4)]
        for other in others:
            assert finished(alloy, other).status is GenerationStatus.COMPLETED
        thawed.assert_survived(alloy, *others)
        mine = "SELECT max(xmin::text::bigint) FROM sessions WHERE program_id = :id"
        assert ask(alloy, mine, id=program) == before, "the thawed worker wrote nothing"
        until(lambda: ask(alloy, "SELECT count(*) FROM queue.procrastinate_workers") == 2)
        assert frozen.lives, "and it works again"


def test_a_short_freeze_is_only_a_pause(alloy: Alloy, start: Start) -> None:
    worker = start(*WORKER)
    program = alloy.create(LONG).id
    with watched(alloy, program):
        begun(alloy, program)
        worker.send(signal.SIGSTOP)
        done = alloy.status(program).sessions_done
        worker.send(signal.SIGCONT)
        fault = Fault()
        assert done < 84
        assert_exact(alloy, program, LONG)
        fault.assert_survived(alloy, program)


def test_two_workers_on_one_program_are_one_too_many(alloy: Alloy, opened: Opener) -> None:
    opened(worker=True), opened(worker=True)
    program = alloy.create(LONG).id
    with watched(alloy, program):
        begun(alloy, program, 1)
        fault = Fault()
        for sessions in (5, 20, 40):
            begun(alloy, program, sessions)
            with alloy.database.begin() as c:  # whoever works on it is taken for dead, and is not
                repair.rescue(c, 0.0, everything=True)
        assert_exact(alloy, program, LONG)
        fault.assert_survived(alloy, program)


def test_an_emptied_queue_is_filled_again(alloy: Alloy, opened: Opener) -> None:
    opened(worker=True)
    requests = [{**LONG, "athlete": {"name": f"Athlete {n}"}} for n in range(3)]
    waiting = [alloy.create(request).id for request in requests]
    with watched(alloy, *waiting):
        begun(alloy, waiting[0])
        with alloy.database.begin() as c:
            c.execute(text("TRUNCATE queue.procrastinate_jobs CASCADE"))
        fault = Fault()
        for program, request in zip(waiting, requests, strict=True):
            assert_exact(alloy, program, request)
        fault.assert_survived(alloy, *waiting)


def test_cancelled_in_the_middle_nothing_more_is_written(alloy: Alloy, start: Start) -> None:
    start(*WORKER)
    program = alloy.create(LONG).id
    follows = {**REQUEST, "athlete": {"name": "Next"}}
    with watched(alloy, program):
        begun(alloy, program)
        alloy.cancel(program)
        fault, cancelled = Fault(), alloy.status(program)
        assert cancelled.status is GenerationStatus.CANCELLED
        assert cancelled.totals[GenerationStatus.PENDING] == cancelled.totals[GenerationStatus.IN_PROGRESS] == 0
        follower = alloy.create(follows).id
        assert_exact(alloy, follower, follows)
        fault.assert_survived(alloy, follower)
    assert alloy.status(program).totals == cancelled.totals


def test_a_stopped_worker_leaves_its_programs_to_the_next(alloy: Alloy, start: Start) -> None:
    requests = [LONG, {**LONG, "athlete": {"name": "Other"}}]
    programs = [alloy.create(request).id for request in requests]
    worker = start(*WORKER, "--concurrency", "2")
    with watched(alloy, *programs):
        until(lambda: all(alloy.status(one).current for one in programs))  # both at the same time
        for program in programs:
            begun(alloy, program)
        worker.send(signal.SIGTERM)
        assert worker.ended() == 0
        for program in programs:
            status = alloy.status(program)
            assert status.status is GenerationStatus.PENDING
            assert 3 <= status.sessions_done < 84
            assert status.totals[GenerationStatus.IN_PROGRESS] == 0
        fault = Fault()
        start(*WORKER)
        for program, request in zip(programs, requests, strict=True):
            assert_exact(alloy, program, request)
        fault.assert_survived(alloy, *programs)


def test_an_upgrade_goes_on_with_what_was_unfinished(alloy: Alloy, opened: Opener) -> None:
    half, cancelled = alloy.create(REQUEST).id, alloy.create({**REQUEST, "athlete": {"name": "Other"}}).id
    work_partly(alloy, 6)
    with alloy.database.begin() as c:
        migrate_to(c, "0001")
        c.execute(text("UPDATE jobs SET cancel_requested = true WHERE program_id = :id"), {"id": cancelled})
    alloy.database.engine.dispose()
    fault = Fault()
    opened(worker=True)  # migrates
    with watched(alloy, half, cancelled):
        assert_exact(alloy, half)
        fault.assert_survived(alloy, half)
    assert alloy.status(cancelled).status is GenerationStatus.CANCELLED


def test_a_job_of_a_version_that_named_it_otherwise_is_replaced(alloy: Alloy, opened: Opener) -> None:
    program = alloy.create(REQUEST).id
    with alloy.database.begin() as c:
        rename = "UPDATE queue.procrastinate_jobs SET task_name = 'generate', args = '{}' WHERE lock = :lock"
        c.execute(text(rename), {"lock": lock_of(program)})
    fault = Fault()
    opened(worker=True)
    with watched(alloy, program):
        assert_exact(alloy, program)
    fault.assert_survived(alloy, program)


def test_a_session_at_which_workers_keep_dying_takes_the_template_in_the_end(alloy: Alloy) -> None:
    program = alloy.create(REQUEST).id
    work_partly(alloy, 6)
    for _ in range(5):
        with alloy.database.begin() as c:
            assert repair.rescue(c, 0.0, everything=True) == (program,)
        work_partly(alloy, 1)  # closes the microcycle, and is lost with the next session in hand
    with alloy.database.begin() as c:
        repair.rescue(c, 0.0, everything=True)
    work_off(alloy)
    assert alloy.status(program).status is GenerationStatus.COMPLETED
    notes = [s.note for m in alloy.program(program).microcycles for s in m.sessions if "quarantined" in s.note]
    assert len(notes) == 1
    assert plain(alloy.program(program)) != plain(alloy.plan(REQUEST))
