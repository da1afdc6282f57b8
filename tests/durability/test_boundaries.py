"""Killed at every step boundary of creating and generating: both or neither, and the same bytes in the end."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text

from alloy_engine.domain.vocabulary import GenerationStatus
from alloy_engine.services import Alloy
from alloy_engine.storage.database import Connection
from tests.durability.processes import REQUEST, SESSIONS, Mortals, Started, assert_exact, until

pytestmark = pytest.mark.xdist_group("boundaries")

Start = Callable[..., Started]
# Creating for a new athlete is six statements the driver's wrapper sees: the athlete looked for, its gate, the athlete,
# program with microcycles and days, the athlete held, the program made active; the job's own comes before the last two.
CREATION = [f"{when} statement {n}" for n in range(1, 7) for when in ("before", "after")]
COMMITTED = "after commit 1"
WORK = [
    "after statement 1", "after statement 2", "before commit 1", "after commit 1",  # taken up
    "before statement 9", "before commit 2", "after commit 2",  # laid out, the first session begun
    "after statement 13", "before statement 16", "before commit 3", "after commit 3",  # the first session saved
    "before commit 4", "after commit 4",
]  # fmt: skip


def rows(c: Connection) -> tuple[int, int, int]:
    """Programs, days, jobs."""
    counts = "SELECT (SELECT count(*) FROM programs), (SELECT count(*) FROM sessions), "
    row = c.execute(text(counts + "(SELECT count(*) FROM queue.procrastinate_jobs)")).one()
    return row[0], row[1], row[2]


def test_killed_while_creating_there_is_all_of_it_or_nothing(alloy: Alloy, mortals: Mortals, start: Start) -> None:
    for at in (*CREATION, "before commit 1"):
        assert mortals.live("create", at=at, request=REQUEST) == -9, at
        with alloy.database.connect() as c:
            assert rows(c) == (0, 0, 0), at
    assert mortals.live("create", at=COMMITTED, request=REQUEST, key="once") == -9
    with alloy.database.connect() as c:
        assert rows(c) == (1, 56, 1)
    again = alloy.create(REQUEST, key="once")
    assert again.repeated, "whoever was not answered may ask again"
    start("alloy_engine", "worker")
    assert_exact(alloy, again.id)


def test_killed_while_generating_it_goes_on_to_the_same_bytes(alloy: Alloy, mortals: Mortals, start: Start) -> None:
    program = alloy.create(REQUEST).id
    for at in WORK:
        done = alloy.status(program).sessions_done
        assert mortals.live("work", at=at) == -9, at
        status = alloy.status(program)
        assert done <= status.sessions_done < SESSIONS
        assert status.status in (GenerationStatus.PENDING, GenerationStatus.IN_PROGRESS), at
        assert status.totals[GenerationStatus.IN_PROGRESS] <= 1, at
    start("alloy_engine", "worker")
    assert_exact(alloy, program)


@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_at_the_very_end(alloy: Alloy, mortals: Mortals, start: Start, when: str) -> None:
    """The commit that saves the last session, and the one that closes the program."""
    program = alloy.create(REQUEST).id
    for commit in (f"{when} commit {2 + SESSIONS}", f"{when} commit 3"):
        if alloy.status(program).terminal:
            break
        assert mortals.live("work", at=commit) == -9, commit
    start("alloy_engine", "worker")
    assert_exact(alloy, program)
    with alloy.database.connect() as c:
        waiting = "SELECT count(*) FROM queue.procrastinate_jobs WHERE status IN ('todo', 'doing')"
        until(lambda: c.execute(text(waiting)).scalar_one() == 0)
