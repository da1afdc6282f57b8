"""64 creators at once: nobody is refused, nobody waits for another, every athlete has one active program."""

from __future__ import annotations

import time
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from alloy_engine.errors import Busy, InvalidRequest
from alloy_engine.services import Alloy
from alloy_engine.services import create as creation
from alloy_engine.storage.database import Database
from alloy_engine.storage.watch import Watch
from tests.services.conftest import Opener
from tests.services.creators import REQUEST, Processes, at_once

CREATORS = 64
HELD_SECONDS = 0.15  # three times what a creator may wait for a lock
MOST_CONNECTIONS = 20
# Queues of creators show as dozens of waits; a single one may be met by chance.
FEW = CREATORS // 8


def active_by_athlete(database: Database) -> list[int]:
    count = "SELECT count(programs.id) FROM athletes LEFT JOIN programs ON athlete_id = athletes.id AND is_active"
    with database.connect() as connection:
        return list(connection.execute(text(f"{count} GROUP BY athletes.id")).scalars())


def stored(database: Database) -> tuple[int, int, int]:
    """Programs, their days, and jobs that wait."""
    counts = "(SELECT count(*) FROM programs), (SELECT count(*) FROM sessions)"
    jobs = "(SELECT count(DISTINCT args->>'program_id') FROM queue.procrastinate_jobs WHERE status = 'todo')"
    with database.connect() as connection:
        return tuple(connection.execute(text(f"SELECT {counts}, {jobs}")).one())  # type: ignore[return-value]


@pytest.mark.parametrize("athletes", [1, CREATORS], ids=["one athlete", "an athlete each"])
def test_64_threads_create_and_nobody_waits_for_another(athletes: int, opened: Opener) -> None:
    alloy = opened(worker=False)

    def create(number: int) -> str:
        return alloy.create({**REQUEST, "athlete": {"name": f"Athlete {number % athletes}"}}).id

    with Watch(alloy.database) as watch:
        outcomes = at_once(create, CREATORS)
    assert [outcome for outcome in outcomes if not isinstance(outcome, str)] == []
    assert len(set(outcomes)) == CREATORS
    assert stored(alloy.database) == (CREATORS, CREATORS * 56, CREATORS)
    assert active_by_athlete(alloy.database) == [1] * athletes
    assert watch.seen.looks > 10
    assert watch.seen.lock_waits < FEW, watch.seen


def test_64_creators_in_processes_and_threads_beside_a_working_app(opened: Opener, tmp_path: Path) -> None:
    alloy = opened()
    with Processes(alloy.database.url, tmp_path, 2) as processes:
        with Watch(alloy.database) as watch:
            outcomes = processes.create(threads=32)
        assert [uuid.UUID(outcome).version for outcome in outcomes] == [7] * CREATORS
        assert len(set(outcomes)) == CREATORS
        assert active_by_athlete(alloy.database) == [1]
        assert watch.seen.lock_waits < FEW, watch.seen
        assert len(set(processes.create(threads=32, key="button"))) == 1
        assert len(alloy.programs(limit=100)) == CREATORS + 1


def test_app_and_worker_hold_few_connections_however_many_create(opened: Opener) -> None:
    alloy = opened()
    with Watch(alloy.database) as watch:
        outcomes = at_once(lambda _: alloy.create(REQUEST).id, CREATORS)
    assert all(isinstance(outcome, str) for outcome in outcomes), outcomes
    assert 4 < watch.seen.connections <= MOST_CONNECTIONS
    assert active_by_athlete(alloy.database) == [1]


def test_the_same_key_is_one_program_however_many_ask_at_once(opened: Opener) -> None:
    alloy = opened(worker=False)
    with Watch(alloy.database) as watch:
        outcomes = at_once(lambda _: alloy.create(REQUEST, key="button"), CREATORS)
    assert len({created.id for created in outcomes}) == 1
    assert Counter(created.repeated for created in outcomes) == {True: CREATORS - 1, False: 1}
    assert stored(alloy.database) == (1, 56, 1)
    assert active_by_athlete(alloy.database) == [1]
    assert watch.seen.lock_waits < FEW, watch.seen


def test_a_key_is_one_program_whoever_its_athlete_is(opened: Opener) -> None:
    alloy = opened(worker=False)
    first = alloy.create({**REQUEST, "athlete": {"name": "Kim"}}, key="k")
    again = alloy.create({**REQUEST, "athlete": {"name": "Lee"}}, key="k")
    assert (again.id, again.repeated) == (first.id, True)


def test_who_finds_the_athlete_in_other_hands_leaves_the_other_active(opened: Opener) -> None:
    alloy = opened(worker=False)
    first = alloy.create(REQUEST)
    with alloy.database.begin() as other:
        other.execute(text("SELECT 1 FROM athletes FOR NO KEY UPDATE"))
        second = alloy.create(REQUEST)
    assert second.trace.branches["3.5"] == {"C": 1}
    assert active(alloy) == [first.id]
    third = alloy.create(REQUEST)
    assert third.trace.branches["3.5"] == {"B": 1}
    assert active(alloy) == [third.id]


def test_a_creator_does_not_wait_for_who_saves_the_program_it_retires(opened: Opener) -> None:
    alloy = opened(worker=False)
    first = alloy.create(REQUEST)
    with ThreadPoolExecutor(1) as creator, Watch(alloy.database) as watch:
        with alloy.database.begin() as worker:
            worker.execute(text("SELECT 1 FROM programs FOR UPDATE"))
            asked = creator.submit(alloy.create, REQUEST)
            time.sleep(HELD_SECONDS)
            assert active(alloy) == [first.id]
        second = asked.result()
    assert active(alloy) == [second.id]
    assert second.trace.branches["3.5"] == {"B": 1}
    assert watch.seen.lock_waits == 0, watch.seen


def test_a_program_that_is_never_let_go_of_is_not_retired(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    alloy = opened(worker=False)
    first = alloy.create(REQUEST)
    monkeypatch.setattr(creation, "TRIES", 3)
    with alloy.database.begin() as worker:
        worker.execute(text("SELECT 1 FROM programs FOR UPDATE"))
        with pytest.raises(Busy, match="active program"):
            alloy.create(REQUEST)
    assert [card.id for card in alloy.programs()] == [first.id]


def test_a_key_in_other_hands_is_asked_for_again_and_again(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    alloy = opened(worker=False)
    monkeypatch.setattr(creation, "TRIES", 3)
    held = text("SELECT pg_advisory_xact_lock(:gate, hashtext('local|k'))")
    with alloy.database.begin() as other:
        other.execute(held, {"gate": 7_140_021})
        with pytest.raises(Busy, match="'k'"):
            alloy.create(REQUEST, key="k")
        assert alloy.programs() == ()
    assert not alloy.create(REQUEST, key="k").repeated


@pytest.mark.parametrize("key", ["", "two words", "a\nb", "x" * 201])
def test_what_is_no_key_is_a_fault(key: str, opened: Opener) -> None:
    alloy = opened(worker=False)
    with pytest.raises(InvalidRequest) as caught:
        alloy.create(REQUEST, key=key)
    assert [fault.field for fault in caught.value.faults] == ["idempotency_key"]
    assert alloy.programs() == ()


def active(alloy: Alloy) -> list[str]:
    return [card.id for card in alloy.programs() if card.is_active]
