"""Killed at every step boundary of creating and generating: both or neither, and the same bytes in the end.

Which boundaries there are is told by lives that come to their end: whatever they send to the database lies between two
of them (see `mortal_process`). Those of one session stand for those of the others.
"""

from __future__ import annotations

from collections import Counter

from sqlalchemy import text

from alloy_engine.domain.vocabulary import GenerationStatus
from alloy_engine.services import Alloy
from alloy_engine.storage.database import Connection
from alloy_engine.storage.queue.jobs import queue_length
from tests.durability.processes import REQUEST, Mortals, plain
from tests.durability.promise import Fault, looked_at, watched

DAYS = 56
# Some of what has to be found between boundaries, so that an empty list is no success.
CREATING = ("INSERT INTO athletes", "INSERT INTO programs", "defer_jobs", "UPDATE athletes", "is_active", "pg_notify")
GENERATING = (
    "task_name", "UPDATE programs SET status = 'in_progress'", "structure_assigned", "DELETE FROM exercises",
    "UPDATE sessions SET status = 'in_progress'", "INSERT INTO exercises", "INSERT INTO decisions",
    "UPDATE microcycles", "INSERT INTO traces", "INSERT INTO audits", "UPDATE programs SET status = %(status)s",
    "finish_job",
)  # fmt: skip
RESUMING = ("SET status = 'aborted'", "UPDATE sessions SET status = 'pending'", "SAVEPOINT", "defer_jobs", "pg_notify")


def assert_found(passed: Counter[str], *wanted: str) -> None:
    missing = [one for one in wanted if not any(one in boundary for boundary in passed)]
    assert not missing, f"{missing} among {[*passed]}"


def rows(c: Connection) -> tuple[int, int, int]:
    """Programs, days, jobs."""
    counts = "SELECT (SELECT count(*) FROM programs), (SELECT count(*) FROM sessions), "
    row = c.execute(text(counts + "(SELECT count(*) FROM queue.procrastinate_jobs)")).one()
    return row[0], row[1], row[2]


def emptied(alloy: Alloy) -> None:
    with alloy.database.begin() as c:
        c.execute(text("TRUNCATE athletes, programs, queue.procrastinate_jobs CASCADE"))


def assert_goes_on(alloy: Alloy, mortals: Mortals, program: str, planned: str, at: str) -> None:
    """Whoever had it in hand was killed just now: the next worker finishes it, unaided and in time."""
    fault = Fault()
    with watched(alloy, program):
        assert mortals.live("work").ended == 0, at
    assert alloy.status(program).status is GenerationStatus.COMPLETED, at
    assert plain(alloy.program(program)) == planned, at
    fault.assert_survived(alloy, program)


def test_killed_while_creating_there_is_all_of_it_or_nothing(alloy: Alloy, mortals: Mortals) -> None:
    orders, planned = {"request": REQUEST, "key": "once"}, plain(alloy.plan(REQUEST))
    passed, written = mortals.live("create", **orders).passed, False
    assert_found(passed, *CREATING)
    for at in passed:
        emptied(alloy)
        assert mortals.live("create", at=at, **orders).killed, at
        with alloy.database.connect() as c:
            found = rows(c)
        written = written or at.startswith("after COMMIT")
        assert found == ((1, DAYS, 1) if written else (0, 0, 0)), at
        again = alloy.create(REQUEST, key="once")
        assert again.repeated is written, "whoever was not answered may ask again"
        if written:
            assert_goes_on(alloy, mortals, again.id, planned, at)
    assert written


def test_killed_while_generating_it_goes_on_to_the_same_bytes(alloy: Alloy, mortals: Mortals) -> None:
    """First those of a whole generation; then those that only a program passes which was taken up before."""
    planned = plain(alloy.plan(REQUEST))
    alloy.create(REQUEST)
    whole = mortals.live("work").passed
    assert_found(whole, *GENERATING)
    middle = max((one for one in whole if one.startswith("after COMMIT")), key=lambda one: whole[one])
    alloy.create(REQUEST)
    assert mortals.live("work", at=middle, time=3).killed
    resumed = Counter(dict.fromkeys(mortals.live("work").passed.keys() - whole.keys(), 1))
    assert_found(resumed, *RESUMING)
    for at in (*whole, *resumed):
        program = alloy.create(REQUEST).id
        if at in resumed:
            assert mortals.live("work", at=middle, time=3).killed
        assert mortals.live("work", at=at).killed, at
        looked_at(alloy, program)
        assert_goes_on(alloy, mortals, program, planned, at)
    with alloy.database.connect() as c:
        assert queue_length(c) == 0, "every job has come to its end"
